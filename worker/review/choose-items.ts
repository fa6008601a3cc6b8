import { Problem } from "../kernel/problem.ts";
import type { PlatformContext } from "../tenancy/authenticate.ts";
import { listAllDiscrepancies } from "../worklist/list-discrepancies.ts";

/** One discrepancy of an order, at the version it was chosen at. */
export type Item = { tenant: string; id: string; version: number };
type Chosen = { items?: readonly Item[] | undefined; q?: string | undefined };
const PAGE = 200;

/** The list as it is now, each once: from here on it does not change, whatever the query matches later. Refuses more than `cap`. */
export async function chooseItems(context: PlatformContext, { items, q }: Chosen, cap: number): Promise<Item[]> {
  if (items) return requireCap([...new Map(items.map((item) => [`${item.tenant}/${item.id}`, item])).values()], cap);
  const chosen: Item[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await listAllDiscrepancies(context, { q: q!, sort: "newest", limit: PAGE, cursor });
    chosen.push(...page.discrepancies.map(({ tenant, id, version }) => ({ tenant: tenant.code, id, version })));
    requireCap(chosen, cap);
    if (page.next === null) return chosen;
    cursor = page.next;
  }
}

function requireCap(chosen: Item[], cap: number): Item[] {
  if (chosen.length > cap) throw new Problem("body-invalid", `At most ${cap} at once here. Narrow the selection.`, [{ pointer: "/items", code: "too-many" }]);
  return chosen;
}
