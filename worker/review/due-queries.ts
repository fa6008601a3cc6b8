import { discrepancyColumns, toDiscrepancy, type Discrepancy, type DiscrepancyRow } from "../audit/queries.ts";

/** Open discrepancies of the ledger whose answer is due on one of the days. */
export async function listDueOn(ledger: D1Database, days: readonly string[]): Promise<Discrepancy[]> {
  const { results } = await ledger
    .prepare(`SELECT ${discrepancyColumns} FROM discrepancy d INDEXED BY discrepancy_due WHERE d.due_on IN (SELECT value FROM json_each(?)) AND d.due_on IS NOT NULL AND d.is_open = 1`)
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

/** New ones of the ledger, or of one tenant in it, that nobody has: the severest first, then the oldest. Of the ledger, a severity at a time, so that no others are read. */
export async function listUnassigned(ledger: D1Database, tenantCode: string | null, limit: number): Promise<Discrepancy[]> {
  const select = `SELECT ${discrepancyColumns} FROM discrepancy d INDEXED BY`;
  const statements =
    tenantCode === null
      ? [4, 3, 2, 1, 0].map((severity) => ledger.prepare(`${select} discrepancy_inbox WHERE d.state = 'NEW' AND d.assignee IS NULL AND d.severity = ? ORDER BY d.id LIMIT ?`).bind(severity, limit))
      : [ledger.prepare(`${select} discrepancy_open_of_tenant WHERE d.tenant_id = ? AND d.is_open = 1 AND d.state = 'NEW' AND d.assignee IS NULL ORDER BY d.severity DESC, d.id LIMIT ?`).bind(tenantCode, limit)];
  const pages = await ledger.batch<DiscrepancyRow>(statements);
  return pages.flatMap(({ results }) => results).slice(0, limit).map(toDiscrepancy);
}

/** How many open ones each officer has in the ledger; from the tallies. */
export async function countLoads(ledger: D1Database): Promise<Map<string, number>> {
  const { results } = await ledger
    .prepare("SELECT r.part AS assignee, SUM(r.count) AS load FROM ledger_tenant t CROSS JOIN review_tally r ON r.tenant_id = t.tenant_id AND r.figure = 'held' GROUP BY r.part")
    .all<{ assignee: string; load: number }>();
  return new Map(results.map(({ assignee, load }) => [assignee, load]));
}
