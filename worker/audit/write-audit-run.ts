import { digestOf } from "../kernel/digest.ts";
import { foldForSearch } from "../kernel/fold-for-search.ts";
import { newId } from "../kernel/ids.ts";
import { toJsonChunks } from "../kernel/to-json-chunks.ts";
import { thisIndex } from "../log/record.ts";
import { severityRank, type DiscrepancyState } from "./contract.ts";
import type { RuleFinding } from "./facts.ts";
import type { Change } from "./reconcile-discrepancies.ts";
import type { AuditRun } from "./run-queries.ts";

/** The actor of what the platform does by itself. */
export const SYSTEM_ACTOR = "system";
/** Bound as ?1 in every statement here. */
const entryIndex = thisIndex.replace("?", "?1");

type FoundChange = Extract<Change, { seen: unknown }>;

/** A change with the id of its discrepancy, a new one where it is opened. */
export type NamedChange = { change: Change; id: string };
export function nameChanges(changes: readonly Change[], at: number): NamedChange[] {
  return changes.map((change) => ({ change, id: change.kind === "opened" ? newId("discrepancy", at) : change.known.id }));
}

/** SHA-256 over the events of a run, for its entry in the log: an event edited afterwards gives another one. */
export function eventsDigestOf(events: readonly EventRow[]): Promise<string> {
  const rows = events.map(({ id, version, transition, from, to, dueOn }) => [id, version, transition, from, to, dueOn]);
  return digestOf(JSON.stringify(rows.toSorted(([a], [b]) => (a! < b! ? -1 : 1))));
}

export function eventsOf(named: readonly NamedChange[]): EventRow[] {
  return named.flatMap(({ change, id }) => eventOf(change, id));
}

/** What a finished run writes, in an order that foreign keys and triggers accept. */
export function auditStatements(ledger: D1Database, run: AuditRun, named: readonly NamedChange[]): D1PreparedStatement[] {
  const { tenantId, id: runId, startedAt: at } = run;
  const found = named.filter((one): one is { change: Exclude<FoundChange, { kind: "settled" }>; id: string } => "seen" in one.change && one.change.kind !== "settled");
  const bulk = (sql: string, rows: readonly object[], ...more: (string | number)[]) => toJsonChunks(rows).map((json) => ledger.prepare(sql).bind(tenantId, json, ...more));

  return [
    runStatement(ledger, run),
    ...bulk(insertDiscrepancies, found.filter(({ change }) => change.kind === "opened").map(({ change, id }) => ({ id, fingerprint: change.seen.fingerprint, ...valuesOf(change.seen.finding) })), run.reportTypeId, run.periodId, at, runId),
    // Values before events: an event raises the version that these updates insist on.
    ...bulk(updateSeen, found.flatMap(({ change, id }) => (change.kind === "opened" ? [] : [{ id, version: change.known.version, ...valuesOf(change.seen.finding) }])), at, runId),
    ...bulk(updateAbsent, named.flatMap(({ change, id }) => (change.kind === "absent" || change.kind === "verified-fixed" ? [{ id, version: change.known.version }] : []))),
    ...bulk(insertOccurrences, found.map(({ change, id }) => ({ id, ...valuesOf(change.seen.finding), evidence: JSON.stringify(change.seen.finding.evidence) })), at, runId),
    ...bulk(insertEvents, eventsOf(named), at, SYSTEM_ACTOR),
  ];
}

/** The row of a run, done or failed. */
export function runStatement(ledger: D1Database, run: AuditRun): D1PreparedStatement {
  return ledger
    .prepare(
      `INSERT INTO audit_run (tenant_id, id, report_type_id, period_id, window_from, window_to, rule_set, state, started_at, finished_at,
         services, findings, inputs_digest, findings_digest, log_idx, failure, facts_digest, rule_set_digest, checks)
       VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ${entryIndex}, ?15, ?16, ?17, ?18)`,
    )
    .bind(
      run.tenantId, run.id, run.reportTypeId, run.periodId, run.windowFrom, run.windowTo, run.ruleSet, run.state, run.startedAt, run.finishedAt,
      run.services, run.findings, run.inputsDigest, run.findingsDigest, run.failure, run.factsDigest, run.ruleSetDigest, run.checks,
    );
}

