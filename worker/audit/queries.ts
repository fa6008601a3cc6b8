import type { EventRow } from "./write-audit-run.ts";
import type { discrepancy, discrepancyEvent, discrepancyOccurrence } from "./schema.ts";

/** A record as it is read; what it is searched and ordered by stays in the database. */
export type Discrepancy = Omit<typeof discrepancy.$inferSelect, "searchText" | "isClosed" | "dueKey" | "differenceKey">;
export type DiscrepancyOccurrence = Omit<typeof discrepancyOccurrence.$inferSelect, "evidence"> & { evidence: Record<string, unknown> };
export type DiscrepancyEvent = typeof discrepancyEvent.$inferSelect;

export const discrepancyColumns = `d.tenant_id AS tenantId, d.id, d.fingerprint, d.rule, d.rule_version AS ruleVersion, d.measure, d.report_type_id AS reportTypeId,
  d.period_id AS periodId, d.subject, d.subject_name_vi AS subjectNameVi, d.subject_name_en AS subjectNameEn, d.severity, d.reported, d.actual,
  d.difference, d.state, d.is_open AS isOpen, d.version, d.assignee, d.due_on AS dueOn, d.times_seen AS timesSeen, d.times_absent AS timesAbsent,
  d.opened_at AS openedAt, d.last_seen_at AS lastSeenAt, d.last_run_id AS lastRunId, d.snoozed, d.snooze, d.appeal,
  d.document_jti AS documentJti, d.times_before AS timesBefore, d.times_regressed AS timesRegressed, d.moved_at AS movedAt`;
export type DiscrepancyRow = Omit<Discrepancy, "isOpen" | "snoozed"> & { isOpen: number; snoozed: number };
type ReadDiscrepancy<T> = Omit<T, "isOpen" | "snoozed"> & { isOpen: boolean; snoozed: boolean };
export const toDiscrepancy = <T extends DiscrepancyRow>(row: T): ReadDiscrepancy<T> => ({ ...row, isOpen: row.isOpen === 1, snoozed: row.snoozed === 1 });

/** One discrepancy of the tenant, or null. */
export async function findDiscrepancy(ledger: D1Database, tenantCode: string, id: string): Promise<Discrepancy | null> {
  const row = await discrepancyStatement(ledger, tenantCode, id).first<DiscrepancyRow>();
  return row && toDiscrepancy(row);
}

/** One discrepancy with its life, oldest event first, both as of one moment; or null. */
export async function findDiscrepancyWithEvents(ledger: D1Database, tenantCode: string, id: string): Promise<{ discrepancy: Discrepancy; events: DiscrepancyEvent[] } | null> {
  const [found, life] = await ledger.batch<unknown>([discrepancyStatement(ledger, tenantCode, id), eventsStatement(ledger, tenantCode, id)]);
  const [row] = found!.results as DiscrepancyRow[];
  return row ? { discrepancy: toDiscrepancy(row), events: life!.results as DiscrepancyEvent[] } : null;
}

/** The life of the discrepancy, oldest first. */
export async function listEvents(ledger: D1Database, tenantCode: string, discrepancyId: string): Promise<DiscrepancyEvent[]> {
  return (await eventsStatement(ledger, tenantCode, discrepancyId).all<DiscrepancyEvent>()).results;
}

function discrepancyStatement(ledger: D1Database, tenantCode: string, id: string): D1PreparedStatement {
  return ledger.prepare(`SELECT ${discrepancyColumns} FROM discrepancy d WHERE d.tenant_id = ? AND d.id = ?`).bind(tenantCode, id);
}

function eventsStatement(ledger: D1Database, tenantCode: string, id: string): D1PreparedStatement {
  return ledger
    .prepare(
      `SELECT tenant_id AS tenantId, discrepancy_id AS discrepancyId, version, transition, from_state AS fromState, to_state AS toState,
         actor_id AS actorId, actor_tenant_id AS actorTenantId, at, reason, comment, due_on AS dueOn, submission_jti AS submissionJti, log_idx AS logIndex,
         assignee, snooze, wished_on AS wishedOn, related_id AS relatedId, request_key AS requestKey, request_digest AS requestDigest, bulk_id AS bulkId
       FROM discrepancy_event WHERE tenant_id = ? AND discrepancy_id = ? ORDER BY version`,
    )
    .bind(tenantCode, id);
}

