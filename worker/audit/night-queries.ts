import { AUTHORITY } from "../tenancy/require-role.ts";
import type { auditNight, auditTask } from "./schema-nights.ts";

export type AuditNightRow = Omit<typeof auditNight.$inferSelect, "tenantId">;
export type AuditTaskRow = typeof auditTask.$inferSelect;
export type TaskCount = { nightKey: string; state: AuditTaskRow["state"]; outcome: AuditTaskRow["outcome"]; tasks: number };

const nightColumns = "key, day, rule_set AS ruleSet, started_at AS startedAt, finished_at AS finishedAt, tasks, failure";

/** The last nights, newest first. */
export async function listNights(authorityLedger: D1Database, limit: number): Promise<AuditNightRow[]> {
  const { results } = await authorityLedger.prepare(`SELECT ${nightColumns} FROM audit_night WHERE tenant_id = ? ORDER BY started_at DESC LIMIT ?`).bind(AUTHORITY, limit).all<AuditNightRow>();
  return results;
}

export async function findNight(authorityLedger: D1Database, key: string): Promise<AuditNightRow | null> {
  return authorityLedger.prepare(`SELECT ${nightColumns} FROM audit_night WHERE tenant_id = ? AND key = ?`).bind(AUTHORITY, key).first<AuditNightRow>();
}

/** How many of the nights' audits in this ledger are in which state. */
export async function countTasks(ledger: D1Database, nightKeys: readonly string[]): Promise<TaskCount[]> {
  const { results } = await ledger
    .prepare(
      `SELECT t.night_key AS nightKey, t.state, t.outcome, COUNT(*) AS tasks FROM json_each(?) AS k JOIN audit_task t ON t.night_key = k.value
       GROUP BY t.night_key, t.state, t.outcome`,
    )
    .bind(JSON.stringify(nightKeys))
    .all<TaskCount>();
  return results;
}

/** The night's audits in this ledger; only those in the state, if one is named. */
export async function listTasks(ledger: D1Database, nightKey: string, state: AuditTaskRow["state"] | null = null): Promise<AuditTaskRow[]> {
  const { results } = await ledger
    .prepare(
      `SELECT tenant_id AS tenantId, night_key AS nightKey, report_type_id AS reportTypeId, period_id AS periodId, window_from AS windowFrom, window_to AS windowTo,
         state, attempt, started_at AS startedAt, finished_at AS finishedAt, outcome, run_id AS runId, findings, failure
       FROM audit_task WHERE night_key = ?1 AND (?2 IS NULL OR state = ?2)`,
    )
    .bind(nightKey, state)
    .all<AuditTaskRow>();
  return results;
}

/** How many of these audits have not ended. */
export async function countUnfinished(ledger: D1Database, nightKey: string, keys: readonly { tenant: string; reportType: string; periodId: string }[]): Promise<number> {
  const row = await ledger
    .prepare(
      `SELECT COUNT(*) AS unfinished FROM json_each(?2) AS k JOIN audit_task t ON t.tenant_id = k.value->>'tenant' AND t.night_key = ?1
         AND t.report_type_id = k.value->>'reportType' AND t.period_id = k.value->>'periodId'
       WHERE t.state IN ('queued', 'running')`,
    )
    .bind(nightKey, JSON.stringify(keys))
    .first<{ unfinished: number }>();
  return row?.unfinished ?? 0;
}
