import { discrepancyColumns, toDiscrepancy, type Discrepancy, type DiscrepancyRow } from "../audit/queries.ts";

/** Open discrepancies of the ledger whose answer is due on one of the days, and had that due day already at `before` (milliseconds): nobody is late for a day that was set afterwards. */
export async function listDueOn(ledger: D1Database, days: readonly { due: string; before: number }[]): Promise<Discrepancy[]> {
  const { results } = await ledger
    .prepare(
      `SELECT ${discrepancyColumns} FROM json_each(?) AS w CROSS JOIN discrepancy d INDEXED BY discrepancy_due ON d.due_on = w.value ->> 'due'
       WHERE d.due_on IS NOT NULL AND d.is_open = 1
         AND EXISTS (SELECT 1 FROM discrepancy_event e WHERE e.tenant_id = d.tenant_id AND e.discrepancy_id = d.id AND e.due_on = d.due_on AND e.at < w.value ->> 'before')`,
    )
    .bind(JSON.stringify(days))
    .all<DiscrepancyRow>();
  return results.map(toDiscrepancy);
}

/** Those that wait for an explanation that was due on the day or before. */
export async function listSilent(ledger: D1Database, until: string): Promise<Discrepancy[]> {
  const { results } = await ledger
    .prepare(`SELECT ${discrepancyColumns} FROM discrepancy d INDEXED BY discrepancy_due WHERE d.due_on <= ? AND d.due_on IS NOT NULL AND d.state = 'AWAITING_EXPLANATION'`)
    .bind(until)
    .all<DiscrepancyRow>();
  return results.map(toDiscrepancy);
}

/** Those that sleep until the day or an earlier one. */
export async function listToWake(ledger: D1Database, today: string): Promise<Discrepancy[]> {
  const { results } = await ledger
    .prepare(`SELECT ${discrepancyColumns} FROM discrepancy d INDEXED BY discrepancy_sleeping WHERE d.snoozed = 1 AND d.snooze ->> 'kind' = 'day' AND d.snooze ->> 'day' <= ?`)
    .bind(today)
    .all<DiscrepancyRow>();
  return results.map(toDiscrepancy);
}

/** New ones of the ledger, or of one tenant in it, that nobody has, in the order of the list: the severest first. Without those of the tenants in `except`. */
export async function listUnassigned(ledger: D1Database, tenantCode: string | null, except: readonly string[], limit: number): Promise<Discrepancy[]> {
  const [index, where, params] = tenantCode === null ? ["discrepancy_inbox", "1", []] : ["discrepancy_open_of_tenant", "d.tenant_id = ? AND d.is_closed = 0", [tenantCode]];
  const { results } = await ledger
    .prepare(
      `SELECT ${discrepancyColumns} FROM discrepancy d INDEXED BY ${index}
       WHERE ${where} AND d.state = 'NEW' AND d.assignee IS NULL AND d.tenant_id NOT IN (SELECT value FROM json_each(?)) ORDER BY d.urgency, d.due_key, d.id LIMIT ?`,
    )
    .bind(...params, JSON.stringify(except), limit)
    .all<DiscrepancyRow>();
  return results.map(toDiscrepancy);
}

/** How many open ones each officer has in the ledger; from the tallies. */
export async function countLoads(ledger: D1Database): Promise<Map<string, number>> {
  const { results } = await ledger
    .prepare("SELECT r.part AS assignee, SUM(r.count) AS load FROM ledger_tenant t CROSS JOIN review_tally r ON r.tenant_id = t.tenant_id AND r.figure = 'held' GROUP BY r.part")
    .all<{ assignee: string; load: number }>();
  return new Map(results.map(({ assignee, load }) => [assignee, load]));
}
