import type { Context, Role } from "../kernel/context.ts";
import { Problem } from "../kernel/problem.ts";
import { GuardFailed, record } from "../log/record.ts";
import { requireSeparateRoles } from "../tenancy/add-officer.ts";
import { requireStepUp } from "../tenancy/require-step-up.ts";
import { isSamePerson } from "../tenancy/same-person.ts";
import { getPerson, requireAppointable, requireRegistrar } from "./require-registrar.ts";

/**
 * Gives a person exactly these roles. Nobody changes their own; nobody both reports and judges. Whoever loses a role loses open
 * enrolment links too. Refused attempts stand in the log.
 */
export async function changeRoles(context: Context, officerId: string, roles: readonly Role[]): Promise<void> {
  const { ledger, tenant, now } = context;
  const registrar = requireRegistrar(context);
  const person = await getPerson(context, registrar, officerId);
  const attempt = { subject: person.id, by: registrar.officer.id };
  if (isSamePerson(registrar.officer, person.id)) {
    await record(context, { kind: "policy.refused", at: now, ...attempt, roles: roles.join(",") }, []);
    throw new Problem("self-approval", "Nobody changes their own roles. Ask another administrator of the tenant.");
  }
  await requireSeparateRoles(context, roles, attempt);
  const taken = person.roles.filter((role) => !roles.includes(role));
  requireAppointable(registrar, [...taken, ...roles.filter((role) => !person.roles.includes(role))]);
  requireStepUp(context);
  const statements = [
    ledger.prepare("DELETE FROM officer_role WHERE tenant_id = ? AND officer_id = ?").bind(tenant.code, person.id),
    ledger.prepare("INSERT INTO officer_role (tenant_id, officer_id, role) SELECT ?, ?, value FROM json_each(?)").bind(tenant.code, person.id, JSON.stringify(roles)),
    ...(taken.length > 0 ? [revokeLinksStatement(context, person.id)] : []),
  ];
  const asRead = {
    holds: "(SELECT json_group_array(role) FROM (SELECT role FROM officer_role WHERE tenant_id = ? AND officer_id = ? ORDER BY role)) = ?",
    params: [tenant.code, person.id, JSON.stringify(person.roles.toSorted())],
  };
  await record(context, { kind: "policy.changed", at: now, ...attempt, roles: roles.join(","), before: person.roles.join(",") }, statements, [asRead]).catch((error: unknown) => {
    if (error instanceof GuardFailed) throw new Problem("version-conflict", "Somebody else changed this person's roles at the same time. Look at them again and decide anew.");
    throw error;
  });
}

/** The statement that makes the person's open enrolment links worth nothing. */
export function revokeLinksStatement({ ledger, tenant, now }: Context, officerId: string): D1PreparedStatement {
  return ledger.prepare("UPDATE enrolment SET revoked_at = ? WHERE tenant_id = ? AND officer_id = ? AND used_at IS NULL AND revoked_at IS NULL").bind(now, tenant.code, officerId);
}
