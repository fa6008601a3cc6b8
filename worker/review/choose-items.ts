import { Problem } from "../kernel/problem.ts";
import type { PlatformContext } from "../tenancy/authenticate.ts";
import { readAllRows, scopeOfAll } from "../worklist/list-discrepancies.ts";

/** One discrepancy of an order, at the version it was chosen at. */
export type Item = { tenant: string; id: string; version: number };
type Chosen = { items?: readonly Item[] | undefined; q?: string | undefined };

/** The list as it is now, each once: from here on it does not change, whatever the query matches later. Refuses more than `cap`. */
export async function chooseItems(context: PlatformContext, { items, q }: Chosen, cap: number): Promise<Item[]> {
  if (items) return requireCap([...new Map(items.map((item) => [`${item.tenant}/${item.id}`, item])).values()], cap);
  const rows = await readAllRows(await scopeOfAll(context, q!), "newest", cap);
  return requireCap(rows.map(({ tenantId, id, version }) => ({ tenant: tenantId, id, version })), cap);
}

function requireCap(chosen: Item[], cap: number): Item[] {
  if (chosen.length > cap) throw new Problem("body-invalid", `At most ${cap} at once here. Narrow the selection.`, [{ pointer: "/items", code: "too-many" }]);
  return chosen;
}
