import type { Tenant } from "../../../worker/kernel/context.ts";
import { newId } from "../../../worker/kernel/ids.ts";
import { record } from "../../../worker/log/record.ts";
import type { Severity } from "../../../worker/audit/contract.ts";
import type { RuleFinding } from "../../../worker/audit/facts.ts";
import { fingerprintOf } from "../../../worker/audit/fingerprint.ts";
import type { DiscrepancyState } from "../../../worker/audit/contract.ts";
import { findDiscrepancy, type Discrepancy } from "../../../worker/audit/queries.ts";
import { auditStatements, eventsDigestOf, eventsOf, nameChanges } from "../../../worker/audit/write-audit-run.ts";
import { contextFor } from "../make-tenant.ts";

const PERIOD = "2026-Q1";
const REPORT_TYPE = "services-quarter";
const RUN = { reportTypeId: REPORT_TYPE, periodId: PERIOD, windowFrom: "2025-12-15", windowTo: "2026-03-14", ruleSet: "test@1", state: "done", services: 1, findings: 1, inputsDigest: null, factsDigest: null, ruleSetDigest: null, findingsDigest: null, checks: null, logIndex: null, failure: null } as const;

let made = 0;
/** What a rule could have found: a service that reports 40 online filings where 10 came in. */
export function aFinding(wish: Partial<RuleFinding> = {}): RuleFinding {
  const subject = `1.${String(++made).padStart(6, "0")}`;
  return {
    rule: "R07", ruleVersion: "1.0", measure: "filings-online", severity: "medium", subject, subjectNameVi: `Dịch vụ ${subject}`, subjectNameEn: `Service ${subject}`,
    reported: 40, actual: 10, evidence: { report: "sub_x", counters: { onlineFull: 10 } }, ...wish,
  };
}

/** Discrepancies as a run of the audit opens them, all at `at` (milliseconds); returns their ids in the order of the findings. */
export async function openDiscrepancies(tenant: Tenant, findings: readonly RuleFinding[], at = Date.now()): Promise<string[]> {
  const context = contextFor(tenant, at);
  const run = { ...RUN, tenantId: tenant.code, id: newId("run", at), startedAt: at, finishedAt: at };
  const seen = await Promise.all(findings.map(async (finding) => ({ finding, fingerprint: await fingerprintOf(tenant.code, REPORT_TYPE, PERIOD, finding) })));
  const named = nameChanges(seen.map((one) => ({ kind: "opened" as const, seen: one })), at);
  const entry = { kind: "audit.run" as const, at, run: run.id, reportType: REPORT_TYPE, period: PERIOD, events: await eventsDigestOf(eventsOf(named)) };
  await record(context, entry, auditStatements(context.ledger, run, named));
  const { results } = await context.ledger
    .prepare("SELECT id, subject FROM discrepancy WHERE tenant_id = ? AND last_run_id = ?")
    .bind(tenant.code, run.id)
    .all<{ id: string; subject: string }>();
  const ids = new Map(results.map(({ id, subject }) => [subject, id]));
  return findings.map(({ subject }) => ids.get(subject)!);
}

export type Step = { transition: string; to: DiscrepancyState } & Partial<{ by: string; byTenant: string; at: number; dueOn: string | null; reason: string; assignee: string | null; snooze: string; wishedOn: string; jti: string }>;
const ask: Step = { transition: "ask", to: "AWAITING_EXPLANATION" };
const explain: Step = { transition: "explain", to: "EXPLAINED", byTenant: "H00", jti: "signed" };
const uphold: Step = { transition: "uphold", to: "UPHELD", dueOn: "2999-12-31", jti: "signed" };

/** How a discrepancy comes to a state; `ask` carries the due day. */
const roads: Record<DiscrepancyState, readonly Step[]> = {
  NEW: [],
  ACKNOWLEDGED: [{ transition: "acknowledge", to: "ACKNOWLEDGED" }],
  AWAITING_EXPLANATION: [ask],
  EXPLAINED: [ask, explain],
  UPHELD: [ask, explain, uphold],
  CORRECTION_FILED: [ask, explain, uphold, { transition: "file-correction", to: "CORRECTION_FILED", byTenant: "H00", jti: "amended" }],
  DISMISSAL_REQUESTED: [{ transition: "request-dismissal", to: "DISMISSAL_REQUESTED", reason: "below_materiality" }],
  APPEALED: [ask, explain, uphold, { transition: "appeal", to: "APPEALED", byTenant: "H00", jti: "appealed" }],
  ACCEPTED: [ask, explain, { transition: "accept", to: "ACCEPTED", jti: "signed" }],
  DISMISSED: [{ transition: "request-dismissal", to: "DISMISSAL_REQUESTED", reason: "below_materiality" }, { transition: "approve-dismissal", to: "DISMISSED", jti: "signed" }],
  VERIFIED_FIXED: [{ transition: "verify-fixed", to: "VERIFIED_FIXED", by: "system" }],
};

/** `askedBy` makes every move of the authority; `after` are further events. Times are an hour ago unless a step says otherwise. */
export type Past = { state?: DiscrepancyState; severity?: Severity; askedBy?: { id: string }; dueOn?: string; after?: readonly Step[] };

/** One discrepancy that is already in the state, with the events that lead there. */
export async function makeDiscrepancy(tenant: Tenant, past: Past = {}): Promise<Discrepancy> {
  const context = contextFor(tenant);
  const at = context.now - 3_600_000;
  const [id] = await openDiscrepancies(tenant, [aFinding({ severity: past.severity ?? "medium" })], at);
  let from: DiscrepancyState = "NEW";
  let version = 1;
  const steps = [...roads[past.state ?? "NEW"], ...(past.after ?? [])];
  if (steps.length > 0) {
    const insert = context.ledger.prepare(
      `INSERT INTO discrepancy_event (tenant_id, discrepancy_id, version, transition, from_state, to_state, actor_id, actor_tenant_id, at, reason, due_on, submission_jti, assignee, snooze, wished_on, log_idx)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)`,
    );
    const statements = steps.map((step) => {
      const dueOn = step.dueOn !== undefined ? step.dueOn : step.to === "AWAITING_EXPLANATION" ? (past.dueOn ?? "2999-12-31") : null;
      const bound = insert.bind(
        tenant.code, id, ++version, step.transition, from, step.to, step.by ?? past.askedBy?.id ?? "off_somebody", step.byTenant ?? "VN", step.at ?? at,
        step.reason ?? null, dueOn, step.jti ?? null, step.assignee ?? (step.transition === "acknowledge" ? (past.askedBy?.id ?? "off_somebody") : null), step.snooze ?? null, step.wishedOn ?? null,
      );
      from = step.to;
      return bound;
    });
    await record(context, { kind: "discrepancy.moved", at, discrepancy: id! }, statements);
  }
  return (await findDiscrepancy(context.ledger, tenant.code, id!))!;
}
