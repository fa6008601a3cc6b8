import { base64url } from "jose";
import { describe, expect, test } from "vitest";
import type { ReportingRow, Timing } from "../../../worker/submissions/obligation-contract.ts";
import { markOf } from "../../../worker/submissions/mark-of.ts";
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
  const row = (timing: Timing, isOwed = true, mark: "empty" | "all-zero" | null = null): Pick<ReportingRow, "isOwed" | "timing" | "filed"> => ({
    isOwed,
    timing,
    filed: timing === "open" || timing === "missing" ? null : { jti: "x", receivedAt: "", firstReceivedAt: "", mark },
  });

  test("count what is due, and what is granted more time for apart", () => {
    const rows = [row("on-time"), row("on-time", true, "all-zero"), row("on-time-by-extension"), row("late"), row("missing"), row("open")];
    expect(reportingFigures(rows)).toEqual({
      expected: 6, due: 5, received: 4, notOwed: 0, onTime: 2, onTimeByExtension: 1, late: 1, missing: 1, open: 1, marked: 1, reportingRate: 0.8, timeliness: 0.6,
    });
  });

  test("are never capped: a report that nobody owed lifts the rate above 1", () => {
    expect(reportingFigures([row("on-time"), row("on-time", false)])).toMatchObject({ expected: 1, received: 2, notOwed: 1, onTime: 1, reportingRate: 2, timeliness: 1 });
  });

  test("have no rate without a target, which is not 0", () => {
    expect(reportingFigures([])).toMatchObject({ expected: 0, reportingRate: null, timeliness: null });
    expect(reportingFigures([row("on-time", false)])).toMatchObject({ received: 1, notOwed: 1, reportingRate: null });
    expect(reportingFigures([row("missing")])).toMatchObject({ reportingRate: 0, timeliness: 0 });
  });
});

describe("a report that says nothing", () => {
  const signed = (data: object) => `e30.${base64url.encode(JSON.stringify({ data }))}.c2ln`;
  const line = (online: number | null, total: number | null) => ({ service: "1.000001", name: "x", level: "full", online, total });

  test("is marked: empty is not the same as 0 everywhere", () => {
    expect(markOf(signed({ rows: [] }))).toBe("empty");
    expect(markOf(signed({ rows: [line(null, null), line(null, null)] }))).toBe("empty");
    expect(markOf(signed({ rows: [line(0, 0), line(null, 0)] }))).toBe("all-zero");
    expect(markOf(signed({ rows: [line(0, 0), line(null, 1)] }))).toBeNull();
    expect(markOf("no report")).toBeNull();
  });
});
