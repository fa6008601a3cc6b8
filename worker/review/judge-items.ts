import type { Context } from "../kernel/context.ts";
import { getHolidays } from "../directory/queries.ts";
import type { PlatformContext } from "../tenancy/authenticate.ts";
import type { SignedInOfficer } from "../tenancy/require-role.ts";
import type { Discrepancy, DiscrepancyEvent } from "../audit/queries.ts";
import { isBarredFrom } from "./barred.ts";
import type { BulkPreview } from "./bulk-contract.ts";
import { checkTransition } from "./check-transition.ts";
import type { Item } from "./choose-items.ts";
import { secondLookFirst } from "./conditions.ts";
import type { TransitionId } from "./contract.ts";
import { toMovable } from "./movable.ts";
import { authorityContext, unitContext } from "./bulk-contexts.ts";
import { listLives } from "./find-life.ts";

/** An item that the move can be made with now, with what was read of it. */
export type Movable = { unit: Context; discrepancy: Discrepancy; events: readonly DiscrepancyEvent[] };
type Refusal = { code: string; detail: string };

/** So many lives are read in one round trip: an invocation may ask a database a thousand times, an order names up to ten thousand. */
const AT_ONCE = 200;
const EXAMPLES = 5;
const unknown: Refusal = { code: "not-found", detail: "There is no such discrepancy." };

/** Which of these can be moved so now, in their order, and why the others cannot, counted by reason. */
export async function judgeItems(context: PlatformContext, officer: SignedInOfficer, items: readonly Item[], transition: TransitionId): Promise<{ movable: Movable[]; refused: BulkPreview["refused"] }> {
  const home = await authorityContext(context);
  const verdicts = new Map<Item, Movable | Refusal>();
  for (const [code, theirs] of Map.groupBy(items, ({ tenant }) => tenant)) {
    const unit = await unitContext(context, officer, code);
    const judge = unit && (await judgeOf(unit, officer, await isBarredFrom(home.ledger, officer.id, code, context.now), transition));
    for (let start = 0; start < theirs.length; start += AT_ONCE) {
      const some = theirs.slice(start, start + AT_ONCE);
      const known = unit && (await listLives(unit.ledger, code, some.map(({ id }) => id), officer.id));
      for (const item of some) verdicts.set(item, judge && known ? judge(item, known) : unknown);
    }
  }
  const refusals = new Map<string, BulkPreview["refused"][number]>();
  const movable: Movable[] = [];
  for (const item of items) {
    const verdict = verdicts.get(item)!;
    if ("code" in verdict) note(refusals, verdict, item);
    else movable.push(verdict);
  }
  return { movable, refused: [...refusals.values()] };
}

async function judgeOf(unit: Context, officer: SignedInOfficer, isBarred: boolean, transition: TransitionId): Promise<(item: Item, known: Awaited<ReturnType<typeof listLives>>) => Movable | Refusal> {
  const holidays = await getHolidays(unit.central);
  return ({ id, version }, { lives, withheld }) => {
    if (withheld.has(id)) return secondLookFirst;
    const found = lives.get(id);
    if (!found) return unknown;
    if (found.discrepancy.version !== version) return { code: "version-conflict", detail: "Somebody moved it meanwhile." };
    const verdict = checkTransition(transition, toMovable(found, holidays, isBarred), officer, unit.now);
    return verdict.isAllowed ? { unit, ...found } : { code: verdict.code, detail: verdict.detail };
  };
}

function note(refusals: Map<string, BulkPreview["refused"][number]>, { code, detail }: Refusal, { tenant, id }: Item): void {
  const known = refusals.get(detail) ?? { code, detail, count: 0, examples: [] };
  refusals.set(detail, { ...known, count: known.count + 1, examples: known.examples.length < EXAMPLES ? [...known.examples, { tenant, id }] : known.examples });
}
