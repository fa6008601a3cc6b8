import type { Context } from "../kernel/context.ts";
import { Problem } from "../kernel/problem.ts";
import type { Decision, DecidedTogether } from "../forms/contract.ts";
import { GuardFailed, record } from "../log/record.ts";
import { findOfficer } from "../tenancy/queries.ts";
import { AUTHORITY, type SignedInOfficer } from "../tenancy/require-role.ts";
import { unitContext } from "./bulk-contexts.ts";
import { BULK_CHUNK } from "./bulk-contract.ts";
import { findBulk, listWaiting, type StoredBulk, type StoredItem } from "./bulk-queries.ts";
import type { UnsignedRequest } from "./contract.ts";
import { getActiveManifest } from "./manifest.ts";
import { itemKey, OrderStopped, settleStopped } from "./settle-stopped.ts";
import { makeMove, type MoveRequest } from "./move-discrepancy.ts";

/** `moved`, or the code of the refusal. */
type Outcome = { place: number; outcome: string };
/** How an order stands after a go, and in how many milliseconds it may begin: 0 once it may. */
export type Standing = { isFinished: boolean; startsIn: number };
const goesOn: Standing = { isFinished: false, startsIn: 0 };
const finished: Standing = { isFinished: true, startsIn: 0 };

/**
 * Moves the next items of an order and keeps what became of each, until none waits any more; nothing before the order may begin, and nothing
 * once it was stopped. Whoever runs it and however many at once: an item's event carries the order and the place, so it is made once, and a go
 * counts only when nobody else has counted one of its items. The officer acts with the roles of this moment: whoever has left, or whose key was
 * stopped, moves nothing more. `home` is the authority's context.
 */
export async function runOrder(home: Context, bulkId: string): Promise<Standing> {
  const bulk = await findBulk(home.ledger, AUTHORITY, bulkId);
  if (!bulk) throw new Error(`There is no order ${bulkId}`);
  if (bulk.finishedAt !== null) return finished;
  if (bulk.stoppedAt !== null) return (await settleStopped(home, bulk)) ? finished : goesOn;
  const startsIn = startsInOf(bulk, home.now);
  if (startsIn > 0) return { isFinished: false, startsIn };
  const waiting = await listWaiting(home.ledger, AUTHORITY, bulkId, BULK_CHUNK + 1);
  const outcomes = await moveAll(home, bulk, waiting.slice(0, BULK_CHUNK));
  const isLast = outcomes.length === waiting.length;
  // Stopped before its first: the next go settles what became of the others.
  if (outcomes.length === 0 && !isLast) return goesOn;
  try {
    await count(home, bulk, outcomes, isLast);
    return isLast ? finished : goesOn;
  } catch (error) {
    // Another runner has counted these: the next go reads what is left.
    if (error instanceof GuardFailed) return goesOn;
    throw error;
  }
}

/** Milliseconds until the order may begin. */
export function startsInOf({ startsAt }: Pick<StoredBulk, "startsAt">, now: number): number {
  return startsAt === null ? 0 : Math.max(0, startsAt - now);
}

/** What became of each, as far as the order was not stopped. */
async function moveAll(home: Context, bulk: StoredBulk, items: readonly StoredItem[]): Promise<Outcome[]> {
  const mover = await moverOf(home, bulk.actorId);
  const requestFor = await requestsOf(home, bulk);
  const outcomes: Outcome[] = [];
  for (const item of items) {
    const outcome = typeof requestFor === "string" ? requestFor : await moveOne(home, mover, item, requestFor(item));
    if (outcome === null) break;
    outcomes.push({ place: item.place, outcome });
  }
  return outcomes;
}

/** Who gave the order, with the roles of now; without any when they act for the authority no more. */
async function moverOf({ ledger }: Context, id: string): Promise<SignedInOfficer> {
  const officer = await findOfficer(ledger, AUTHORITY, id);
  return { kind: "officer", id, accounts: officer?.accounts ?? [id], tenantCode: AUTHORITY, roles: officer && !officer.ended ? officer.roles : [] };
}

/** The move for each item; the code of the refusal of all where a manifest's key may not sign any more. */
async function requestsOf(home: Context, { request, transition, submissionJti }: StoredBulk): Promise<((item: StoredItem) => MoveRequest) | string> {
  if (submissionJti === null) return () => JSON.parse(request) as UnsignedRequest;
  try {
    const manifest = await getActiveManifest(home, submissionJti);
    return ({ place, reason, salt }) => ({ transition: transition as DecidedTogether, manifest, place, reason: reason as Decision["reason"], salt: salt! });
  } catch (error) {
    return codeOf(error);
  }
}

/** Null when the order was stopped before. */
async function moveOne(home: Context, mover: SignedInOfficer, { bulkId, place, unitTenantId, discrepancyId, version }: StoredItem, request: MoveRequest): Promise<string | null> {
  const unit = await unitContext(home, mover, unitTenantId);
  if (!unit) return "not-found";
  try {
    // The key makes each item once: an order that is taken up again finds its own events.
    await makeMove(unit, { discrepancyId, version, mover, request, mark: { key: itemKey(bulkId, place), digest: bulkId, bulkId } });
    return "moved";
  } catch (error) {
    return error instanceof OrderStopped ? null : codeOf(error);
  }
}

/** A refusal is an outcome; a mishap is not: the go is tried again. */
function codeOf(error: unknown): string {
  if (error instanceof Problem && error.status < 500) return error.code;
  throw error;
}

async function count(home: Context, { id, actorId }: StoredBulk, outcomes: readonly Outcome[], isLast: boolean): Promise<void> {
  const { ledger, now } = home;
  const moved = outcomes.filter(({ outcome }) => outcome === "moved").length;
  const refused = outcomes.length - moved;
  await record(
    home,
    { kind: "bulk-move", at: now, bulk: id, moved, refused, by: actorId },
    [
      ledger
        .prepare("UPDATE bulk_item SET outcome = o.value ->> 'outcome' FROM json_each(?3) AS o WHERE bulk_item.tenant_id = ?1 AND bulk_item.bulk_id = ?2 AND bulk_item.place = o.value ->> 'place'")
        .bind(AUTHORITY, id, JSON.stringify(outcomes)),
      ledger
        .prepare("UPDATE bulk_move SET moved = moved + ?3, refused = refused + ?4, progressed_at = ?5, finished_at = CASE WHEN ?6 THEN ?5 END WHERE tenant_id = ?1 AND id = ?2")
        .bind(AUTHORITY, id, moved, refused, now, isLast ? 1 : 0),
    ],
    [
      { holds: "(SELECT finished_at FROM bulk_move WHERE tenant_id = ? AND id = ?) IS NULL", params: [AUTHORITY, id] },
      {
        holds: "NOT EXISTS (SELECT 1 FROM bulk_item i JOIN json_each(?3) o ON i.place = o.value ->> 'place' WHERE i.tenant_id = ?1 AND i.bulk_id = ?2 AND i.outcome IS NOT NULL)",
        params: [AUTHORITY, id, JSON.stringify(outcomes)],
      },
    ],
  );
}
