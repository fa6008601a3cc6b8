import { describe, expect, test } from "vitest";
import { defaultRuleSet } from "../../../worker/audit/rules/default-rule-set.ts";
import { checkFacts } from "../../../worker/audit/rules/rule-set.ts";
import { fieldRow, fieldsFacts, findingsOf, makeCounts, makeFacts, makeService, servicesReport } from "./make-facts.ts";

describe("R01-R04, the identities of II.06a", () => {
  const counts = new Map([["1.000001", makeCounts({ onlineFull: 60, inPerson: 40 })]]);

  test("a row that adds up has no finding", () => {
    expect(checkFacts(fieldsFacts([fieldRow()], { counts }), defaultRuleSet)).toEqual([]);
  });

  test.each([
    { rule: "R01", change: { c6: 11 }, measure: "received", severity: "high", reported: 110, actual: 111 },
    { rule: "R02", change: { c8: 49 }, measure: "resolved", severity: "high", reported: 90, actual: 89 },
    { rule: "R03", change: { c13: 6 }, measure: "pending", severity: "high", reported: 20, actual: 21 },
    { rule: "R04", change: { c7: 91, c8: 51 }, measure: "balance", severity: "critical", reported: 110, actual: 111 },
  ] as const)("$rule is found alone when one filing is off", ({ rule, change, measure, severity, reported, actual }) => {
    const findings = checkFacts(fieldsFacts([fieldRow(change)], { counts }), defaultRuleSet);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({ rule, measure, severity, reported, actual, subject: "field:G03-KD01" });
  });

  test("each row stands for itself: two wrongs do not make a sum", () => {
    const rows = [fieldRow({ c6: 11 }), fieldRow({ field: "G03-XD02", c6: 9 })];
    expect(findingsOf("R01", fieldsFacts(rows)).map(({ subject }) => subject)).toEqual(["field:G03-KD01", "field:G03-XD02"]);
  });
});

describe("R10, a service without any online filing", () => {
  const used = (counts: Parameters<typeof makeCounts>[0], changes: Parameters<typeof makeService>[1] = {}) =>
    findingsOf("R10", makeFacts({ report: null, services: [makeService("1.000001", changes)], counts: new Map([["1.000001", makeCounts(counts)]]) }));

  test.each([
    { what: "online for six months to the day", onlineSince: "2025-09-14", found: true },
    { what: "online a day less than six months", onlineSince: "2025-09-15", found: false },
    { what: "online since long ago", onlineSince: "2016-01-01", found: true },
  ])("$what: found is $found", ({ onlineSince, found }) => {
    expect(used({}, { onlineSince }).length === 1).toBe(found);
  });

  test("six months before the last day of August is the last day of February", () => {
    const window = { id: "x", from: "2026-06-01", to: "2026-08-31" };
    const on = (onlineSince: string) => findingsOf("R10", makeFacts({ window, report: null, counts: new Map(), services: [makeService("1.000001", { onlineSince })] }));
    expect(on("2026-02-28")).toHaveLength(1);
    expect(on("2026-03-01")).toEqual([]);
  });

  test("filings in person or by post make it more severe", () => {
    expect(used({})[0]).toMatchObject({ severity: "medium", reported: null, actual: 0 });
    expect(used({ inPerson: 1 })[0]!.severity).toBe("high");
    expect(used({ post: 1 })[0]!.severity).toBe("high");
  });

  test("one online filing, of either kind, is use", () => {
    expect(used({ onlineFull: 1, inPerson: 500 })).toEqual([]);
    expect(used({ onlinePartial: 1 })).toEqual([]);
  });

  test("a service that ended in the window counts its months to its own last day", () => {
    expect(used({}, { onlineSince: "2025-09-01", validTo: "2026-01-31" })).toEqual([]);
    expect(used({}, { onlineSince: "2025-07-31", validTo: "2026-01-31" })).toHaveLength(1);
  });

  test("levels at which nothing can be filed online are left out", () => {
    expect(used({}, { levelScheme: "levels-2011", level: "2" })).toEqual([]);
    expect(used({}, { levelScheme: "levels-2011", level: "3" })).toHaveLength(1);
  });

  test("it is checked with the reports by service only", () => {
    expect(findingsOf("R10", fieldsFacts([fieldRow()], { counts: new Map() }))).toEqual([]);
  });
});

