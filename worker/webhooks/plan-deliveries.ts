import { AUTHORITY } from "../tenancy/require-role.ts";
import type { Condition } from "../audit/discrepancy-conditions.ts";
import { metAtEvent } from "./narrowing.ts";
import type { Webhook } from "./queries.ts";

/** Nothing younger is told, in milliseconds: what can be undone for ten seconds has been by then, and was never told. */
export const HELD_BACK = 30_000;
/** So many entries of a log at once. */
const STRETCH = 500;

type Place = { tenantId: string; cursor: number; head: number };

/** Gives the webhook what is new in the logs of the ledger since it was given something last, and meets the conditions. Two at once give nothing twice. */
export async function planDeliveries(ledger: D1Database, webhook: Webhook, conditions: readonly Condition[], now: number): Promise<void> {
  const { results } = await ledger
    .prepare(
      `SELECT * FROM (
         SELECT t.tenant_id AS tenantId, COALESCE((SELECT MAX(idx) FROM log_entry l WHERE l.tenant_id = t.tenant_id), -1) AS head,
           COALESCE((SELECT c.idx FROM webhook_cursor c WHERE c.tenant_id = t.tenant_id AND c.webhook_id = ?1),
             (SELECT l.idx FROM log_entry l WHERE l.tenant_id = t.tenant_id AND l.entry ->> 'at' < ?2 ORDER BY l.idx DESC LIMIT 1), -1) AS cursor
         FROM ledger_tenant t WHERE ${webhook.tenantId === AUTHORITY ? "?3 IS NOT NULL" : "t.tenant_id = ?3"}) WHERE cursor < head`,
    )
    .bind(webhook.id, webhook.createdAt, webhook.tenantId)
    .all<Place>();
  for (const place of results) await planTenant(ledger, webhook, conditions, place, now);
}

async function planTenant(ledger: D1Database, webhook: Webhook, conditions: readonly Condition[], { tenantId, cursor, head }: Place, now: number): Promise<void> {
  const narrowed = conditions.length > 0 ? metAtEvent(conditions) : { sql: "1", params: [] };
  for (let from = cursor; from < head; ) {
    const until = await settledUntil(ledger, tenantId, from, now);
    if (until === from) return;
    await ledger.batch([
      ledger.prepare(`${insertEvents} AND ${narrowed.sql}`).bind(tenantId, from, until, webhook.id, now, ...narrowed.params),
      ledger.prepare("INSERT INTO webhook_cursor (tenant_id, webhook_id, idx) VALUES (?1, ?2, ?3) ON CONFLICT (tenant_id, webhook_id) DO UPDATE SET idx = MAX(idx, excluded.idx)").bind(tenantId, webhook.id, until),
    ]);
    from = until;
  }
}

/** The last entry of the stretch before the first one that is too young. */
async function settledUntil(ledger: D1Database, tenantId: string, from: number, now: number): Promise<number> {
  const row = await ledger
    .prepare(
      `SELECT COALESCE(MIN(CASE WHEN entry ->> 'at' > ?4 THEN idx - 1 END), MAX(idx)) AS until FROM log_entry WHERE tenant_id = ?1 AND idx > ?2 AND idx <= ?3`,
    )
    .bind(tenantId, from, from + STRETCH, now - HELD_BACK)
    .first<{ until: number | null }>();
  return row?.until ?? from;
}

/**
 * The events behind entries of the log, found by what the entry names: the move, the run's window, or the document that corrects. What moves nothing for
 * others (who has it, who lets it sleep) is not told; a move that was undone was none.
 */
const insertEvents = `
  INSERT OR IGNORE INTO webhook_delivery (tenant_id, webhook_id, discrepancy_id, version, due_on, event, at, log_idx, state, attempts, next_at)
  WITH entry AS (
    SELECT idx, entry ->> 'kind' AS kind, entry ->> 'discrepancy' AS discrepancy, entry ->> 'version' AS version, entry ->> 'reportType' AS report_type, entry ->> 'period' AS period, entry ->> 'jti' AS jti
    FROM log_entry WHERE tenant_id = ?1 AND idx > ?2 AND idx <= ?3),
  told AS (
    SELECT e.* FROM entry CROSS JOIN discrepancy_event e ON e.tenant_id = ?1 AND e.discrepancy_id = entry.discrepancy AND e.version = entry.version AND e.log_idx = entry.idx WHERE entry.kind IN ('discrepancy.moved', 'break-glass')
    UNION ALL
    SELECT e.* FROM entry CROSS JOIN discrepancy d INDEXED BY discrepancy_of_window ON d.tenant_id = ?1 AND d.report_type_id = entry.report_type AND d.period_id = entry.period
      JOIN discrepancy_event e ON e.tenant_id = ?1 AND e.discrepancy_id = d.id AND e.log_idx = entry.idx WHERE entry.kind = 'audit.run'
    UNION ALL
    SELECT e.* FROM entry CROSS JOIN discrepancy_event e INDEXED BY discrepancy_event_by_submission ON e.tenant_id = ?1 AND e.submission_jti = entry.jti AND e.log_idx = entry.idx WHERE entry.kind = 'submission')
  SELECT ?1, ?4, t.discrepancy_id, t.version, '', CASE t.transition WHEN 'open' THEN 'discrepancy.opened' WHEN 'regress' THEN 'discrepancy.regressed' ELSE 'discrepancy.transitioned' END, t.at, t.log_idx, 'waiting', 0, ?5
  FROM told t WHERE t.transition NOT IN ('assign', 'snooze', 'wake', 'undo')
    AND NOT EXISTS (SELECT 1 FROM discrepancy_event u WHERE u.tenant_id = ?1 AND u.discrepancy_id = t.discrepancy_id AND u.version = t.version + 1 AND u.transition = 'undo')`;
