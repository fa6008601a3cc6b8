import type { Context } from "../kernel/context.ts";
import { digestOf } from "../kernel/digest.ts";
import { Problem } from "../kernel/problem.ts";
import { GuardFailed, record, type Guard } from "../log/record.ts";
import type { Officer } from "../tenancy/queries.ts";
import { startSession, type SessionCookie } from "../tenancy/session.ts";
import { endSessionsStatement } from "../tenancy/session-list.ts";
import { issueChallenge, readChallenge } from "./challenges.ts";
import type { OpenedEnrolment, RegistrationResponse } from "./contract.ts";
import { passkeyInsert, refuseKnownPasskey } from "./own-passkeys.ts";
import { toRegistrationOptions } from "./passkey-options.ts";
import { findEnrolmentBySecret, type Enrolment } from "./queries.ts";
import type { RelyingParty } from "./relying-party.ts";
import { signInRefused } from "./sign-in-refused.ts";
import { spending, wasSpent } from "./spend.ts";
import { challengeOf, verifyNewPasskey } from "./verify-passkey.ts";

/** A context before anybody is signed in: the secret says who comes. */
type Door = Pick<Context, "ledger" | "tenant" | "platform" | "now">;
type Found = { enrolment: Enrolment; officer: Officer };

/** Opens a link without using it: whom it is for, and what the browser makes a passkey from. 410 for every link that is worth nothing. */
export async function openEnrolment(door: Door, party: RelyingParty, secret: string): Promise<Omit<OpenedEnrolment, "provider">> {
  const { enrolment, officer } = await getUsable(door, secret);
  const challenge = await issueChallenge(door.platform, purposeOf(enrolment), door.now);
  const { name, unit } = officer;
  return { officer: { name, unit }, isRecovery: enrolment.isRecovery, expiresAt: new Date(enrolment.expiresAt).toISOString(), options: toRegistrationOptions(challenge, party, officer, []) };
}

/** Uses the link up: the passkey is the officer's, and they are signed in. A recovery ends the passkeys and sessions from before. */
export async function useEnrolment(door: Door, party: RelyingParty, request: { secret: string; credential: RegistrationResponse; label: string; device: string }): Promise<{ cookie: SessionCookie; officer: Officer }> {
  const { enrolment, officer } = await getUsable(door, request.secret);
  const { ledger, tenant, platform, now } = door;
  const challenge = challengeOf(request.credential);
  const expiresAt = await readChallenge(platform, purposeOf(enrolment), challenge, now);
  if (expiresAt === null) throw signInRefused("challenge-not-ours");
  const passkey = await verifyNewPasskey(request.credential, party);
  const statements = [...usingStatements(door, enrolment), spending(ledger, tenant.code, `challenge ${challenge}`, expiresAt), passkeyInsert(ledger, officer, passkey, request.label, now)];
  const entry = { kind: "enrolment.used", at: now, enrolment: enrolment.id, subject: officer.id, passkey: await digestOf(passkey.credentialId) } as const;
  await record(door, entry, statements, [stillUsable(enrolment, now)]).catch(async (error: unknown) => {
    if (error instanceof GuardFailed) throw await gone(door, enrolment.id, "used");
    return refuseKnownPasskey(error);
  });
  return { officer, cookie: await startSession(ledger, officer, now, { method: "enrolment", device: request.device }) };
}

/** What using a link writes, whatever the person signs in with from now on. */
export function usingStatements({ ledger, tenant, now }: Pick<Door, "ledger" | "tenant" | "now">, enrolment: Enrolment): D1PreparedStatement[] {
  const use = ledger.prepare("UPDATE enrolment SET used_at = ? WHERE tenant_id = ? AND id = ?").bind(now, tenant.code, enrolment.id);
  if (!enrolment.isRecovery) return [use];
  return [
    use,
    ledger.prepare("UPDATE passkey SET removed_at = ? WHERE tenant_id = ? AND officer_id = ? AND removed_at IS NULL").bind(now, tenant.code, enrolment.officerId),
    ledger.prepare("DELETE FROM oidc_subject WHERE tenant_id = ? AND officer_id = ?").bind(tenant.code, enrolment.officerId),
    endSessionsStatement(ledger, { tenantId: tenant.code, id: enrolment.officerId }, now),
  ];
}

export function stillUsable(enrolment: Enrolment, now: number): Guard {
  return {
    holds: `EXISTS (SELECT 1 FROM enrolment e JOIN officer o ON o.tenant_id = e.tenant_id AND o.id = e.officer_id WHERE e.tenant_id = ? AND e.id = ?
      AND e.used_at IS NULL AND e.revoked_at IS NULL AND e.expires_at > ? AND (e.needs_approval = 0 OR e.approved_at IS NOT NULL) AND o.ended_at IS NULL)`,
    params: [enrolment.tenantId, enrolment.id, now],
  };
}

/** The link when it can be used now. Used, expired, revoked and guessed ones are the same 410 outside, and stand in the log. */
export async function getUsable(door: Door, secret: string): Promise<Found> {
  const found = await findEnrolmentBySecret(door.ledger, door.tenant.code, await digestOf(secret));
  const reason = whyGone(found, door.now);
  if (reason !== null) throw await gone(door, found?.enrolment.id ?? null, reason);
  const { enrolment } = found!;
  if (enrolment.needsApproval && enrolment.approvedBy === null) {
    throw new Problem("enrolment-waits", "The link is good, but a second person must approve it first. Ask whoever sent it; then open the same link again.");
  }
  return found!;
}

type Reason = "guessed" | "used" | "revoked" | "expired" | "ended";

function whyGone(found: Found | null, now: number): Reason | null {
  if (!found) return "guessed";
  if (found.enrolment.usedAt !== null) return "used";
  if (found.enrolment.revokedAt !== null) return "revoked";
  if (found.officer.ended) return "ended";
  return found.enrolment.expiresAt <= now ? "expired" : null;
}

/** Logs the refusal once an hour for each link and reason, so that nobody fills the log by trying; then the one answer for all. */
async function gone(door: Door, enrolment: string | null, reason: Reason): Promise<Problem> {
  const { ledger, tenant, now } = door;
  const hour = Math.floor(now / 3_600_000);
  const once = spending(ledger, tenant.code, `refused ${enrolment ?? ""} ${reason} ${hour}`, (hour + 1) * 3_600_000);
  await record(door, { kind: "enrolment.refused", at: now, enrolment, reason }, [once]).catch((error: unknown) => {
    if (!wasSpent(error)) throw error;
  });
  return new Problem("enrolment-gone", "This enrolment link is worth nothing: it was used, has expired, was revoked, or is not whole. Ask your tenant's administrator for a new one.");
}

function purposeOf(enrolment: Enrolment) {
  return { act: "enrol" as const, tenant: enrolment.tenantId, holder: enrolment.id };
}