/** Every event that one entry of the tenant's log made in one window: those of a run. */
export async function listEventsOfRun(ledger: D1Database, tenantCode: string, window: { reportType: string; period: string }, logIndex: number): Promise<EventRow[]> {
  const { results } = await ledger
    .prepare(
      `SELECT e.discrepancy_id AS id, e.version, e.transition, e.from_state AS "from", e.to_state AS "to", e.due_on AS dueOn
       FROM discrepancy d INDEXED BY discrepancy_of_window JOIN discrepancy_event e ON e.tenant_id = d.tenant_id AND e.discrepancy_id = d.id
       WHERE d.tenant_id = ? AND d.report_type_id = ? AND d.period_id = ? AND e.log_idx = ?`,
    )
    .bind(tenantCode, window.reportType, window.period, logIndex)
    .all<EventRow>();
  return results;
}

/** An occurrence with the digest of what its run compared, and by which rule set. */
export type ObservedBy = DiscrepancyOccurrence & { facts: string | null; ruleSet: string };

/** What each run saw, newest first, at most `limit`. */
export async function listOccurrences(ledger: D1Database, tenantCode: string, discrepancyId: string, limit = 50): Promise<ObservedBy[]> {
  const { results } = await ledger
    .prepare(
      `SELECT o.tenant_id AS tenantId, o.discrepancy_id AS discrepancyId, o.run_id AS runId, o.observed_at AS observedAt, o.severity, o.reported, o.actual, o.evidence, r.facts_digest AS facts, r.rule_set AS ruleSet
       FROM discrepancy_occurrence o JOIN audit_run r ON r.tenant_id = o.tenant_id AND r.id = o.run_id WHERE o.tenant_id = ? AND o.discrepancy_id = ? ORDER BY o.run_id DESC LIMIT ?`,
    )
    .bind(tenantCode, discrepancyId, limit)
    .all<Omit<ObservedBy, "evidence"> & { evidence: string }>();
  return results.map((row) => ({ ...row, evidence: JSON.parse(row.evidence) as Record<string, unknown> }));
}

/** A discrepancy of the window with the instant of the move that closed it; null while it is open. */
export type KnownDiscrepancy = Discrepancy & { closedAt: number | null };

/** Every discrepancy, open or closed, that earlier runs of the window found. */
export async function listKnownDiscrepancies(ledger: D1Database, tenantCode: string, reportTypeId: string, periodId: string): Promise<KnownDiscrepancy[]> {
  const { results } = await ledger
    .prepare(
      `SELECT ${discrepancyColumns}, CASE WHEN d.is_open THEN NULL ELSE
         (SELECT e.at FROM discrepancy_event e WHERE e.tenant_id = d.tenant_id AND e.discrepancy_id = d.id AND e.version = d.version) END AS closedAt
       FROM discrepancy d INDEXED BY discrepancy_of_window WHERE d.tenant_id = ? AND d.report_type_id = ? AND d.period_id = ?`,
    )
    .bind(tenantCode, reportTypeId, periodId)
    .all<DiscrepancyRow & { closedAt: number | null }>();
  return results.map(toDiscrepancy);
}

/** Whether the tenant has explained a discrepancy of the window in a signed document. */
export async function isPeriodExplained(ledger: D1Database, tenantCode: string, reportTypeId: string, periodId: string): Promise<boolean> {
  const row = await ledger
    .prepare(
      `SELECT 1 AS explained FROM discrepancy d INDEXED BY discrepancy_of_window JOIN discrepancy_event e ON e.tenant_id = d.tenant_id AND e.discrepancy_id = d.id
       WHERE d.tenant_id = ? AND d.report_type_id = ? AND d.period_id = ? AND e.transition = 'explain' LIMIT 1`,
    )
    .bind(tenantCode, reportTypeId, periodId)
    .first();
  return row !== null;
}
