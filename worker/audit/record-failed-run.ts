import type { Context } from "../kernel/context.ts";
import type { Id } from "../kernel/ids.ts";
import { GuardFailed, record } from "../log/record.ts";
import { defaultRuleSet } from "./rules/default-rule-set.ts";
import { ruleSetName } from "./rules/rule-set.ts";
import type { AuditRun } from "./run-queries.ts";
import type { DueAudit } from "./start-audit.ts";
import { runStatement } from "./write-audit-run.ts";

/**
 * Keeps that an audit could not be finished, so that its silence is not read as "nothing found". `failure` is shown to the
 * tenant: a problem code or `internal`, never the error's own text. A run that is recorded already stays as it is.
 */
export async function recordFailedRun(context: Context, due: DueAudit & { runId: Id<"run"> }, failure: string, ruleSet = ruleSetName(defaultRuleSet)): Promise<void> {
  const { tenant, ledger, now } = context;
  const run: AuditRun = {
    tenantId: tenant.code, id: due.runId, reportTypeId: due.reportType, periodId: due.periodId, windowFrom: due.from, windowTo: due.to, ruleSet,
    state: "failed", startedAt: now, finishedAt: now, services: null, findings: null, inputsDigest: null, findingsDigest: null, logIndex: null, failure, factsDigest: null, ruleSetDigest: null, checks: null,
  };
  await record(
    context,
    { kind: "audit.run", at: now, run: run.id, reportType: due.reportType, period: due.periodId, ruleSet, state: "failed" },
    [runStatement(ledger, run)],
    [{ holds: "NOT EXISTS (SELECT 1 FROM audit_run WHERE tenant_id = ? AND id = ?)", params: [tenant.code, run.id] }],
  ).catch((error: unknown) => {
    if (!(error instanceof GuardFailed)) throw error;
  });
}