describe("R11, services without a number of filings", () => {
  const row = { name: "Dịch vụ", level: "full" };
  test("one finding a report, which says how many and which", () => {
    const rows = [
      { ...row, service: "1.000003", online: null, total: null },
      { ...row, service: "1.000001", online: 100, total: 100 },
      { ...row, service: "1.000002", online: 0, total: null },
    ];
    const findings = findingsOf("R11", makeFacts({ report: servicesReport(rows) }));
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({ severity: "high", measure: "services-without-counts", subject: "", reported: 3, actual: 1, evidence: { servicesWithoutCounts: 2, services: ["1.000002", "1.000003"] } });
  });

  test("0 is a number", () => {
    expect(findingsOf("R11", makeFacts({ report: servicesReport([{ ...row, service: "1.000001", online: 0, total: 0 }]) }))).toEqual([]);
  });

  test("a report that lists nothing, and no report, are other matters", () => {
    expect(findingsOf("R11", makeFacts({ report: servicesReport([]) }))).toEqual([]);
    expect(findingsOf("R11", makeFacts({ report: null }))).toEqual([]);
  });
});

describe("R44, report late or missing", () => {
  const row = { service: "1.000001", name: "Dịch vụ", level: "full", online: 100, total: 100 };
  const receivedAt = (instant: string) => findingsOf("R44", makeFacts({ report: servicesReport([row], { firstReceivedAt: Date.parse(instant) }) }));

  test("received in the last minute of the last day in Viet Nam is in time", () => {
    expect(receivedAt("2026-03-20T23:59:00+07:00")).toEqual([]);
    expect(receivedAt("2026-03-20T23:59:59.999+07:00")).toEqual([]);
  });

  test("received one millisecond later is late", () => {
    expect(receivedAt("2026-03-21T00:00:00+07:00")[0]).toMatchObject({ severity: "medium", measure: "report", subject: "", reported: null, actual: null, evidence: { missing: false, dueOn: "2026-03-20", receivedOn: "2026-03-21" } });
  });

  test("an amendment after the deadline does not make the report late", () => {
    const report = servicesReport([row], { receivedAt: Date.parse("2026-03-24T00:00:00Z") });
    expect(findingsOf("R44", makeFacts({ report }))).toEqual([]);
  });

  test("no report is missing once the deadline has passed, and not before", () => {
    const missing = (now: string) => findingsOf("R44", makeFacts({ report: null, now: Date.parse(now) }));
    expect(missing("2026-03-20T23:59:59.999+07:00")).toEqual([]);
    expect(missing("2026-03-21T00:00:00+07:00")[0]).toMatchObject({ severity: "high", evidence: { missing: true, submission: null } });
  });
});

describe("R45, wrong cut-off window", () => {
  const row = { service: "1.000001", name: "Dịch vụ", level: "full", online: 100, total: 100 };
  const from = (first: string, to: string, previous: { from: string; to: string } | null = null) =>
    findingsOf("R45", makeFacts({ report: servicesReport([row], { from: first, to }), previous: previous && { ...previous, period: "2025-Q4", jti: "j" } }));

  test("the window of the type, right after the report before, has no finding", () => {
    expect(from("2025-12-15", "2026-03-14", { from: "2025-09-15", to: "2025-12-14" })).toEqual([]);
  });

  test("the calendar quarter is not the quarter that cuts off in mid-month", () => {
    expect(from("2026-01-01", "2026-03-31")[0]).toMatchObject({ severity: "high", measure: "report-window", reported: 90, actual: 90, evidence: { reported: { from: "2026-01-01", to: "2026-03-31" } } });
  });

  test("an overlap with the report before, and a gap to it, are found though the window is right", () => {
    expect(from("2025-12-15", "2026-03-14", { from: "2025-09-15", to: "2025-12-15" })[0]!.evidence).toMatchObject({ daysOverlapped: 1, daysLeftOut: 0 });
    expect(from("2025-12-15", "2026-03-14", { from: "2025-09-15", to: "2025-12-12" })[0]!.evidence).toMatchObject({ daysOverlapped: 0, daysLeftOut: 2 });
  });
});
