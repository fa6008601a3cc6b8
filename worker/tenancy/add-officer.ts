import { newId } from "../kernel/ids.ts";
import type { Context, Role } from "../kernel/context.ts";
import { Problem } from "../kernel/problem.ts";
import { record } from "../log/record.ts";

export type NewOfficer = { name: string; unit: string; roles: readonly Role[]; generated: boolean };

/** Roles that judge, and roles that report: nobody holds both, and only the authority has judges. */
const judging: readonly Role[] = ["auditor", "supervisor"];
const reporting: readonly Role[] = ["officer", "head"];

/** Adds an officer with roles to the tenant and returns the officer's id. The log keeps the id and the roles, not the name. */
export async function addOfficer(context: Context, officer: NewOfficer): Promise<string> {
  requireSeparateRoles(context, officer.roles);
  const id = newId("officer", context.now);
  const tenantCode = context.tenant.code;
  const { ledger } = context;
  await record(context, { kind: "policy.changed", at: context.now, subject: id, roles: officer.roles.join(",") }, [
    ledger
      .prepare("INSERT INTO officer (tenant_id, id, name, unit, generated, created_at) VALUES (?, ?, ?, ?, ?, ?)")
      .bind(tenantCode, id, officer.name, officer.unit, officer.generated ? 1 : 0, context.now),
    ledger
      .prepare("INSERT INTO officer_role (tenant_id, officer_id, role) SELECT ?, ?, value FROM json_each(?)")
      .bind(tenantCode, id, JSON.stringify(officer.roles)),
  ]);
  return id;
}

function requireSeparateRoles(context: Context, given: readonly Role[]): void {
  const judges = given.some((role) => judging.includes(role));
  if (judges && given.some((role) => reporting.includes(role))) throw new Problem("not-permitted", "Nobody both reports and judges: give either officer/head or auditor/supervisor.");
  if (judges && context.tenant.kind !== "authority") throw new Problem("not-permitted", "Auditors and supervisors exist only in the national authority.");
}
