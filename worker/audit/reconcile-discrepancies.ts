import { dayAt } from "../kernel/windows.ts";
import { addWorkingDays, type HolidayTable } from "../kernel/working-days.ts";
import { severityRank } from "./contract.ts";
import { daysGiven } from "./days-given.ts";
import type { RuleFinding } from "./facts.ts";
import type { KnownDiscrepancy } from "./queries.ts";

/** A finding with the identity it keeps from run to run. */
export type Seen = { fingerprint: string; finding: RuleFinding };

/** What a run means for one discrepancy. */
export type Change =
  /** Never seen before. */
  | { kind: "opened"; seen: Seen }
  /** Open, and found again; `escalated` when more severe than before. */
  | { kind: "seen-again" | "escalated"; known: KnownDiscrepancy; seen: Seen; wakes: boolean }
  /** Corrected, as the unit said, and found all the same: upheld again, to be corrected by a new day. */
  | { kind: "correction-failed"; known: KnownDiscrepancy; seen: Seen; dueOn: string }
  /** Closed, and found anew: it opens again. */
  | { kind: "regressed"; known: KnownDiscrepancy; seen: Seen }
  /** Closed by a decision about these very numbers: nothing new to say. */
  | { kind: "settled"; known: KnownDiscrepancy; seen: Seen }
  /** Open, and no longer found; `verified-fixed` when that was so often enough. */
  | { kind: "absent" | "verified-fixed"; known: KnownDiscrepancy; wakes: boolean };

/** So many consecutive runs without it close a discrepancy, whatever its open state, UPHELD too. */
export const RUNS_TO_CLOSE = 2;

/**
 * Holds what a run found against what is known of the window. `observedAt` in milliseconds: an observation not later than
 * the closing move cannot open anything again. Each fingerprint in `seen` and each known discrepancy appears in one change.
 */
export function reconcileDiscrepancies(known: readonly KnownDiscrepancy[], seen: readonly Seen[], observedAt: number, holidays: HolidayTable): Change[] {
  const byFingerprint = new Map(known.map((discrepancy) => [discrepancy.fingerprint, discrepancy]));
  const found = new Set(seen.map(({ fingerprint }) => fingerprint));
  return [
    ...seen.map((one) => changeOf(one, byFingerprint.get(one.fingerprint), observedAt, holidays)),
    ...known.filter((discrepancy) => discrepancy.isOpen && !found.has(discrepancy.fingerprint)).map(absenceOf),
  ];
}

/** Whether a run with these changes says anything that the runs before did not. */
export function saysSomething(changes: readonly Change[]): boolean {
  return changes.some((change) => (change.kind !== "seen-again" && change.kind !== "settled") || (change.kind === "seen-again" && change.wakes));
}

function changeOf(seen: Seen, known: KnownDiscrepancy | undefined, observedAt: number, holidays: HolidayTable): Change {
  if (!known) return { kind: "opened", seen };
  const isMoreSevere = severityRank(seen.finding.severity) > known.severity;
  if (known.state === "CORRECTION_FILED") return { kind: "correction-failed", known, seen, dueOn: addWorkingDays(dayAt(observedAt), daysGiven[seen.finding.severity].correct, holidays) };
  if (known.isOpen) return { kind: isMoreSevere ? "escalated" : "seen-again", known, seen, wakes: isWokenBy(known, seen) };
  const isLater = known.closedAt === null || observedAt > known.closedAt;
  // A person decided about the numbers they saw; other numbers are another matter. A fix was verified: any number is news.
  const isNews = known.state === "VERIFIED_FIXED" || isMoreSevere || seen.finding.reported !== known.reported || seen.finding.actual !== known.actual;
  return { kind: isLater && isNews ? "regressed" : "settled", known, seen };
}

function absenceOf(known: KnownDiscrepancy): Change {
  return { kind: known.timesAbsent + 1 >= RUNS_TO_CLOSE ? "verified-fixed" : "absent", known, wakes: isWokenBy(known, null) };
}

/** Whether the run is what a snoozed discrepancy slept until. */
function isWokenBy({ snooze }: KnownDiscrepancy, seen: Seen | null): boolean {
  if (snooze === null) return false;
  const until = JSON.parse(snooze) as { kind: string; over?: number };
  if (until.kind === "next-run") return true;
  if (until.kind !== "difference" || !seen) return false;
  const { reported, actual } = seen.finding;
  return reported !== null && actual !== null && Math.abs(reported - actual) > until.over!;
}
