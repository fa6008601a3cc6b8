import { newId } from "../kernel/ids.ts";
import type { Context, Role, TenantKind } from "../kernel/context.ts";
import { Problem } from "../kernel/problem.ts";
import { record } from "../log/record.ts";

export type NewOfficer = { name: string; unit: string; roles: readonly Role[]; generated: boolean };

/** Roles that judge, and roles that report: nobody holds both, and only the authority has judges. */
const judging: readonly Role[] = ["auditor", "supervisor"];
const reporting: readonly Role[] = ["officer", "head"];

/** Adds an officer with roles to the tenant, by whom, and returns the officer's id. The log keeps the ids and the roles, not the name. */
export async function addOfficer(context: Context, officer: NewOfficer, by = "system"): Promise<string> {
  const id = newId("officer", context.now);
  await requireSeparateRoles(context, officer.roles, { subject: id, by });
  const tenantCode = context.tenant.code;
  const { ledger } = context;
  await record(context, { kind: "policy.changed", at: context.now, subject: id, roles: officer.roles.join(","), by }, [
    ledger
      .prepare("INSERT INTO officer (tenant_id, id, name, unit, generated, created_at) VALUES (?, ?, ?, ?, ?, ?)")
      .bind(tenantCode, id, officer.name, officer.unit, officer.generated ? 1 : 0, context.now),
    ledger
      .prepare("INSERT INTO officer_role (tenant_id, officer_id, role) SELECT ?, ?, value FROM json_each(?)")
      .bind(tenantCode, id, JSON.stringify(officer.roles)),
  ]);
  return id;
}

/** Refuses roles that nobody holds together, or that this tenant has not. The attempt stands in the log. */
export async function requireSeparateRoles(context: Context, given: readonly Role[], attempt: { subject: string; by: string }): Promise<void> {
  const refusal = whyNotTogether(context.tenant.kind, given);
  if (!refusal) return;
  await record(context, { kind: "policy.refused", at: context.now, ...attempt, roles: given.join(",") }, []);
  throw new Problem("not-permitted", refusal);
}

function whyNotTogether(kind: TenantKind, given: readonly Role[]): string | null {
  const judges = given.some((role) => judging.includes(role));
  if (judges && given.some((role) => reporting.includes(role))) return "Nobody both reports and judges: give either officer/head or auditor/supervisor.";
  if (judges && kind !== "authority") return "Auditors and supervisors exist only in the national authority.";
  if (given.includes("operator") && kind !== "authority") return "Operators exist only in the national authority.";
  return null;
}
