import type * as z from "zod";
import type { auditRunView } from "./contract.ts";
import { decodeChecks } from "./run-checks.ts";
import type { AuditRun } from "./run-queries.ts";

export function toRunView(run: AuditRun): z.infer<typeof auditRunView> {
  return {
    id: run.id,
    tenant: run.tenantId,
    window: { id: run.periodId, from: run.windowFrom, to: run.windowTo },
    reportType: run.reportTypeId,
    state: run.state,
    startedAt: new Date(run.startedAt).toISOString(),
    finishedAt: run.finishedAt === null ? null : new Date(run.finishedAt).toISOString(),
    services: run.services,
    findings: run.findings,
    failure: run.failure,
    rules: toRulesView(run.checks),
  };
}

function toRulesView(checks: string | null): z.infer<typeof auditRunView>["rules"] {
  const known = decodeChecks(checks);
  if (!known) return null;
  const unchecked = Map.groupBy(known.filter((check) => check.unchecked !== null), (check) => check.unchecked!);
  return { checked: known.filter((check) => check.unchecked === null).length, notChecked: [...unchecked].map(([reason, rules]) => ({ reason, rules: rules.map(({ rule }) => rule) })) };
}
