import type { Context } from "../kernel/context.ts";
import { isUniqueViolation } from "../kernel/database-error.ts";
import { digestOf } from "../kernel/digest.ts";
import { Problem } from "../kernel/problem.ts";
import { GuardFailed, record } from "../log/record.ts";
import { findOfficer, type Officer } from "../tenancy/queries.ts";
import { requireOfficer } from "../tenancy/require-role.ts";
import { requireStepUp } from "../tenancy/require-step-up.ts";
import { issueChallenge, readChallenge } from "./challenges.ts";
import type { RegistrationOptions, RegistrationResponse } from "./contract.ts";
import { toRegistrationOptions } from "./passkey-options.ts";
import { listPasskeys, type Passkey } from "./queries.ts";
import type { RelyingParty } from "./relying-party.ts";
import { signInRefused } from "./sign-in-refused.ts";
import { spending, wasSpent } from "./spend.ts";
import { challengeOf, verifyNewPasskey, type VerifiedPasskey } from "./verify-passkey.ts";

/** So many passkeys are enough for one person: phone, laptop, security key, and one to spare each. */
const MAX_PASSKEYS = 10;

/** Asks the signed-in person to make another passkey. */
export async function askForNewPasskey(context: Context, party: RelyingParty): Promise<RegistrationOptions> {
  requireStepUp(context);
  const officer = await ownOfficer(context);
  const passkeys = await ownPasskeys(context, officer);
  if (passkeys.length >= MAX_PASSKEYS) throw new Problem("transition-refused", `You have ${MAX_PASSKEYS} passkeys. Remove one you use no more, then add the new one.`);
  return toRegistrationOptions(await issueChallenge(context.platform, registrationOf(officer), context.now), party, officer, passkeys);
}

/** Adds the passkey to the signed-in person's own. The log keeps its digest, not its name. */
export async function addPasskey(context: Context, party: RelyingParty, request: { credential: RegistrationResponse; label: string }): Promise<Passkey[]> {
  requireStepUp(context);
  const { ledger, platform, tenant, now } = context;
  const officer = await ownOfficer(context);
  const challenge = challengeOf(request.credential);
  const expiresAt = await readChallenge(platform, registrationOf(officer), challenge, now);
  if (expiresAt === null) throw signInRefused("challenge-not-ours");
  const passkey = await verifyNewPasskey(request.credential, party);
  const entry = { kind: "passkey.added", at: now, subject: officer.id, passkey: await digestOf(passkey.credentialId), by: officer.id } as const;
  await record(context, entry, [spending(ledger, tenant.code, `challenge ${challenge}`, expiresAt), passkeyInsert(ledger, officer, passkey, request.label, now)]).catch(refuseKnownPasskey);
  return ownPasskeys(context, officer);
}

/** Gives one's own passkey another name. */
export async function renamePasskey(context: Context, credentialId: string, label: string): Promise<Passkey[]> {
  const officer = await ownOfficer(context);
  await requireOwn(context, officer, credentialId);
  const { ledger, tenant, now } = context;
  await record(context, { kind: "passkey.renamed", at: now, subject: officer.id, passkey: await digestOf(credentialId), by: officer.id }, [
    ledger.prepare("UPDATE passkey SET label = ? WHERE tenant_id = ? AND credential_id = ? AND officer_id = ?").bind(label, tenant.code, credentialId, officer.id),
  ]);
  return ownPasskeys(context, officer);
}

/** Removes one's own passkey, but never the last way in. */
export async function removePasskey(context: Context, credentialId: string): Promise<Passkey[]> {
  const officer = await ownOfficer(context);
  await requireOwn(context, officer, credentialId);
  requireStepUp(context);
  const { ledger, tenant, now } = context;
  const update = ledger.prepare("UPDATE passkey SET removed_at = ? WHERE tenant_id = ? AND credential_id = ? AND officer_id = ?").bind(now, tenant.code, credentialId, officer.id);
  const hasAnotherWay = {
    holds: `(SELECT count(*) FROM passkey WHERE tenant_id = ?1 AND officer_id = ?2 AND removed_at IS NULL AND credential_id <> ?3)
      + (SELECT count(*) FROM oidc_subject WHERE tenant_id = ?1 AND officer_id = ?2) > 0`,
    params: [tenant.code, officer.id, credentialId],
  };
  await record(context, { kind: "passkey.removed", at: now, subject: officer.id, passkey: await digestOf(credentialId), by: officer.id }, [update], [hasAnotherWay]).catch((error: unknown) => {
    if (error instanceof GuardFailed) throw new Problem("transition-refused", "This is your only way to sign in. Add another passkey first, then remove this one.");
    throw error;
  });
  return ownPasskeys(context, officer);
}

/** The statement that keeps a verified passkey for the officer. */
export function passkeyInsert(ledger: D1Database, officer: Pick<Officer, "tenantId" | "id">, passkey: VerifiedPasskey, label: string, now: number): D1PreparedStatement {
  return ledger
    .prepare("INSERT INTO passkey (tenant_id, credential_id, officer_id, public_key, counter, transports, backed_up, label, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
    .bind(officer.tenantId, passkey.credentialId, officer.id, passkey.publicKey, passkey.counter, JSON.stringify(passkey.transports), passkey.backedUp ? 1 : 0, label, now);
}

/** For `catch`: a challenge used before, or a passkey that somebody has already. */
export function refuseKnownPasskey(error: unknown): never {
  if (wasSpent(error)) throw signInRefused("challenge-spent");
  if (isUniqueViolation(error, "passkey.credential_id")) throw new Problem("key-exists", "This passkey is registered already. Sign in with it, or make another on a different device.");
  throw error;
}

/** The signed-in officer, in their own tenant. */
export async function ownOfficer(context: Context): Promise<Officer> {
  const { id } = requireOfficer(context);
  return (await findOfficer(context.ledger, context.tenant.code, id))!;
}

export function ownPasskeys(context: Context, officer: Pick<Officer, "id">): Promise<Passkey[]> {
  return listPasskeys(context.ledger, context.tenant.code, officer.id);
}

async function requireOwn(context: Context, officer: Officer, credentialId: string): Promise<void> {
  const own = await ownPasskeys(context, officer);
  if (!own.some((passkey) => passkey.credentialId === credentialId)) throw new Problem("not-found", "You have no such passkey. GET /v1/session/passkeys lists yours.");
}

function registrationOf(officer: Officer) {
  return { act: "register" as const, tenant: officer.tenantId, holder: officer.id };
}
