import type { AuditNightView, AuditTaskView } from "./night-contract.ts";
import type { AuditNightRow, AuditTaskRow, TaskCount } from "./night-queries.ts";

type Counts = AuditNightView["counts"];

/** A night with how far it is. One that ended with anything failed is `partial`, never `done`: silence is not "all clear". */
export function toNightView(night: AuditNightRow, counted: readonly TaskCount[]): AuditNightView {
  const counts: Counts = { queued: 0, running: 0, done: 0, failed: 0, unchanged: 0 };
  for (const { state, outcome, tasks } of counted.filter(({ nightKey }) => nightKey === night.key)) {
    counts[state] += tasks;
    if (outcome === "unchanged") counts.unchanged += tasks;
  }
  return {
    key: night.key,
    date: night.day,
    ruleSet: night.ruleSet,
    state: stateOf(night, counts),
    startedAt: new Date(night.startedAt).toISOString(),
    finishedAt: momentOf(night.finishedAt),
    total: night.tasks,
    counts,
    failure: night.failure,
  };
}

function stateOf({ tasks, finishedAt, failure }: AuditNightRow, { queued, running, failed, done }: Counts): AuditNightView["state"] {
  if (failure !== null && done === 0) return "failed";
  if (finishedAt === null) return tasks === null ? "starting" : "running";
  if (failure !== null || failed > 0) return "partial";
  // It stopped waiting for something that goes on by itself.
  return queued + running > 0 ? "running" : "done";
}

export function toTaskView(task: AuditTaskRow): AuditTaskView {
  return {
    tenant: task.tenantId,
    reportType: task.reportTypeId,
    window: { id: task.periodId, from: task.windowFrom, to: task.windowTo },
    state: task.state,
    attempt: task.attempt,
    startedAt: momentOf(task.startedAt),
    finishedAt: momentOf(task.finishedAt),
    outcome: task.outcome,
    run: task.runId,
    findings: task.findings,
    failure: task.failure,
  };
}

function momentOf(instant: number | null): string | null {
  return instant === null ? null : new Date(instant).toISOString();
}
