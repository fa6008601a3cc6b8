import type { EventRow } from "./write-audit-run.ts";
import type { discrepancy, discrepancyEvent, discrepancyOccurrence } from "./schema.ts";

/** A record as it is read; what it is searched and ordered by stays in the database. */
export type Discrepancy = Omit<typeof discrepancy.$inferSelect, "searchText" | "isClosed" | "urgency" | "dueKey" | "differenceKey">;
export type DiscrepancyOccurrence = Omit<typeof discrepancyOccurrence.$inferSelect, "evidence"> & { evidence: Record<string, unknown> };
/** `contested`: its document's key was in wrong hands by then; null for every other event. */
export type DiscrepancyEvent = typeof discrepancyEvent.$inferSelect & { contested: ContestedMark | null };
/** Who has confirmed a contested document, and where the move stands that made it count no more. */
export type ContestedMark = { confirmedJti: string | null; counteredIndex: number | null };
type EventWithMark = Omit<DiscrepancyEvent, "contested"> & { contestedKid: string | null } & ContestedMark;
const toEvent = ({ contestedKid, confirmedJti, counteredIndex, ...event }: EventWithMark): DiscrepancyEvent => ({ ...event, contested: contestedKid === null ? null : { confirmedJti, counteredIndex } });

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

/** One discrepancy with its life, oldest event first, and what `beside` reads, all as of one moment; or null. */
export async function findDiscrepancyWithEvents(ledger: D1Database, tenantCode: string, id: string, beside: readonly D1PreparedStatement[] = []): Promise<{ discrepancy: Discrepancy; events: DiscrepancyEvent[]; beside: unknown[][] } | null> {
  const [found, life, ...others] = await ledger.batch<unknown>([discrepancyStatement(ledger, tenantCode, id), eventsStatement(ledger, tenantCode, id), ...beside]);
  const [row] = found!.results as DiscrepancyRow[];
  return row ? { discrepancy: toDiscrepancy(row), events: (life!.results as EventWithMark[]).map(toEvent), beside: others.map(({ results }) => results) } : null;
}

/** The same of many of one tenant, by their ids, in one round trip. */
export async function listDiscrepanciesWithEvents(ledger: D1Database, tenantCode: string, ids: readonly string[], beside: readonly D1PreparedStatement[]): Promise<{ found: Map<string, { discrepancy: Discrepancy; events: DiscrepancyEvent[] }>; beside: unknown[][] }> {
  const wanted = JSON.stringify(ids);
  const [rows, lives, ...others] = await ledger.batch<unknown>([
    ledger.prepare(`SELECT ${discrepancyColumns} FROM json_each(?2) AS wanted CROSS JOIN discrepancy d ON d.tenant_id = ?1 AND d.id = wanted.value`).bind(tenantCode, wanted),
    ledger.prepare(`SELECT ${eventColumns} FROM json_each(?2) AS wanted CROSS JOIN discrepancy_event e ON e.tenant_id = ?1 AND e.discrepancy_id = wanted.value ${withMark} ORDER BY e.discrepancy_id, e.version`).bind(tenantCode, wanted),
    ...beside,
  ]);
  const events = Map.groupBy((lives!.results as EventWithMark[]).map(toEvent), ({ discrepancyId }) => discrepancyId);
  const found = new Map((rows!.results as DiscrepancyRow[]).map((row) => [row.id, { discrepancy: toDiscrepancy(row), events: events.get(row.id) ?? [] }]));
  return { found, beside: others.map(({ results }) => results) };
}

/** The life of the discrepancy, oldest first. */
export async function listEvents(ledger: D1Database, tenantCode: string, discrepancyId: string): Promise<DiscrepancyEvent[]> {
  return (await eventsStatement(ledger, tenantCode, discrepancyId).all<EventWithMark>()).results.map(toEvent);
}

function discrepancyStatement(ledger: D1Database, tenantCode: string, id: string): D1PreparedStatement {
  return ledger.prepare(`SELECT ${discrepancyColumns} FROM discrepancy d WHERE d.tenant_id = ? AND d.id = ?`).bind(tenantCode, id);
}

const eventColumns = `e.tenant_id AS tenantId, e.discrepancy_id AS discrepancyId, e.version, e.transition, e.from_state AS fromState, e.to_state AS toState,
  e.actor_id AS actorId, e.actor_tenant_id AS actorTenantId, e.at, e.reason, e.comment, e.due_on AS dueOn, e.submission_jti AS submissionJti, e.log_idx AS logIndex,
  e.assignee, e.snooze, e.wished_on AS wishedOn, e.related_id AS relatedId, e.request_key AS requestKey, e.request_digest AS requestDigest, e.bulk_id AS bulkId,
  e.actor_role AS actorRole, e.evidence_run AS evidenceRun, e.evidence_digest AS evidenceDigest,
  c.kid AS contestedKid, c.confirmed_jti AS confirmedJti, c.countered_idx AS counteredIndex`;
const withMark = "LEFT JOIN contested_move c ON c.tenant_id = e.tenant_id AND c.discrepancy_id = e.discrepancy_id AND c.version = e.version";

function eventsStatement(ledger: D1Database, tenantCode: string, id: string): D1PreparedStatement {
  return ledger.prepare(`SELECT ${eventColumns} FROM discrepancy_event e ${withMark} WHERE e.tenant_id = ? AND e.discrepancy_id = ? ORDER BY e.version`).bind(tenantCode, id);
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

/** What one run saw of it, or null. */
export async function findOccurrence(ledger: D1Database, tenantCode: string, discrepancyId: string, runId: string): Promise<DiscrepancyOccurrence | null> {
  const row = await ledger
    .prepare(
      `SELECT tenant_id AS tenantId, discrepancy_id AS discrepancyId, run_id AS runId, observed_at AS observedAt, severity, reported, actual, evidence
       FROM discrepancy_occurrence WHERE tenant_id = ? AND discrepancy_id = ? AND run_id = ?`,
    )
    .bind(tenantCode, discrepancyId, runId)
    .first<Omit<DiscrepancyOccurrence, "evidence"> & { evidence: string }>();
  return row && { ...row, evidence: JSON.parse(row.evidence) as Record<string, unknown> };
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