function valuesOf(finding: RuleFinding): Record<string, string | number | null> {
  const { rule, ruleVersion, measure, subject, subjectNameVi, subjectNameEn, reported, actual } = finding;
  const difference = reported === null || actual === null ? null : reported - actual;
  const searchText = foldForSearch(`${subject} ${subjectNameVi} ${subjectNameEn}`);
  const document = (finding.evidence["submission"] as { jti?: string } | null | undefined)?.jti ?? null;
  return { rule, ruleVersion, measure, subject, subjectNameVi, subjectNameEn, severity: severityRank(finding.severity), reported, actual, difference, searchText, document };
}

export type EventRow = { id: string; version: number; transition: string; from: DiscrepancyState | null; to: DiscrepancyState; dueOn: string | null };

function eventOf(change: Change, id: string): EventRow[] {
  switch (change.kind) {
    case "opened": return [{ id, version: 1, transition: "open", from: null, to: "NEW", dueOn: null }];
    case "regressed": return [{ id, version: change.known.version + 1, transition: "regress", from: change.known.state, to: "NEW", dueOn: null }];
    case "escalated": return [{ id, version: change.known.version + 1, transition: "escalate", from: change.known.state, to: change.known.state, dueOn: change.known.dueOn }];
    case "verified-fixed": return [{ id, version: change.known.version + 1, transition: "verify-fixed", from: change.known.state, to: "VERIFIED_FIXED", dueOn: null }];
    case "correction-failed": return [{ id, version: change.known.version + 1, transition: "correction-failed", from: change.known.state, to: "UPHELD", dueOn: change.dueOn }];
    case "seen-again": case "absent":
      return change.wakes ? [{ id, version: change.known.version + 1, transition: "wake", from: change.known.state, to: change.known.state, dueOn: change.known.dueOn }] : [];
    case "settled": return [];
  }
}

const insertDiscrepancies = `
  INSERT INTO discrepancy (tenant_id, id, fingerprint, rule, rule_version, measure, report_type_id, period_id, subject, subject_name_vi, subject_name_en,
    severity, reported, actual, difference, state, is_open, version, assignee, due_on, times_seen, times_absent, opened_at, last_seen_at, last_run_id,
    search_text, document_jti, moved_at, times_before)
  SELECT ?1, r.value->>'id', r.value->>'fingerprint', r.value->>'rule', r.value->>'ruleVersion', r.value->>'measure', ?3, ?4, r.value->>'subject',
    r.value->>'subjectNameVi', r.value->>'subjectNameEn', r.value->>'severity', r.value->>'reported', r.value->>'actual', r.value->>'difference',
    'NEW', 1, 1, NULL, NULL, 1, 0, ?5, ?5, ?6, r.value->>'searchText', r.value->>'document', ?5,
    (SELECT COUNT(*) FROM discrepancy b WHERE b.tenant_id = ?1 AND b.subject = r.value->>'subject' AND b.rule = r.value->>'rule' AND b.period_id <> ?4)
  FROM json_each(?2) AS r`;

const updateSeen = `
  UPDATE discrepancy SET rule_version = r.value->>'ruleVersion', subject_name_vi = r.value->>'subjectNameVi', subject_name_en = r.value->>'subjectNameEn',
    severity = r.value->>'severity', reported = r.value->>'reported', actual = r.value->>'actual', difference = r.value->>'difference',
    search_text = r.value->>'searchText', document_jti = r.value->>'document', times_seen = times_seen + 1, times_absent = 0, last_seen_at = ?3, last_run_id = ?4
  FROM json_each(?2) AS r WHERE discrepancy.tenant_id = ?1 AND discrepancy.id = r.value->>'id' AND discrepancy.version = r.value->>'version'`;

const updateAbsent = `
  UPDATE discrepancy SET times_absent = times_absent + 1
  FROM json_each(?2) AS r WHERE discrepancy.tenant_id = ?1 AND discrepancy.id = r.value->>'id' AND discrepancy.version = r.value->>'version'`;

const insertOccurrences = `
  INSERT INTO discrepancy_occurrence (tenant_id, discrepancy_id, run_id, observed_at, severity, reported, actual, evidence)
  SELECT ?1, r.value->>'id', ?4, ?3, r.value->>'severity', r.value->>'reported', r.value->>'actual', r.value->>'evidence' FROM json_each(?2) AS r`;

const insertEvents = `
  INSERT INTO discrepancy_event (tenant_id, discrepancy_id, version, transition, from_state, to_state, actor_id, actor_tenant_id, at, reason, comment, due_on, submission_jti, log_idx)
  SELECT ?1, r.value->>'id', r.value->>'version', r.value->>'transition', r.value->>'from', r.value->>'to', ?4, ?1, ?3, NULL, NULL, r.value->>'dueOn', NULL, ${entryIndex}
  FROM json_each(?2) AS r`;
