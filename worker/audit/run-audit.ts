import type { Context } from "../kernel/context.ts";
import { isUniqueViolation, messageOf } from "../kernel/database-error.ts";
import { newId, type Id } from "../kernel/ids.ts";
import { inOneTrip } from "../kernel/one-trip.ts";
import { getHolidays } from "../directory/queries.ts";
import { GuardFailed, record } from "../log/record.ts";
import { findingsDigestOf } from "./findings-digest.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { gatherFacts } from "./gather-facts.ts";
import { inputsDigestOf } from "./inputs-digest.ts";
import { listKnownDiscrepancies } from "./queries.ts";
import { reconcileDiscrepancies, saysSomething, type Change, type Seen } from "./reconcile-discrepancies.ts";
import type { PinnedRuleSet } from "./rule-set-bytes.ts";
import { ruleSetAt } from "./rule-set-queries.ts";
import { judgeFacts, ruleSetName } from "./rules/rule-set.ts";
import { encodeChecks } from "./run-checks.ts";
import { findLastRun, type AuditRun } from "./run-queries.ts";
import { keepSnapshot, settleClock, toSnapshot } from "./snapshot.ts";
import { figureStatements } from "./write-figures.ts";
import { auditStatements, eventsDigestOf, eventsOf, nameChanges } from "./write-audit-run.ts";

/** `runId` lets a job that is tried again find that it had succeeded; without it every call is a new run. Without `ruleSet` the one in force at `context.now`. */
export type AuditScope = { reportType: string; periodId: string; runId?: Id<"run">; ruleSet?: PinnedRuleSet };
/** `isNew` is false when nothing was written: the run is the earlier one that said the same. */
export type AuditOutcome = { run: AuditRun; isNew: boolean };

const ATTEMPTS = 3;

/**
 * Audits one tenant, report type and period at `context.now` (milliseconds) and writes run, discrepancies, occurrences, events and figures
 * with one log entry. Unchanged inputs write nothing. Throws Problem `not-found` for a report type or period that does not exist.
 */
export async function runAudit(context: Context, scope: AuditScope): Promise<AuditOutcome> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await runOnce(context, scope);
    } catch (error) {
      if (attempt === ATTEMPTS || !hasChangedMeanwhile(error)) throw error;
    }
  }
}

async function runOnce(context: Context, scope: AuditScope): Promise<AuditOutcome> {
  const { tenant, ledger, now } = context;
  const reading = inOneTrip(ledger);
  const [gathered, pinned, known, lastRun, holidays] = await Promise.all([
    gatherFacts({ ...context, ledger: reading }, scope),
    scope.ruleSet ?? ruleSetAt(context),
    listKnownDiscrepancies(reading, tenant.code, scope.reportType, scope.periodId),
    findLastRun(reading, tenant.code, scope.reportType, scope.periodId),
    getHolidays(context.central),
  ]);
  if (lastRun && lastRun.id === scope.runId) return { run: lastRun, isNew: false };

  const { ruleSet, digest: ruleSetDigest } = pinned;
  const facts = settleClock(gathered);
  const { findings, checks } = judgeFacts(facts, ruleSet);
  const seen: Seen[] = await Promise.all(findings.map(async (finding) => ({ finding, fingerprint: await fingerprintOf(tenant.code, scope.reportType, scope.periodId, finding) })));
  const changes = reconcileDiscrepancies(known, seen, now, holidays);
  const snapshot = await toSnapshot(facts);
  const [inputsDigest, findingsDigest] = await Promise.all([inputsDigestOf(snapshot.digest, ruleSetDigest), findingsDigestOf(findings)]);
  const isSame = lastRun?.inputsDigest === inputsDigest && lastRun.findingsDigest === findingsDigest;
  // A discrepancy that is gone waits for a second run to confirm it: that run says something even if nothing else moved.
  if (isSame && !saysSomething(changes)) return { run: lastRun, isNew: false };

  const run: AuditRun = {
    tenantId: tenant.code, id: scope.runId ?? newId("run", now), reportTypeId: scope.reportType, periodId: scope.periodId,
    windowFrom: facts.window.from, windowTo: facts.window.to, ruleSet: ruleSetName(ruleSet), state: "done", startedAt: now, finishedAt: now,
    services: facts.services.length, findings: findings.length, inputsDigest, findingsDigest, logIndex: null, failure: null, factsDigest: snapshot.digest, ruleSetDigest, checks: encodeChecks(checks),
  };
  // Before the run that names it: a run never points at facts that are not there.
  await keepSnapshot(context.platform.evidence, snapshot);
  const named = nameChanges(changes, now);
  const { index } = await record(
    context,
    { kind: "audit.run", at: now, run: run.id, reportType: scope.reportType, period: scope.periodId, ruleSet: ruleSetName(ruleSet), state: "done", inputs: inputsDigest, facts: snapshot.digest, rules: ruleSetDigest, findings: findingsDigest, events: await eventsDigestOf(eventsOf(named)), ...countsOf(changes) },
    [...auditStatements(ledger, run, named), ...figureStatements(ledger, run, facts)],
    [{
      holds: `(SELECT id FROM audit_run WHERE tenant_id = ? AND report_type_id = ? AND period_id = ? AND state = 'done' ORDER BY started_at DESC, id DESC LIMIT 1) IS ?`,
      params: [tenant.code, scope.reportType, scope.periodId, lastRun?.id ?? null],
    }],
  );
  return { run: { ...run, logIndex: index }, isNew: true };
}

function countsOf(changes: readonly Change[]): Record<string, number> {
  const count = (...kinds: Change["kind"][]) => changes.filter(({ kind }) => kinds.includes(kind)).length;
  return { opened: count("opened", "regressed"), seen: count("seen-again", "escalated", "correction-failed"), absent: count("absent"), fixed: count("verified-fixed") };
}

/** Another run finished, or somebody moved a discrepancy, between our reading and our writing: read again. */
function hasChangedMeanwhile(error: unknown): boolean {
  return error instanceof GuardFailed || messageOf(error).includes("the discrepancy has changed") || isUniqueViolation(error, "discrepancy.fingerprint");
}
