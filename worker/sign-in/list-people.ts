import type { Context } from "../kernel/context.ts";
import { getPolicy } from "../tenancy/policy-queries.ts";
import { listOfficers } from "../tenancy/queries.ts";
import { toAccountView } from "./account-view.ts";
import type { EnrolmentView, PersonList } from "./contract.ts";
import { listBoundAccounts, listOpenEnrolments, type Enrolment } from "./queries.ts";
import { requireRegistrar } from "./require-registrar.ts";

type Ways = { officer_id: string; passkeys: number; last_used_at: number | null };
type Unit = { officer_id: string; unit: string; until: string | null };

/** Who acts for the tenant, with roles, ways to sign in and open links; to an operator of the authority only its administrators. Six reads, whatever the number. */
export async function listPeople(context: Context): Promise<PersonList> {
  const registrar = requireRegistrar(context);
  const { ledger, tenant, now } = context;
  const [officers, enrolments, ways, bound, units, provider] = await Promise.all([
    listOfficers(ledger, tenant.code),
    listOpenEnrolments(ledger, tenant.code, now),
    readWays(ledger, tenant.code),
    listBoundAccounts(ledger, tenant.code),
    ledger.prepare("SELECT officer_id, unit_tenant_code AS unit, until FROM officer_past_unit WHERE tenant_id = ? ORDER BY unit_tenant_code").bind(tenant.code).all<Unit>(),
    getPolicy(ledger, tenant.code, "identity-provider"),
  ]);
  const shown = registrar.isAppointing ? officers.filter(({ roles }) => roles.includes("administrator")) : officers;
  const [waysOf, accountsOf, unitsOf] = [new Map(ways.map((row) => [row.officer_id, row])), Map.groupBy(bound, ({ officerId }) => officerId), Map.groupBy(units.results, (row) => row.officer_id)];
  const people = shown.map(async ({ id, name, unit, roles, generated }) => ({
    id, name, unit, roles, generated,
    passkeys: waysOf.get(id)?.passkeys ?? 0,
    accounts: await Promise.all((accountsOf.get(id) ?? []).map(toAccountView)),
    lastSignInAt: toMoment(waysOf.get(id)?.last_used_at),
    units: (unitsOf.get(id) ?? []).map((row) => ({ unit: row.unit, until: row.until })),
    enrolments: enrolments.filter(({ officerId }) => officerId === id).map(toEnrolmentView),
  }));
  return { people: await Promise.all(people), provider: provider?.issuer ?? null };
}

async function readWays(ledger: D1Database, tenantCode: string): Promise<Ways[]> {
  const { results } = await ledger
    .prepare(
      `SELECT officer_id, sum(passkeys) AS passkeys, max(last_used_at) AS last_used_at FROM (
         SELECT officer_id, removed_at IS NULL AS passkeys, COALESCE(last_used_at, created_at) AS last_used_at FROM passkey WHERE tenant_id = ?1
         UNION ALL SELECT officer_id, 0, last_used_at FROM oidc_subject WHERE tenant_id = ?1) GROUP BY officer_id`,
    )
    .bind(tenantCode)
    .all<Ways>();
  return results;
}

export function toEnrolmentView({ id, officerId, isRecovery, createdBy, createdAt, expiresAt, needsApproval, approvedBy }: Enrolment): EnrolmentView {
  return { id, officerId, isRecovery, createdBy, createdAt: new Date(createdAt).toISOString(), expiresAt: new Date(expiresAt).toISOString(), waitsForApproval: needsApproval && approvedBy === null };
}

function toMoment(at: number | null | undefined): string | null {
  return at === null || at === undefined ? null : new Date(at).toISOString();
}
