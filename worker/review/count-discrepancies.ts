import type { PlatformContext } from "../tenancy/authenticate.ts";
import { requireAuthority } from "../tenancy/require-role.ts";
import { countOpen } from "../audit/queries.ts";
import type { DiscrepancySummary } from "./contract.ts";
import { severityAt } from "./discrepancy-view.ts";

/** How many discrepancies of all tenants are open, by severity (highest first) and state. One read of each ledger, at the same time. */
export async function countDiscrepancies(context: PlatformContext): Promise<DiscrepancySummary> {
  requireAuthority(context, ["auditor", "supervisor", "operator"]);
  const counts = (await Promise.all(Object.values(context.platform.ledgers).map(countOpen))).flat();
  const groups = [...Map.groupBy(counts, ({ severity, state }) => `${severity} ${state}`).values()];
  const sums = groups.map((group) => ({ severity: group[0]!.severity, state: group[0]!.state, count: group.reduce((sum, { count }) => sum + count, 0) }));
  sums.sort((a, b) => b.severity - a.severity || (a.state < b.state ? -1 : 1));
  return {
    open: sums.reduce((sum, { count }) => sum + count, 0),
    counts: sums.map((sum) => ({ ...sum, severity: severityAt(sum.severity) })),
  };
}
