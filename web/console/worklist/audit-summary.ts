import type { AuditNightDetail, AuditNightView } from "../../../worker/audit/night-contract.ts";
import type { AuditRunList } from "../runs/use-runs.ts";

/** What was audited last: how many audits, of them without any finding, all findings, and what could not be audited. */
export type AuditSummary = { at: string; checked: number; matched: number; findings: number; failed: number; isUnderWay: boolean };

/** Of a whole night. A night that never began checked nothing, which is a failure too. */
export function summariseNight({ startedAt, tasks, ...night }: AuditNightDetail): AuditSummary {
  const done = tasks.filter(({ state }) => state === "done");
  return { at: startedAt, checked: done.length, matched: done.filter(({ findings }) => findings === 0).length, findings: sum(done), failed: failuresOf(night), isUnderWay: isUnderWay(night) };
}

/** Of runs: the newest of each tenant, report and period, for an older one says nothing any more. Null when none ever ran. */
export function summariseRuns(runs: AuditRunList["runs"]): AuditSummary | null {
  const newest = [...Map.groupBy(runs, ({ tenant, reportType, window }) => `${tenant} ${reportType} ${window.id}`).values()].map((group) => group.toSorted((a, b) => (a.startedAt < b.startedAt ? 1 : -1))[0]!);
  if (newest.length === 0) return null;
  const done = newest.filter(({ state }) => state === "done");
  return {
    at: newest.map(({ startedAt }) => startedAt).toSorted().at(-1)!, checked: done.length, matched: done.filter(({ findings }) => findings === 0).length, findings: sum(done),
    failed: newest.filter(({ state }) => state === "failed").length, isUnderWay: newest.some(({ state }) => state === "running"),
  };
}

export function failuresOf({ state, counts }: Pick<AuditNightView, "state" | "counts">): number {
  return state === "failed" ? Math.max(counts.failed, 1) : counts.failed;
}

function isUnderWay({ state }: Pick<AuditNightView, "state">): boolean {
  return state === "starting" || state === "running";
}

function sum(rows: readonly { findings: number | null }[]): number {
  return rows.reduce((total, { findings }) => total + (findings ?? 0), 0);
}
