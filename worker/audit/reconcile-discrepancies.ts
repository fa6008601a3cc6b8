import { severityRank } from "./contract.ts";
import type { RuleFinding } from "./facts.ts";
import type { KnownDiscrepancy } from "./queries.ts";

/** A finding with the identity it keeps from run to run. */
export type Seen = { fingerprint: string; finding: RuleFinding };

/** What a run means for one discrepancy. */
export type Change =
  /** Never seen before. */
  | { kind: "opened"; seen: Seen }
  /** Open, and found again; `escalated` when more severe than before. */
  | { kind: "seen-again" | "escalated"; known: KnownDiscrepancy; seen: Seen }
  /** Closed, and found anew: it opens again. */
  | { kind: "regressed"; known: KnownDiscrepancy; seen: Seen }
  /** Closed by a decision about these very numbers: nothing new to say. */
  | { kind: "settled"; known: KnownDiscrepancy; seen: Seen }
  /** Open, and no longer found; `verified-fixed` when that was so often enough. */
  | { kind: "absent" | "verified-fixed"; known: KnownDiscrepancy };

/** So many consecutive runs without it close a discrepancy, whatever its open state, UPHELD too. */
export const RUNS_TO_CLOSE = 2;

/**
 * Holds what a run found against what is known of the window. `observedAt` in milliseconds: an observation not later than
 * the closing move cannot open anything again. Each fingerprint in `seen` and each known discrepancy appears in one change.
 */
export function reconcileDiscrepancies(known: readonly KnownDiscrepancy[], seen: readonly Seen[], observedAt: number): Change[] {
  const byFingerprint = new Map(known.map((discrepancy) => [discrepancy.fingerprint, discrepancy]));
  const found = new Set(seen.map(({ fingerprint }) => fingerprint));
  return [
    ...seen.map((one) => changeOf(one, byFingerprint.get(one.fingerprint), observedAt)),
    ...known.filter((discrepancy) => discrepancy.isOpen && !found.has(discrepancy.fingerprint)).map(absenceOf),
  ];
}

/** Whether a run with these changes says anything that the runs before did not. */
export function saysSomething(changes: readonly Change[]): boolean {
  return changes.some(({ kind }) => kind !== "seen-again" && kind !== "settled");
}

function changeOf(seen: Seen, known: KnownDiscrepancy | undefined, observedAt: number): Change {
  if (!known) return { kind: "opened", seen };
  const isMoreSevere = severityRank(seen.finding.severity) > known.severity;
  if (known.isOpen) return { kind: isMoreSevere ? "escalated" : "seen-again", known, seen };
  const isLater = known.closedAt === null || observedAt > known.closedAt;
  // A person decided about the numbers they saw; other numbers are another matter. A fix was verified: any number is news.
  const isNews = known.state === "VERIFIED_FIXED" || isMoreSevere || seen.finding.reported !== known.reported || seen.finding.actual !== known.actual;
  return { kind: isLater && isNews ? "regressed" : "settled", known, seen };
}

function absenceOf(known: KnownDiscrepancy): Change {
  return { kind: known.timesAbsent + 1 >= RUNS_TO_CLOSE ? "verified-fixed" : "absent", known };
}
