import { base64url } from "jose";
import type { Context, Platform } from "../kernel/context.ts";
import { addDays, dayAt, startOfDay } from "../kernel/windows.ts";
import { GuardFailed, record, thisIndex } from "../log/record.ts";
import { AUTHORITY } from "../tenancy/require-role.ts";
import { systemContextOf } from "../tenancy/system-context.ts";
import { drawSample } from "./draw-sample.ts";
import { findFirstClosing, findFirstEntryAt, listClosedBetween, type ClosedInMonth } from "./quality-queries.ts";
import { keepMark, listMarks, routineContext } from "./routine-marks.ts";

/**
 * Draws one in twenty of what people closed, for a second look: of every Vietnamese month before that of `now` which is not drawn to its
 * end. The seed is the leaf hash of the first entry of the authority's log after the month: while there is none, the month waits. A month
 * that was cut off is drawn again by the same seed from the same list; what stands already stays. Returns how many were drawn.
 */
export async function drawSecondReviews(central: D1Database, platform: Platform, now: number): Promise<number> {
  const authority = await routineContext({ central, platform, now });
  if (!authority) return 0;
  const firsts = (await Promise.all(Object.values(platform.ledgers).map(findFirstClosing))).filter((at) => at !== null);
  const done = await listMarks(authority, "second-review-draw");
  let drawn = 0;
  for (const month of monthsBetween(Math.min(...firsts, now), now)) if (!done.has(month)) drawn += await drawMonth(authority, month);
  return drawn;
}

/** The Vietnamese months from that of the one instant to the last before that of the other. */
function monthsBetween(from: number, until: number): string[] {
  const end = dayAt(until).slice(0, 7);
  const months: string[] = [];
  for (let month = dayAt(from).slice(0, 7); month < end; month = monthAfter(month)) months.push(month);
  return months;
}

/** 31 days after the first of a month is always in the next one. */
function monthAfter(month: string): string {
  return addDays(`${month}-01`, 31).slice(0, 7);
}

async function drawMonth(authority: Context, month: string): Promise<number> {
  const { central, platform, now } = authority;
  const [from, until] = [startOfDay(`${month}-01`), startOfDay(`${monthAfter(month)}-01`)];
  const seed = await findFirstEntryAt(authority.ledger, AUTHORITY, until);
  if (!seed) return 0;
  const closed = (await Promise.all(Object.values(platform.ledgers).map((ledger) => listClosedBetween(ledger, from, until)))).flat();
  const sample = await drawSample(base64url.encode(new Uint8Array(seed.leaf)), closed);
  let drawn = 0;
  for (const [tenantCode, theirs] of Map.groupBy(sample, ({ tenantId }) => tenantId)) {
    if (await keep(await systemContextOf(tenantCode, { central, platform, now }), month, seed.index, theirs)) drawn += theirs.length;
  }
  await keepMark(authority, "second-review-draw", month);
  return drawn;
}

/** What was decided, in the words of a second reviewer. */
export function outcomeOf(transition: string): "accept" | "dismiss" {
  return transition === "accept" ? "accept" : "dismiss";
}

/** A tenant's part of the month is one batch: false when it stands already, and nothing is written. */
async function keep(context: Context, month: string, seedIndex: number, drawn: readonly ClosedInMonth[]): Promise<boolean> {
  const { ledger, tenant, now } = context;
  const rows = drawn.map(({ id, version, transition, actorId }) => ({ id, version, outcome: outcomeOf(transition), actor: actorId }));
  const insert = ledger
    .prepare(
      `INSERT INTO second_review (tenant_id, discrepancy_id, month, closed_version, first_outcome, first_reviewer_id, seed_idx, drawn_at, log_idx)
       SELECT ?1, value ->> 'id', ?2, value ->> 'version', value ->> 'outcome', value ->> 'actor', ?3, ?4, ${thisIndex.replace("?", "?1")} FROM json_each(?5)`,
    )
    .bind(tenant.code, month, seedIndex, now, JSON.stringify(rows));
  try {
    await record(context, { kind: "second-review.drawn", at: now, month, seed: seedIndex, count: rows.length }, [insert], [
      { holds: "NOT EXISTS (SELECT 1 FROM second_review WHERE tenant_id = ? AND month = ?)", params: [tenant.code, month] },
    ]);
    return true;
  } catch (error) {
    if (error instanceof GuardFailed) return false;
    throw error;
  }
}
