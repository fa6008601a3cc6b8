import { describe, expect, test } from "vitest";
import { severityRank, type DiscrepancyState, type Severity } from "../../../worker/audit/contract.ts";
import type { RuleFinding } from "../../../worker/audit/facts.ts";
import type { KnownDiscrepancy } from "../../../worker/audit/queries.ts";
import { reconcileDiscrepancies, saysSomething, type Seen } from "../../../worker/audit/reconcile-discrepancies.ts";

const CLOSED_AT = 1_000;

function known(state: DiscrepancyState, changes: Partial<KnownDiscrepancy> = {}): KnownDiscrepancy {
  const isOpen = !["ACCEPTED", "DISMISSED", "VERIFIED_FIXED"].includes(state);
  return {
    tenantId: "H26", id: "dis_1", fingerprint: "f1", rule: "R07", ruleVersion: "1.0", measure: "filings-online", reportTypeId: "services-quarter", periodId: "2026-Q1",
    subject: "1.000001", subjectNameVi: "", subjectNameEn: "", severity: severityRank("high"), reported: 10, actual: 5, difference: 5, state, isOpen, version: 3,
    assignee: null, dueOn: null, timesSeen: 1, timesAbsent: 0, openedAt: 0, lastSeenAt: 0, lastRunId: "run_0", snoozed: false, snooze: null, appeal: null,
    documentJti: null, timesBefore: 0, timesRegressed: 0, movedAt: 0, closedAt: isOpen ? null : CLOSED_AT, ...changes,
  };
}

function seen(changes: Partial<RuleFinding> = {}, fingerprint = "f1"): Seen {
  const severity: Severity = "high";
  return { fingerprint, finding: { rule: "R07", ruleVersion: "1.0", measure: "filings-online", severity, subject: "1.000001", subjectNameVi: "", subjectNameEn: "", reported: 10, actual: 5, evidence: {}, ...changes } };
}

const later = CLOSED_AT + 1;
const kinds = (discrepancies: KnownDiscrepancy[], findings: Seen[], at = later) => reconcileDiscrepancies(discrepancies, findings, at, new Map()).map(({ kind }) => kind);

describe("what a run means for a discrepancy", () => {
  test("a finding nobody knows is opened", () => {
    expect(kinds([], [seen()])).toEqual(["opened"]);
  });

  test.each(["NEW", "ACKNOWLEDGED", "AWAITING_EXPLANATION", "EXPLAINED", "UPHELD"] as const)("%s and found again stays; more severe is an escalation, less is not", (state) => {
    expect(kinds([known(state)], [seen()])).toEqual(["seen-again"]);
    expect(kinds([known(state)], [seen({ severity: "critical" })])).toEqual(["escalated"]);
    expect(kinds([known(state)], [seen({ severity: "medium" })])).toEqual(["seen-again"]);
  });

  test.each(["NEW", "ACKNOWLEDGED", "AWAITING_EXPLANATION", "EXPLAINED", "UPHELD"] as const)("%s and no longer found is absent once, and a verified fix after the second run", (state) => {
    expect(kinds([known(state)], [])).toEqual(["absent"]);
    expect(kinds([known(state, { timesAbsent: 1 })], [])).toEqual(["verified-fixed"]);
  });

  test.each(["ACCEPTED", "DISMISSED"] as const)("%s and found with the numbers that were decided about is settled; with others it comes back", (state) => {
    expect(kinds([known(state)], [seen()])).toEqual(["settled"]);
    expect(kinds([known(state)], [seen({ actual: 4 })])).toEqual(["regressed"]);
    expect(kinds([known(state)], [seen({ reported: null })])).toEqual(["regressed"]);
    expect(kinds([known(state)], [seen({ severity: "critical" })])).toEqual(["regressed"]);
  });

  test("a verified fix that is found again comes back, with whatever numbers", () => {
    expect(kinds([known("VERIFIED_FIXED")], [seen()])).toEqual(["regressed"]);
  });

  test("an observation not later than the closing move opens nothing again", () => {
    for (const state of ["ACCEPTED", "DISMISSED", "VERIFIED_FIXED"] as const) {
      expect(kinds([known(state)], [seen({ actual: 0 })], CLOSED_AT)).toEqual(["settled"]);
      expect(kinds([known(state)], [seen({ actual: 0 })], CLOSED_AT + 1)).toEqual(["regressed"]);
    }
  });

  test("a closed one that is not found says nothing", () => {
    expect(kinds([known("ACCEPTED"), known("VERIFIED_FIXED", { id: "dis_2", fingerprint: "f2" })], [])).toEqual([]);
  });

  test("each one is held against its own fingerprint", () => {
    const changes = reconcileDiscrepancies([known("NEW"), known("NEW", { id: "dis_2", fingerprint: "f2" })], [seen({}, "f2"), seen({}, "f3")], later, new Map());
    expect(changes.map((change) => [change.kind, "known" in change ? change.known.id : change.seen.fingerprint])).toEqual([["seen-again", "dis_2"], ["opened", "f3"], ["absent", "dis_1"]]);
  });
});

describe("a correction that a unit has filed", () => {
  test("is verified by the runs that no longer find it, and upheld again by the first that does, with new days to correct", () => {
    expect(kinds([known("CORRECTION_FILED")], [])).toEqual(["absent"]);
    expect(kinds([known("CORRECTION_FILED", { timesAbsent: 1 })], [])).toEqual(["verified-fixed"]);
    // 2026-04-22 in Viet Nam; ten working days, without 27 April.
    const changes = reconcileDiscrepancies([known("CORRECTION_FILED")], [seen()], Date.parse("2026-04-22T05:00:00Z"), new Map([["2026-04-27", "holiday"]]));
    expect(changes).toMatchObject([{ kind: "correction-failed", dueOn: "2026-05-07" }]);
  });
});

describe("a snoozed discrepancy", () => {
  const asleep = (until: object) => known("ACKNOWLEDGED", { snoozed: true, snooze: JSON.stringify(until) });
  const wakes = (until: object, findings: Seen[]) => reconcileDiscrepancies([asleep(until)], findings, later, new Map()).map((change) => "wakes" in change && change.wakes);

  test("wakes with the next run, or when the difference exceeds the number; a day and a severity are no matter of numbers", () => {
    expect(wakes({ kind: "next-run" }, [seen()])).toEqual([true]);
    expect(wakes({ kind: "next-run" }, [])).toEqual([true]);
    expect(wakes({ kind: "difference", over: 5 }, [seen()])).toEqual([false]);
    expect(wakes({ kind: "difference", over: 5 }, [seen({ actual: 4 })])).toEqual([true]);
    expect(wakes({ kind: "difference", over: 5 }, [seen({ reported: null })])).toEqual([false]);
    expect(wakes({ kind: "day", day: "2026-04-30" }, [seen()])).toEqual([false]);
    expect(wakes({ kind: "severity" }, [seen()])).toEqual([false]);
  });

  test("a run that wakes one says something", () => {
    expect(saysSomething(reconcileDiscrepancies([asleep({ kind: "next-run" })], [seen()], later, new Map()))).toBe(true);
  });
});

test("a run in which everything is as before says nothing; one that misses something does", () => {
  expect(saysSomething(reconcileDiscrepancies([known("NEW")], [seen()], later, new Map()))).toBe(false);
  expect(saysSomething(reconcileDiscrepancies([known("ACCEPTED")], [seen()], later, new Map()))).toBe(false);
  expect(saysSomething(reconcileDiscrepancies([known("NEW")], [], later, new Map()))).toBe(true);
});
