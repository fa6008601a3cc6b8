import { toJsonChunks } from "../kernel/to-json-chunks.ts";
import { AUTHORITY } from "../tenancy/require-role.ts";
import type { DueAudit } from "./start-audit.ts";

/** One audit of a night, as its task's key names it. */
export type TaskKey = { tenant: string; nightKey: string; reportType: string; periodId: string };

/** Writes that the night has begun. A night that was written already stays as it is. */
export async function beginNight(authorityLedger: D1Database, night: { key: string; day: string }, ruleSet: string, now: number): Promise<void> {
  await authorityLedger
    .prepare("INSERT INTO audit_night (tenant_id, key, day, rule_set, started_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING")
    .bind(AUTHORITY, night.key, night.day, ruleSet, now)
    .run();
}

/** Puts the night's audits of one ledger into the queue, so that what has not run yet is seen too. Again, it changes nothing. */
export async function queueTasks(ledger: D1Database, nightKey: string, due: readonly DueAudit[]): Promise<void> {
  const statements = toJsonChunks(due).map((json) =>
    ledger
      .prepare(
        `INSERT INTO audit_task (tenant_id, night_key, report_type_id, period_id, window_from, window_to, state, attempt)
         SELECT d.value->>'tenant', ?1, d.value->>'reportType', d.value->>'periodId', d.value->>'from', d.value->>'to', 'queued', 1
         FROM json_each(?2) AS d WHERE true ON CONFLICT DO NOTHING`,
      )
      .bind(nightKey, json),
  );
  if (statements.length > 0) await ledger.batch(statements);
}

/** How many audits the night has, once all are queued. */
export async function countNight(authorityLedger: D1Database, key: string, tasks: number): Promise<void> {
  await authorityLedger.prepare("UPDATE audit_night SET tasks = ? WHERE tenant_id = ? AND key = ?").bind(tasks, AUTHORITY, key).run();
}

/** The night has handed out everything and waited for it, or was given up (`failure`: a code). */
export async function endNight(authorityLedger: D1Database, key: string, now: number, failure: string | null): Promise<void> {
  await authorityLedger.prepare("UPDATE audit_night SET finished_at = ?, failure = ? WHERE tenant_id = ? AND key = ?").bind(now, failure, AUTHORITY, key).run();
}

export async function markRunning(ledger: D1Database, task: TaskKey, now: number): Promise<void> {
  await ledger
    .prepare("UPDATE audit_task SET state = 'running', started_at = ?, finished_at = NULL, failure = NULL WHERE tenant_id = ? AND night_key = ? AND report_type_id = ? AND period_id = ?")
    .bind(now, ...keyOf(task))
    .run();
}

export type TaskResult = { state: "done"; outcome: "written" | "unchanged"; runId: string; findings: number | null } | { state: "failed"; runId: string; failure: string };

export async function markFinished(ledger: D1Database, task: TaskKey, result: TaskResult, now: number): Promise<void> {
  const done = result.state === "done" ? result : null;
  await ledger
    .prepare(
      `UPDATE audit_task SET state = ?, finished_at = ?, outcome = ?, run_id = ?, findings = ?, failure = ?
       WHERE tenant_id = ? AND night_key = ? AND report_type_id = ? AND period_id = ?`,
    )
    .bind(result.state, now, done?.outcome ?? null, result.runId, done?.findings ?? null, result.state === "failed" ? result.failure : null, ...keyOf(task))
    .run();
}

/** Puts the night's failed audits of the ledger back into the queue, each with a new attempt; how many. Two people at once retry each of them once. */
export async function requeueFailed(ledger: D1Database, nightKey: string): Promise<number> {
  const { meta } = await ledger
    .prepare("UPDATE audit_task SET state = 'queued', attempt = attempt + 1, started_at = NULL, finished_at = NULL, failure = NULL, run_id = NULL WHERE night_key = ? AND state = 'failed'")
    .bind(nightKey)
    .run();
  return meta.changes;
}

/** The night is under way again: its failed audits are tried once more. */
export async function reopenNight(authorityLedger: D1Database, key: string): Promise<void> {
  await authorityLedger.prepare("UPDATE audit_night SET finished_at = NULL, failure = NULL WHERE tenant_id = ? AND key = ?").bind(AUTHORITY, key).run();
}

function keyOf({ tenant, nightKey, reportType, periodId }: TaskKey): [string, string, string, string] {
  return [tenant, nightKey, reportType, periodId];
}

/** How far a back-test is: added to what it counted before, in one batch with the rows it is about, so that a step that is tried again counts once. */
export async function addBackTestResults(authorityLedger: D1Database, backTestId: string, rows: readonly BackTestRow[], counted: BackTestCounts): Promise<void> {
  const inserts = toJsonChunks(rows).map((json) =>
    authorityLedger
      .prepare(
        `INSERT INTO back_test_result (tenant_id, back_test_id, audited_tenant, report_type_id, period_id, rule, opened, closed, kept, raised, lowered, failure)
         SELECT ?1, ?2, r.value->>'tenant', r.value->>'reportType', r.value->>'periodId', r.value->>'rule', r.value->>'opened', r.value->>'closed', r.value->>'kept', r.value->>'raised', r.value->>'lowered', r.value->>'failure'
         FROM json_each(?3) AS r WHERE true ON CONFLICT DO NOTHING`,
      )
      .bind(AUTHORITY, backTestId, json),
  );
  await authorityLedger.batch([
    // Before the rows: only when none of this chunk's counts was added before.
    authorityLedger
      .prepare(
        `UPDATE back_test SET done = ?3, failed = failed + ?4, opened = opened + ?5, closed = closed + ?6, kept = kept + ?7, raised = raised + ?9, lowered = lowered + ?10
         WHERE tenant_id = ?1 AND id = ?2 AND done = ?8 AND state = 'running'`,
      )
      .bind(AUTHORITY, backTestId, counted.done, counted.failed, counted.opened, counted.closed, counted.kept, counted.doneBefore, counted.raised, counted.lowered),
    ...inserts,
  ]);
}

export type BackTestRow = { tenant: string; reportType: string; periodId: string; rule: string; opened: number; closed: number; kept: number; raised: number; lowered: number; failure: string | null };
export type BackTestCounts = { doneBefore: number; done: number; failed: number; opened: number; closed: number; kept: number; raised: number; lowered: number };

export async function setBackTestTotal(authorityLedger: D1Database, backTestId: string, total: number): Promise<void> {
  await authorityLedger.prepare("UPDATE back_test SET total = ? WHERE tenant_id = ? AND id = ?").bind(total, AUTHORITY, backTestId).run();
}

/** A back-test that could not be finished; what it counted says nothing. */
export async function failBackTest(authorityLedger: D1Database, backTestId: string, now: number, failure: string): Promise<void> {
  await authorityLedger
    .prepare("UPDATE back_test SET state = 'failed', finished_at = ?, failure = ? WHERE tenant_id = ? AND id = ? AND state = 'running'")
    .bind(now, failure, AUTHORITY, backTestId)
    .run();
}
