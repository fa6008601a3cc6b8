import type { Context } from "../kernel/context.ts";
import { listOfficerNames } from "../tenancy/queries.ts";
import { AUTHORITY, requireReader } from "../tenancy/require-role.ts";
import { listContestedDecisions } from "./contested-queries.ts";
import type { ContestedDecisionView } from "./contract.ts";

/** How many are shown. */
const SHOWN = 500;

/** The contested decisions of the tenant's people in all ledgers. Only the authority's people decide, so for every other tenant there are none. */
export async function showContestedDecisions(context: Context): Promise<ContestedDecisionView[]> {
  const reader = requireReader(context);
  const { tenant, ledger, platform } = context;
  if (tenant.code !== AUTHORITY) return [];
  const found = (await Promise.all(Object.values(platform.ledgers).map((one) => listContestedDecisions(one, tenant.code, reader.id)))).flat();
  const newest = found.toSorted((a, b) => b.receivedAt - a.receivedAt || (a.jti < b.jti ? -1 : 1)).slice(0, SHOWN);
  const names = newest.length > 0 ? await listOfficerNames(ledger, tenant.code, [...new Set(newest.map(({ signerId }) => signerId))]) : new Map<string, string>();
  return newest.map(({ tenantId, jti, kid, transition, signerId, receivedAt, discrepancyId, nameVi, nameEn, rule, periodId }) => ({
    jti, kid, transition,
    signer: { id: signerId, name: names.get(signerId) ?? null },
    receivedAt: new Date(receivedAt).toISOString(),
    discrepancy: { tenant: tenantId, id: discrepancyId, nameVi, nameEn, rule, period: periodId },
  }));
}
