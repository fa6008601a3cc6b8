import type { Context } from "../kernel/context.ts";
import { listTenants } from "../directory/queries.ts";
import { GuardFailed, record, type Guard } from "../log/record.ts";
import { AUTHORITY } from "../tenancy/require-role.ts";
import { MAX_BULK } from "./bulk-contract.ts";
import { listWaiting, type StoredBulk, type StoredItem } from "./bulk-queries.ts";
import type { RequestMark } from "./event-statement.ts";

/** The order of this move was stopped before it was written. */
export class OrderStopped extends Error {}

/** What makes an item of an order once: the `request_key` of its event. */
export function itemKey(bulkId: string, place: number): string {
  return `${bulkId}-${place}`;
}

/** For `record`: the order that the move belongs to was not stopped at this unit. A move of its own belongs to none. */
export function orderStands({ tenant }: Pick<Context, "tenant">, { bulkId }: RequestMark): Guard[] {
  return bulkId === null ? [] : [{ holds: "NOT EXISTS (SELECT 1 FROM order_stop WHERE tenant_id = ? AND bulk_id = ?)", params: [tenant.code, bulkId] }];
}

/**
 * Ends a stopped order: closes the ledgers of its units for it, looks which of the waiting ones had been written by then (a go that was under
 * way, or cut off), and keeps what became of each. So "not moved" is true for good, whatever runner still goes about. False when somebody
 * counted meanwhile: read again. `home` is the authority's context.
 */
export async function settleStopped(home: Context, bulk: StoredBulk): Promise<boolean> {
  const { ledger, now } = home;
  const { id, stoppedBy } = bulk;
  const waiting = await listWaiting(ledger, AUTHORITY, id, MAX_BULK);
  const made = await closeUnits(home, bulk, waiting);
  const moved = waiting.map(({ place }) => place).filter((place) => made.has(itemKey(id, place)));
  try {
    await record(
      home,
      { kind: "bulk-move", at: now, bulk: id, moved: moved.length, stopped: waiting.length - moved.length, by: stoppedBy },
      [
        ledger
          .prepare("UPDATE bulk_item SET outcome = CASE WHEN place IN (SELECT value FROM json_each(?3)) THEN 'moved' ELSE 'stopped' END WHERE tenant_id = ?1 AND bulk_id = ?2 AND outcome IS NULL")
          .bind(AUTHORITY, id, JSON.stringify(moved)),
        ledger.prepare("UPDATE bulk_move SET moved = moved + ?3, finished_at = ?4 WHERE tenant_id = ?1 AND id = ?2").bind(AUTHORITY, id, moved.length, now),
      ],
      [
        { holds: "(SELECT finished_at FROM bulk_move WHERE tenant_id = ? AND id = ?) IS NULL", params: [AUTHORITY, id] },
        { holds: "(SELECT COUNT(*) FROM bulk_item WHERE tenant_id = ? AND bulk_id = ? AND outcome IS NULL) = ?", params: [AUTHORITY, id, waiting.length] },
      ],
    );
    return true;
  } catch (error) {
    if (error instanceof GuardFailed) return false;
    throw error;
  }
}

/** The keys of the order's moves that were written before its units were closed for it: one round trip a ledger. */
async function closeUnits({ central, platform }: Context, { id, actorId }: StoredBulk, waiting: readonly StoredItem[]): Promise<Set<string>> {
  const codes = new Set(waiting.map(({ unitTenantId }) => unitTenantId));
  const units = (await listTenants(central)).filter(({ code }) => codes.has(code));
  const keys = await Promise.all(
    [...Map.groupBy(units, ({ ledger }) => ledger)].map(async ([name, of]) => {
      const [ledger, list] = [platform.ledgers[name], JSON.stringify(of.map(({ code }) => code))];
      const [, found] = await ledger.batch<{ key: string }>([
        ledger.prepare("INSERT INTO order_stop (tenant_id, bulk_id) SELECT value, ?2 FROM json_each(?1) WHERE true ON CONFLICT DO NOTHING").bind(list, id),
        ledger
          .prepare(
            `SELECT e.request_key AS key FROM json_each(?1) AS unit CROSS JOIN discrepancy_event e INDEXED BY discrepancy_event_by_request
             ON e.tenant_id = unit.value AND e.actor_id = ?2 AND e.request_key >= ?3 AND e.request_key < ?4`,
          )
          // "." comes after "-": every key of the order and no other.
          .bind(list, actorId, `${id}-`, `${id}.`),
      ]);
      return found!.results.map(({ key }) => key);
    }),
  );
  return new Set(keys.flat());
}
