import type { Context } from "../kernel/context.ts";
import { getHolidays } from "../directory/queries.ts";
import type { PlatformContext } from "../tenancy/authenticate.ts";
import type { SignedInOfficer } from "../tenancy/require-role.ts";
import type { Discrepancy, DiscrepancyEvent } from "../audit/queries.ts";
import { withheldFromActor } from "./as-it-stood.ts";
import { isBarredFrom } from "./barred.ts";
import type { BulkPreview } from "./bulk-contract.ts";
import { checkTransition } from "./check-transition.ts";
import type { Item } from "./choose-items.ts";
import { secondLookFirst } from "./conditions.ts";
import type { TransitionId } from "./contract.ts";
import { toMovable } from "./movable.ts";
import { authorityContext, unitContext } from "./bulk-contexts.ts";
import { findLife } from "./find-life.ts";

/** An item that the move can be made with now, with what was read of it. */
export type Movable = { unit: Context; discrepancy: Discrepancy; events: readonly DiscrepancyEvent[] };
type Refusal = { code: string; detail: string };

/** Read side by side: a ledger answers one after the other, the network does not have to. */
const AT_ONCE = 20;
const EXAMPLES = 5;
const unknown: Refusal = { code: "not-found", detail: "There is no such discrepancy." };

/** Which of these can be moved so now, in their order, and why the others cannot, counted by reason. Whether the officer is barred is asked once a unit. */
export async function judgeItems(context: PlatformContext, officer: SignedInOfficer, items: readonly Item[], transition: TransitionId): Promise<{ movable: Movable[]; refused: BulkPreview["refused"] }> {
  const home = await authorityContext(context);
  const units = new Map<string, { unit: Context; isBarred: boolean } | null>();
  for (const code of new Set(items.map(({ tenant }) => tenant))) {
    const unit = await unitContext(context, officer, code);
    units.set(code, unit && { unit, isBarred: await isBarredFrom(home.ledger, officer.id, code, context.now) });
  }
  const refusals = new Map<string, BulkPreview["refused"][number]>();
  const movable: Movable[] = [];
  for (let start = 0; start < items.length; start += AT_ONCE) {
    const wave = items.slice(start, start + AT_ONCE);
    const verdicts = await Promise.all(wave.map((item) => judge(units.get(item.tenant) ?? null, officer, item, transition)));
    for (const [place, verdict] of verdicts.entries()) {
      if ("code" in verdict) note(refusals, verdict, wave[place]!);
      else movable.push(verdict);
    }
  }
  return { movable, refused: [...refusals.values()] };
}

async function judge(known: { unit: Context; isBarred: boolean } | null, officer: SignedInOfficer, { id, version }: Item, transition: TransitionId): Promise<Movable | Refusal> {
  if (!known) return unknown;
  const { unit, isBarred } = known;
  const [found, holidays, withheld] = await Promise.all([findLife(unit.ledger, unit.tenant.code, id), getHolidays(unit.central), withheldFromActor(unit, id)]);
  if (withheld) return secondLookFirst;
  if (!found) return unknown;
  if (found.discrepancy.version !== version) return { code: "version-conflict", detail: "Somebody moved it meanwhile." };
  const verdict = checkTransition(transition, toMovable(found, holidays, isBarred), officer, unit.now);
  return verdict.isAllowed ? { unit, ...found } : { code: verdict.code, detail: verdict.detail };
}

function note(refusals: Map<string, BulkPreview["refused"][number]>, { code, detail }: Refusal, { tenant, id }: Item): void {
  const known = refusals.get(detail) ?? { code, detail, count: 0, examples: [] };
  refusals.set(detail, { ...known, count: known.count + 1, examples: known.examples.length < EXAMPLES ? [...known.examples, { tenant, id }] : known.examples });
}
