import { base64url } from "jose";
import { describe, expect, test } from "vitest";
import type { ReportingRow, Timing } from "../../../worker/submissions/obligation-contract.ts";
import { judgeAnswers, judgeStored } from "../../../worker/submissions/judge-answers.ts";
import { lastDayInTime } from "../../../worker/submissions/last-day-in-time.ts";
import { reportingFigures, timingOf } from "../../../worker/submissions/reporting-figures.ts";

const at = Date.parse;

describe("when a report came", () => {
  test.each<[string, number | null, string | null, string, Timing]>([
    ["in the last second of the last day in Viet Nam", at("2026-10-21T16:59:59.999Z"), null, "2026-11-01T00:00:00Z", "on-time"],
    ["in the first of the next", at("2026-10-21T17:00:00Z"), null, "2026-11-01T00:00:00Z", "late"],
    ["within the time that was granted", at("2026-10-21T17:00:00Z"), "2026-10-23", "2026-11-01T00:00:00Z", "on-time-by-extension"],
    ["after that too", at("2026-10-23T17:00:00Z"), "2026-10-23", "2026-11-01T00:00:00Z", "late"],
    ["in time although more was granted", at("2026-10-20T00:00:00Z"), "2026-10-23", "2026-11-01T00:00:00Z", "on-time"],
    ["not yet, and it still can", null, null, "2026-10-21T16:59:59Z", "open"],
    ["not yet, with more time", null, "2026-10-23", "2026-10-23T16:59:59Z", "open"],
    ["not at all", null, null, "2026-10-21T17:00:00Z", "missing"],
    ["not at all, with more time", null, "2026-10-23", "2026-10-23T17:00:00Z", "missing"],
  ])("%s", (_, firstReceivedAt, extendedTo, now, timing) => {
    expect(timingOf(firstReceivedAt, "2026-10-21", extendedTo, at(now))).toBe(timing);
  });
});

describe("the figures", () => {
  const row = (timing: Timing, isOwed = true, mark: "empty" | "all-zero" | null = null, isComplete = mark !== "empty"): Pick<ReportingRow, "isOwed" | "timing" | "filed"> => ({
    isOwed,
    timing,
    filed: timing === "open" || timing === "missing" ? null : { jti: "x", receivedAt: "", firstReceivedAt: "", mark, unanswered: isComplete ? 0 : 1, isContested: false, isComplete },
  });

  test("count what is due, and what is granted more time for apart", () => {
    const rows = [row("on-time"), row("on-time", true, "all-zero"), row("on-time-by-extension"), row("late"), row("missing"), row("open")];
    expect(reportingFigures(rows)).toEqual({
      expected: 6, due: 5, received: 4, notOwed: 0, onTime: 2, onTimeByExtension: 1, late: 1, missing: 1, open: 1, marked: 1, complete: 4, reportingRate: 0.8, timeliness: 0.6, completeness: 0.8,
    });
  });

  test("are never capped: a report that nobody owed lifts the rate above 1", () => {
    expect(reportingFigures([row("on-time"), row("on-time", false)])).toMatchObject({ expected: 1, received: 2, notOwed: 1, onTime: 1, reportingRate: 2, timeliness: 1 });
  });

  test("are three rates of the same due reports, each its own: late can be complete, in time can be unfinished", () => {
    const rows = [row("on-time", true, null, false), row("on-time", true, "empty"), row("late"), row("missing")];
    expect(reportingFigures(rows)).toMatchObject({ due: 4, received: 3, onTime: 2, complete: 1, reportingRate: 0.75, timeliness: 0.5, completeness: 0.25 });
    expect(reportingFigures([row("on-time"), row("on-time", false)])).toMatchObject({ due: 1, complete: 2, completeness: 2 });
  });

  test("have no rate without a target, which is not 0", () => {
    expect(reportingFigures([])).toMatchObject({ expected: 0, reportingRate: null, timeliness: null, completeness: null });
    expect(reportingFigures([row("on-time", false)])).toMatchObject({ received: 1, notOwed: 1, reportingRate: null });
    expect(reportingFigures([row("missing")])).toMatchObject({ reportingRate: 0, timeliness: 0 });
  });
});

describe("more time", () => {
  test("counts where it is later than the deadline, which a day off may have moved past it", () => {
    expect([lastDayInTime("2026-10-21", null), lastDayInTime("2026-10-21", "2026-10-23"), lastDayInTime("2026-10-26", "2026-10-23")]).toEqual(["2026-10-21", "2026-10-23", "2026-10-26"]);
  });
});

describe("what a report says beyond its numbers", () => {
  const signed = (data: object) => `e30.${base64url.encode(JSON.stringify({ data }))}.c2ln`;
  const line = (online: number | null, total: number | null) => ({ service: "1.000001", name: "x", level: "full", online, total });

  test("is whether it is empty, which is not the same as 0 everywhere, and how many numbers it leaves out", () => {
    expect(judgeAnswers({ rows: [] })).toEqual({ unanswered: 0, mark: "empty" });
    expect(judgeAnswers({ rows: [line(null, null), line(null, null)] })).toEqual({ unanswered: 4, mark: "empty" });
    expect(judgeAnswers({ rows: [line(0, 0), line(null, 0)] })).toEqual({ unanswered: 1, mark: "all-zero" });
    expect(judgeAnswers({ rows: [line(0, 0), line(null, 1)] })).toEqual({ unanswered: 1, mark: null });
    expect(judgeAnswers({ rows: [line(0, 0), line(3, 4)] })).toEqual({ unanswered: 0, mark: null });
  });

  test("leaves nothing out where a rate is given as text without its counts, and is nothing where there is no report", () => {
    expect(judgeAnswers({ rows: [{ id: "r1", printed: "46.5", numerator: null, denominator: null }] })).toEqual({ unanswered: 0, mark: null });
    expect([judgeAnswers({}), judgeStored("no report")]).toEqual([{ unanswered: 0, mark: null }, { unanswered: 0, mark: null }]);
  });

  test("is read from the signed bytes where it was not kept", () => {
    expect(judgeStored(signed({ rows: [line(null, 2)] }))).toEqual({ unanswered: 1, mark: null });
  });
});
