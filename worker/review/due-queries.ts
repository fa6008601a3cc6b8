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
    .prepare(`SELECT ${discrepancyColumns} FROM discrepancy d INDEXED BY discrepancy_snoozed WHERE d.snoozed = 1 AND d.snooze ->> 'kind' = 'day' AND d.snooze ->> 'day' <= ?`)
    .bind(today)
    .all<DiscrepancyRow>();
  return results.map(toDiscrepancy);
}

/** New ones of the ledger, or of one tenant in it, that nobody has; the severest first. */
export async function listUnassigned(ledger: D1Database, tenantCode: string | null, limit: number): Promise<Discrepancy[]> {
  const index = tenantCode === null ? "discrepancy_open" : "discrepancy_open_of_tenant";
  const { results } = await ledger
    .prepare(
      `SELECT ${discrepancyColumns} FROM discrepancy d INDEXED BY ${index} WHERE d.is_open = 1 ${tenantCode === null ? "" : "AND d.tenant_id = ?2"} AND d.state = 'NEW' AND d.assignee IS NULL
       ORDER BY d.severity DESC, d.id LIMIT ?1`,
    )
    .bind(...(tenantCode === null ? [limit] : [limit, tenantCode]))
    .all<DiscrepancyRow>();
  return results.map(toDiscrepancy);
}

/** How many open ones each officer has in the ledger. */
export async function countLoads(ledger: D1Database): Promise<Map<string, number>> {
  const { results } = await ledger
    .prepare("SELECT assignee, COUNT(*) AS load FROM discrepancy INDEXED BY discrepancy_of_assignee WHERE assignee IS NOT NULL AND is_open = 1 GROUP BY assignee")
    .all<{ assignee: string; load: number }>();
  return new Map(results.map(({ assignee, load }) => [assignee, load]));
}
