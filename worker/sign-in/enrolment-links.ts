import { base64url } from "jose";
import type { Context, Role } from "../kernel/context.ts";
import { digestOf } from "../kernel/digest.ts";
import { newId } from "../kernel/ids.ts";
import { Problem } from "../kernel/problem.ts";
import { GuardFailed, record } from "../log/record.ts";
import type { Officer } from "../tenancy/queries.ts";
import { requireStepUp } from "../tenancy/require-step-up.ts";
import { isSamePerson } from "../tenancy/same-person.ts";
import { findEnrolment, type Enrolment } from "./queries.ts";
import { getPerson, requireRegistrar } from "./require-registrar.ts";

/** How long an enrolment link lives, in milliseconds: 72 hours. */
export const LINK_LIFE = 72 * 3_600_000;
/** Roles with a right to approve or to decide: two people let somebody with one of them in again. */
const approving: readonly Role[] = ["head", "administrator", "auditor", "supervisor", "operator"];

/**
 * Makes a one-time link for a person and gives its secret, which is stored nowhere. For somebody who has signed in before it is a
 * recovery: never one's own, and for roles with a right to approve it counts only once a second person approved it. An earlier
 * open link of the person is worth nothing from then on.
 */
export async function createEnrolment(context: Context, officerId: string): Promise<{ enrolment: Enrolment; secret: string }> {
  const registrar = requireRegistrar(context);
  const person = await getPerson(context, registrar, officerId);
  if (isSamePerson(registrar.officer, person.id)) throw new Problem("self-approval", "Nobody makes an enrolment link for themselves. Add a passkey on your account page, or ask another administrator.");
  requireStepUp(context);
  return writeEnrolment(context, person, registrar.officer.id);
}

/** Writes the link; who may ask for it was checked by the caller. */
export async function writeEnrolment(context: Pick<Context, "ledger" | "tenant" | "now">, person: Pick<Officer, "id" | "roles">, by: string): Promise<{ enrolment: Enrolment; secret: string }> {
  const { ledger, tenant, now } = context;
  const secret = base64url.encode(crypto.getRandomValues(new Uint8Array(32)));
  const isRecovery = await hasSignedUp(ledger, tenant.code, person.id);
  const needsApproval = isRecovery && person.roles.some((role) => approving.includes(role));
  const id = newId("enrolment", now);
  const statements = [
    ledger.prepare("UPDATE enrolment SET revoked_at = ? WHERE tenant_id = ? AND officer_id = ? AND used_at IS NULL AND revoked_at IS NULL").bind(now, tenant.code, person.id),
    ledger
      .prepare("INSERT INTO enrolment (tenant_id, id, officer_id, secret_hash, is_recovery, needs_approval, created_by, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
      .bind(tenant.code, id, person.id, await digestOf(secret), isRecovery ? 1 : 0, needsApproval ? 1 : 0, by, now, now + LINK_LIFE),
  ];
  await record(context, { kind: "enrolment.created", at: now, enrolment: id, subject: person.id, by, recovery: isRecovery ? 1 : 0, approval: needsApproval ? 1 : 0 }, statements);
  return { enrolment: (await findEnrolment(ledger, tenant.code, id))!, secret };
}

/** The second pair of eyes: somebody who neither made the link nor is let in by it. */
export async function approveEnrolment(context: Context, id: string): Promise<Enrolment> {
  const registrar = requireRegistrar(context);
  const { enrolment } = await getOpen(context, registrar, id);
  const { ledger, tenant, now } = context;
  if (!enrolment.needsApproval || enrolment.approvedBy !== null) throw new Problem("transition-refused", "This link waits for nobody's approval.");
  if ([enrolment.createdBy, enrolment.officerId].some((id) => isSamePerson(registrar.officer, id))) throw new Problem("self-approval", "A second person approves: not who made the link, and not whom it lets in.");
  requireStepUp(context);
  await change(context, { kind: "enrolment.approved", enrolment: id, subject: enrolment.officerId, by: registrar.officer.id }, [
    ledger.prepare("UPDATE enrolment SET approved_by = ?, approved_at = ? WHERE tenant_id = ? AND id = ?").bind(registrar.officer.id, now, tenant.code, id),
  ], { holds: "EXISTS (SELECT 1 FROM enrolment WHERE tenant_id = ? AND id = ? AND approved_at IS NULL AND used_at IS NULL AND revoked_at IS NULL)", params: [tenant.code, id] });
  return (await findEnrolment(ledger, tenant.code, id))!;
}

/** Makes an open link worth nothing. */
export async function revokeEnrolment(context: Context, id: string): Promise<void> {
  const registrar = requireRegistrar(context);
  const { enrolment } = await getOpen(context, registrar, id);
  const { ledger, tenant, now } = context;
  requireStepUp(context);
  await change(context, { kind: "enrolment.revoked", enrolment: id, subject: enrolment.officerId, by: registrar.officer.id }, [
    ledger.prepare("UPDATE enrolment SET revoked_at = ? WHERE tenant_id = ? AND id = ?").bind(now, tenant.code, id),
  ], { holds: "EXISTS (SELECT 1 FROM enrolment WHERE tenant_id = ? AND id = ? AND used_at IS NULL AND revoked_at IS NULL)", params: [tenant.code, id] });
}

async function getOpen(context: Context, registrar: ReturnType<typeof requireRegistrar>, id: string): Promise<{ enrolment: Enrolment }> {
  const enrolment = await findEnrolment(context.ledger, context.tenant.code, id);
  const isOpen = enrolment !== null && enrolment.usedAt === null && enrolment.revokedAt === null && enrolment.expiresAt > context.now;
  if (!isOpen) throw new Problem("not-found", "The tenant has no such open enrolment link. GET …/people lists those that are open.");
  await getPerson(context, registrar, enrolment.officerId);
  return { enrolment };
}

type Change = { kind: "enrolment.approved" | "enrolment.revoked"; enrolment: string; subject: string; by: string };

async function change(context: Context, { kind, ...said }: Change, statements: D1PreparedStatement[], guard: { holds: string; params: unknown[] }): Promise<void> {
  await record(context, { kind, at: context.now, ...said }, statements, [guard]).catch((error: unknown) => {
    if (error instanceof GuardFailed) throw new Problem("version-conflict", "Somebody else used, approved or revoked the link at the same time. Look at the list again.");
    throw error;
  });
}

async function hasSignedUp(ledger: D1Database, tenantCode: string, officerId: string): Promise<boolean> {
  const found = await ledger
    .prepare("SELECT EXISTS (SELECT 1 FROM passkey WHERE tenant_id = ?1 AND officer_id = ?2) OR EXISTS (SELECT 1 FROM oidc_subject WHERE tenant_id = ?1 AND officer_id = ?2) AS known")
    .bind(tenantCode, officerId)
    .first<number>("known");
  return found === 1;
}
