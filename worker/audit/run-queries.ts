import type { auditRun } from "./schema.ts";

export type AuditRun = typeof auditRun.$inferSelect;

const runColumns = `tenant_id AS tenantId, id, report_type_id AS reportTypeId, period_id AS periodId, window_from AS windowFrom, window_to AS windowTo,
  rule_set AS ruleSet, state, started_at AS startedAt, finished_at AS finishedAt, services, findings, inputs_digest AS inputsDigest,
  findings_digest AS findingsDigest, log_idx AS logIndex, failure, checks, facts_digest AS factsDigest, rule_set_digest AS ruleSetDigest`;

/** The newest run of the window that finished, or null. */
export async function findLastRun(ledger: D1Database, tenantCode: string, reportTypeId: string, periodId: string): Promise<AuditRun | null> {
  return ledger
    .prepare(
      `SELECT ${runColumns} FROM audit_run WHERE tenant_id = ? AND report_type_id = ? AND period_id = ? AND state = 'done'
       ORDER BY started_at DESC, id DESC LIMIT 1`,
    )
    .bind(tenantCode, reportTypeId, periodId)
    .first<AuditRun>();
}

/** One run of the tenant, or null. */
export async function findRun(ledger: D1Database, tenantCode: string, id: string): Promise<AuditRun | null> {
  return ledger.prepare(`SELECT ${runColumns} FROM audit_run WHERE tenant_id = ? AND id = ?`).bind(tenantCode, id).first<AuditRun>();
}

/** The tenant's runs, newest first. Ids carry their time, so the key is the order. */
export async function listRuns(ledger: D1Database, tenantCode: string, limit: number): Promise<AuditRun[]> {
  const { results } = await ledger
    .prepare(`SELECT ${runColumns} FROM audit_run WHERE tenant_id = ? ORDER BY id DESC LIMIT ?`)
    .bind(tenantCode, limit)
    .all<AuditRun>();
  return results;
}

/** The runs of these tenants of the ledger that began in [from, before), in milliseconds; in no order. */
export async function listRunsBetween(ledger: D1Database, tenantCodes: readonly string[], from: number, before: number): Promise<AuditRun[]> {
  const { results } = await ledger
    .prepare(
      `SELECT ${runColumns} FROM audit_run WHERE tenant_id IN (SELECT value FROM json_each(?)) AND id >= ? AND id < ?`,
    )
    .bind(JSON.stringify(tenantCodes), runIdAt(from), runIdAt(before))
    .all<AuditRun>();
  return results;
}

/** The smallest id a run of that instant can have: a UUIDv7 starts with 48 bits of time. */
function runIdAt(instant: number): string {
  const hex = instant.toString(16).padStart(12, "0");
  return `run_${hex.slice(0, 8)}-${hex.slice(8, 12)}`;
}
