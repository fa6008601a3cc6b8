import type { Platform, Tenant } from "../kernel/context.ts";
import { findTenant } from "../directory/queries.ts";
import { assertSession, startSession, type LiveSession, type SessionCookie } from "../tenancy/session.ts";
import { issueChallenge, readChallenge } from "./challenges.ts";
import type { AssertionOptions, AssertionResponse } from "./contract.ts";
import { parseUserHandle, toAssertionOptions } from "./passkey-options.ts";
import { findPasskey, listPasskeys, type Passkey } from "./queries.ts";
import type { RelyingParty } from "./relying-party.ts";
import { signInRefused } from "./sign-in-refused.ts";
import { spending, wasSpent } from "./spend.ts";
import { challengeOf, verifyAssertion } from "./verify-passkey.ts";

/** What sign-in knows before it knows who comes. */
export type Entrance = { central: D1Database; platform: Platform; party: RelyingParty; now: number };

const anybody = { act: "sign-in", tenant: "", holder: "" } as const;

/** Asks whoever is there for one of their passkeys. */
export async function askForPasskey({ platform, party, now }: Entrance): Promise<AssertionOptions> {
  return toAssertionOptions(await issueChallenge(platform, anybody, now), party);
}

/** Signs in whoever answers with a passkey: a new session, the challenge spent with it. Every failure is `sign-in-refused`. */
export async function signInWithPasskey({ central, platform, party, now }: Entrance, response: AssertionResponse, device: string): Promise<{ tenant: Tenant; cookie: SessionCookie; officerId: string }> {
  const named = parseUserHandle(response.response.userHandle);
  if (!named) throw signInRefused("handle-unreadable");
  const challenge = challengeOf(response);
  const expiresAt = await readChallenge(platform, anybody, challenge, now);
  if (expiresAt === null) throw signInRefused("challenge-not-ours");
  const tenant = await findTenant(central, named.tenantCode);
  if (!tenant) throw signInRefused("tenant-unknown");
  const ledger = platform.ledgers[tenant.ledger];
  const passkey = await findPasskey(ledger, tenant.code, response.id);
  if (!passkey) throw signInRefused("passkey-unknown");
  if (passkey.officerId !== named.officerId) throw signInRefused("passkey-of-another");
  const used = await verifyAssertion(response, passkey, party);
  const officer = { tenantId: tenant.code, id: passkey.officerId };
  const spent = [spending(ledger, tenant.code, `challenge ${challenge}`, expiresAt), usedStatement(ledger, passkey, used, now)];
  const cookie = await startSession(ledger, officer, now, { method: "passkey", device }, spent).catch(refuseReplay);
  return { tenant, cookie, officerId: officer.id };
}

type OpenSession = { session: LiveSession; ledger: D1Database };

/** Asks the person of the session for one of their own passkeys; null when they have none. */
export async function askToConfirm({ platform, party, now }: Entrance, { session, ledger }: OpenSession): Promise<AssertionOptions | null> {
  const passkeys = await listPasskeys(ledger, session.officer.tenantId, session.officer.id);
  return passkeys.length === 0 ? null : toAssertionOptions(await issueChallenge(platform, confirmationOf(session), now), party, passkeys);
}

/** Takes the proof that the person of the session is there. Another's passkey, another session's challenge or a replay is refused. */
export async function confirmWithPasskey({ platform, party, now }: Entrance, { session, ledger }: OpenSession, response: AssertionResponse): Promise<void> {
  const { tenantId, id } = session.officer;
  const challenge = challengeOf(response);
  const expiresAt = await readChallenge(platform, confirmationOf(session), challenge, now);
  if (expiresAt === null) throw signInRefused("challenge-not-ours");
  const passkey = await findPasskey(ledger, tenantId, response.id);
  if (!passkey) throw signInRefused("passkey-unknown");
  if (passkey.officerId !== id) throw signInRefused("passkey-of-another");
  const used = await verifyAssertion(response, passkey, party);
  const spent = [spending(ledger, tenantId, `challenge ${challenge}`, expiresAt), usedStatement(ledger, passkey, used, now)];
  await assertSession(ledger, session, now, spent).catch(refuseReplay);
}

function confirmationOf(session: LiveSession) {
  return { act: "confirm" as const, tenant: session.officer.tenantId, holder: session.tokenHash };
}

function usedStatement(ledger: D1Database, passkey: Passkey, used: { counter: number; backedUp: boolean }, now: number): D1PreparedStatement {
  return ledger
    .prepare("UPDATE passkey SET counter = max(counter, ?), backed_up = ?, last_used_at = ? WHERE tenant_id = ? AND credential_id = ?")
    .bind(used.counter, used.backedUp ? 1 : 0, now, passkey.tenantId, passkey.credentialId);
}

function refuseReplay(error: unknown): never {
  if (wasSpent(error)) throw signInRefused("challenge-spent");
  throw error;
}
