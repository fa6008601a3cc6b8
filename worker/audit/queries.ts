import { closedStates, discrepancyStates, type DiscrepancyState, type RuleId } from "./contract.ts";
import type { EventRow } from "./write-audit-run.ts";
import type { discrepancy, discrepancyEvent, discrepancyOccurrence } from "./schema.ts";

export type Discrepancy = typeof discrepancy.$inferSelect;
export type DiscrepancyOccurrence = Omit<typeof discrepancyOccurrence.$inferSelect, "evidence"> & { evidence: Record<string, unknown> };
export type DiscrepancyEvent = typeof discrepancyEvent.$inferSelect;

export const discrepancyColumns = `d.tenant_id AS tenantId, d.id, d.fingerprint, d.rule, d.rule_version AS ruleVersion, d.measure, d.report_type_id AS reportTypeId,
  d.period_id AS periodId, d.subject, d.subject_name_vi AS subjectNameVi, d.subject_name_en AS subjectNameEn, d.severity, d.reported, d.actual,
  d.difference, d.state, d.is_open AS isOpen, d.version, d.assignee, d.due_on AS dueOn, d.times_seen AS timesSeen, d.times_absent AS timesAbsent,
  d.opened_at AS openedAt, d.last_seen_at AS lastSeenAt, d.last_run_id AS lastRunId, d.snoozed, d.snooze, d.appeal`;
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

/** What each run saw, newest first, at most `limit`. */
export async function listOccurrences(ledger: D1Database, tenantCode: string, discrepancyId: string, limit = 50): Promise<DiscrepancyOccurrence[]> {
  const { results } = await ledger
    .prepare(
      `SELECT tenant_id AS tenantId, discrepancy_id AS discrepancyId, run_id AS runId, observed_at AS observedAt, severity, reported, actual, evidence
       FROM discrepancy_occurrence WHERE tenant_id = ? AND discrepancy_id = ? ORDER BY run_id DESC LIMIT ?`,
    )
    .bind(tenantCode, discrepancyId, limit)
    .all<Omit<DiscrepancyOccurrence, "evidence"> & { evidence: string }>();
  return results.map((row) => ({ ...row, evidence: JSON.parse(row.evidence) as Record<string, unknown> }));
}

export type DiscrepancyFilters = {
  tenant?: string | undefined;
  /** A state, or every open or every closed one. */
  state?: DiscrepancyState | "open" | "closed" | undefined;
  /** `severityRank` of the severity. */
  severity?: number | undefined;
  rule?: RuleId | undefined;
  period?: string | undefined;
  /** A procedure code, or a field of work with its prefix `field:`. */
  subject?: string | undefined;
};

/** Where a row stands in the list: open before closed, severe before slight, new before old. */
export type DiscrepancyPlace = { isOpen: boolean; severity: number; id: string };

/** Orders rows of several ledgers as each ledger orders its own. */
export function comparePlaces(a: DiscrepancyPlace, b: DiscrepancyPlace): number {
  return Number(b.isOpen) - Number(a.isOpen) || b.severity - a.severity || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0);
}

/**
 * A page of one ledger's discrepancies that come after `after`, at most `limit`. The order is that of an index, so at any
 * depth a page reads its own rows and the one named by `after`, alone or filtered by tenant, openness and (with it) severity. Other
 * filters pass over the rows that do not fit.
 */
export async function listDiscrepancies(ledger: D1Database, filters: DiscrepancyFilters, after: DiscrepancyPlace | null, limit: number): Promise<Discrepancy[]> {
  const { where, params } = conditionsOf(filters, after);
  const index = filters.tenant === undefined ? "discrepancy_open" : "discrepancy_open_of_tenant";
  const { results } = await ledger
    .prepare(`SELECT ${discrepancyColumns} FROM discrepancy d INDEXED BY ${index} WHERE ${where} ORDER BY d.is_open DESC, d.severity DESC, d.id DESC LIMIT ?`)
    .bind(...params, limit)
    .all<DiscrepancyRow>();
  return results.map(toDiscrepancy);
}

function conditionsOf(filters: DiscrepancyFilters, after: DiscrepancyPlace | null): { where: string; params: (string | number)[] } {
  const isOpen = filters.state === undefined ? undefined : filters.state === "open" || !(filters.state === "closed" || closedStates.includes(filters.state));
  const oneState = filters.state === "open" || filters.state === "closed" ? undefined : filters.state;
  const conditions: [sql: string, ...params: (string | number | undefined)[]][] = [
    ["d.tenant_id = ?", filters.tenant],
    ["d.is_open = ?", isOpen === undefined ? undefined : Number(isOpen)],
    ["d.state = ?", oneState],
    ["d.severity = ?", filters.severity],
    ["d.rule = ?", filters.rule],
    ["d.period_id = ?", filters.period],
    ["d.subject = ?", filters.subject],
    after ? afterPlace(after, isOpen !== undefined, filters.severity !== undefined) : ["d.is_open >= ?", 0],
  ];
  const used = conditions.filter(([, first]) => first !== undefined);
  return { where: used.map(([sql]) => sql).join(" AND "), params: used.flatMap(([, ...params]) => params as (string | number)[]) };
}

/** Only the columns of the place that no filter fixes: beside `is_open = 1` the whole triple would be read row by row from the start. */
function afterPlace(after: DiscrepancyPlace, openIsFixed: boolean, severityIsFixed: boolean): [sql: string, ...params: (string | number)[]] {
  const place: [column: string, value: string | number][] = [
    ...(openIsFixed ? [] : ([["d.is_open", Number(after.isOpen)]] as [string, number][])),
    ...(severityIsFixed ? [] : ([["d.severity", after.severity]] as [string, number][])),
    ["d.id", after.id],
  ];
  return [`(${place.map(([column]) => column).join(", ")}) < (${place.map(() => "?").join(", ")})`, ...place.map(([, value]) => value)];
}

export type OpenCount = { severity: number; state: DiscrepancyState; count: number };

const openStates = discrepancyStates.filter((state) => !closedStates.includes(state));

/** How many open discrepancies of the ledger stand at each severity and state. One pass over the open part of an index, in its order. */
export async function countOpen(ledger: D1Database): Promise<OpenCount[]> {
  const { results } = await ledger
    .prepare(
      `SELECT severity, ${openStates.map((state) => `SUM(state = '${state}') AS ${state}`).join(", ")}
       FROM discrepancy INDEXED BY discrepancy_open WHERE is_open = 1 GROUP BY severity`,
    )
    .all<{ severity: number } & Record<DiscrepancyState, number>>();
  return results.flatMap((row) => openStates.map((state) => ({ severity: row.severity, state, count: row[state] }))).filter(({ count }) => count > 0);
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
