import { Problem } from "../kernel/problem.ts";
import type { PlatformContext } from "../tenancy/authenticate.ts";
import { placeOf, type ListedDiscrepancy } from "../audit/list-queries.ts";
import { readRows, scopeOfAll } from "../worklist/list-discrepancies.ts";

/** One discrepancy of an order, at the version it was chosen at. */
export type Item = { tenant: string; id: string; version: number };
type Chosen = { items?: readonly Item[] | undefined; q?: string | undefined };
/** So many rows in one round trip a ledger. */
const PAGE = 1000;

/** The list as it is now, each once: from here on it does not change, whatever the query matches later. Refuses more than `cap`. */
export async function chooseItems(context: PlatformContext, { items, q }: Chosen, cap: number): Promise<Item[]> {
  if (items) return requireCap([...new Map(items.map((item) => [`${item.tenant}/${item.id}`, item])).values()], cap);
  const scope = await scopeOfAll(context, q!);
  const rows: ListedDiscrepancy[] = [];
  for (;;) {
    const last = rows.at(-1);
    const next = await readRows(scope, "newest", last ? placeOf(last, "newest") : null, PAGE);
    rows.push(...next);
    requireCap(rows, cap);
    if (next.length < PAGE) return rows.map(({ tenantId, id, version }) => ({ tenant: tenantId, id, version }));
  }
}

function requireCap<One>(chosen: One[], cap: number): One[] {
  if (chosen.length > cap) throw new Problem("body-invalid", `At most ${cap} at once here. Narrow the selection.`, [{ pointer: "/items", code: "too-many" }]);
  return chosen;
}
