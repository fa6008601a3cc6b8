import { base64url } from "jose";
import type { Context, Platform } from "../kernel/context.ts";
import { dayAt, startOfDay } from "../kernel/windows.ts";
import { findTenant } from "../directory/queries.ts";
import { record, thisIndex } from "../log/record.ts";
import { AUTHORITY } from "../tenancy/require-role.ts";
import { systemContextOf } from "../tenancy/system-context.ts";
import { drawSample } from "./draw-sample.ts";
import { findFirstEntryAt, isMonthDrawn, listClosedBetween, type ClosedInMonth } from "./quality-queries.ts";

/**
 * Draws one in twenty of what people closed in the Vietnamese month before `now`, for a second look. The seed is the leaf hash of the first
 * entry of the authority's log after the month: while there is none, or when the month is drawn already, nothing happens. Returns how many were drawn.
 */
export async function drawSecondReviews(central: D1Database, platform: Platform, now: number): Promise<number> {
  const authority = await findTenant(central, AUTHORITY);
  const thisMonth = dayAt(now).slice(0, 7);
  const month = dayAt(startOfDay(`${thisMonth}-01`) - 1).slice(0, 7);
  const ledgers = Object.values(platform.ledgers);
  if (!authority || (await Promise.all(ledgers.map((ledger) => isMonthDrawn(ledger, month)))).some(Boolean)) return 0;
  const [from, until] = [startOfDay(`${month}-01`), startOfDay(`${thisMonth}-01`)];
  const seed = await findFirstEntryAt(platform.ledgers[authority.ledger], AUTHORITY, until);
  if (!seed) return 0;
  const closed = (await Promise.all(ledgers.map((ledger) => listClosedBetween(ledger, from, until)))).flat();
  const drawn = await drawSample(base64url.encode(new Uint8Array(seed.leaf)), closed);
  for (const [tenantCode, theirs] of Map.groupBy(drawn, ({ tenantId }) => tenantId)) {
    await keep(await systemContextOf(tenantCode, { central, platform, now }), month, seed.index, theirs);
  }
  return drawn.length;
}

/** What was decided, in the words of a second reviewer. */
export function outcomeOf(transition: string): "accept" | "dismiss" {
  return transition === "accept" ? "accept" : "dismiss";
}

async function keep(context: Context, month: string, seedIndex: number, drawn: readonly ClosedInMonth[]): Promise<void> {
  const { ledger, tenant, now } = context;
  const rows = drawn.map(({ id, version, transition, actorId }) => ({ id, version, outcome: outcomeOf(transition), actor: actorId }));
  await record(context, { kind: "second-review.drawn", at: now, month, seed: seedIndex, count: rows.length }, [
    ledger
      .prepare(
        `INSERT INTO second_review (tenant_id, discrepancy_id, month, closed_version, first_outcome, first_reviewer_id, seed_idx, drawn_at, log_idx)
         SELECT ?1, value ->> 'id', ?2, value ->> 'version', value ->> 'outcome', value ->> 'actor', ?3, ?4, ${thisIndex.replace("?", "?1")} FROM json_each(?5)`,
      )
      .bind(tenant.code, month, seedIndex, now, JSON.stringify(rows)),
  ]);
}
