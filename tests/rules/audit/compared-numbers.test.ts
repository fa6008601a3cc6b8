import { describe, expect, test } from "vitest";
import { defaultRuleSet } from "../../../worker/audit/rules/default-rule-set.ts";
import { checkFacts } from "../../../worker/audit/rules/rule-set.ts";
import { fieldRow, fieldsFacts, findingsOf, makeCounts, makeFacts, makeService, servicesReport } from "./make-facts.ts";

function reported(online: number | null, total: number | null, counts: Parameters<typeof makeCounts>[0]) {
  return makeFacts({
    counts: new Map([["1.000001", makeCounts(counts)]]),
    report: servicesReport([{ service: "1.000001", name: "Dịch vụ", level: "full", online, total }]),
  });
}

test("a quarter in which everything agrees has no finding", () => {
  expect(checkFacts(makeFacts(), defaultRuleSet)).toEqual([]);
});

describe("R07, online filings over-reported", () => {
  test.each([
    { online: 1_006, actual: 1_000, found: true, why: "6 more than 1,000 is above 0.5 %" },
    { online: 1_005, actual: 1_000, found: false, why: "5 more than 1,000 is exactly 0.5 %" },
    { online: 102, actual: 100, found: true, why: "2 more than 100 is above 1 filing and 0.5 %" },
    { online: 101, actual: 100, found: false, why: "1 more is always tolerated" },
    { online: 2, actual: 0, found: true, why: "2 where nothing is known" },
    { online: 1, actual: 0, found: false, why: "1 where nothing is known is tolerated" },
    { online: 100, actual: 200, found: false, why: "fewer is another rule" },
    { online: null, actual: 0, found: false, why: "no number is not a number" },
  ])("$online reported, $actual known: $why", ({ online, actual, found }) => {
    const findings = findingsOf("R07", reported(online, null, { onlineFull: actual }));
    expect(findings.length === 1).toBe(found);
    if (found) expect(findings[0]).toMatchObject({ severity: "critical", measure: "filings-online", subject: "1.000001", reported: online, actual });
  });

  test("online is both online channels together", () => {
    expect(findingsOf("R07", reported(100, 100, { onlineFull: 60, onlinePartial: 40 }))).toEqual([]);
    expect(findingsOf("R07", reported(100, 100, { onlineFull: 60, inPerson: 40 }))[0]).toMatchObject({ reported: 100, actual: 60 });
  });

  test("a reported service of which no filing is known counts against 0", () => {
    const facts = makeFacts({ counts: new Map(), report: servicesReport([{ service: "1.000001", name: "Dịch vụ", level: "full", online: 50, total: 50 }]) });
    expect(findingsOf("R07", facts)[0]).toMatchObject({ reported: 50, actual: 0, evidence: { filingsKnown: false } });
  });

  test("the evidence holds both sides, the channels, the tolerance and the signed document", () => {
    const [finding] = findingsOf("R07", reported(500, 500, { onlineFull: 10, post: 3 }));
    expect(finding!.evidence).toMatchObject({
      reportedOnline: 500,
      reportedTotal: 500,
      counters: { onlineFull: 10, onlinePartial: 0, inPerson: 0, post: 3 },
      tolerance: { absolute: 1, perThousand: 5 },
      submission: { jti: expect.stringMatching(/-/), digest: "d".repeat(43) },
      window: { id: "2026-Q1", from: "2025-12-15", to: "2026-03-14" },
    });
  });
});

describe("R08, online filings under-reported", () => {
  test.each([
    { online: 994, actual: 1_000, found: true, why: "6 fewer than 1,000 is above 0.5 %" },
    { online: 995, actual: 1_000, found: false, why: "5 fewer than 1,000 is exactly 0.5 %" },
    { online: 0, actual: 2, found: true, why: "0 is a number, and 2 are known" },
    { online: null, actual: 2, found: false, why: "no number is not 0" },
    { online: 300, actual: 200, found: false, why: "more is another rule" },
  ])("$online reported, $actual known: $why", ({ online, actual, found }) => {
    const findings = findingsOf("R08", reported(online, null, { onlinePartial: actual }));
    expect(findings.length === 1).toBe(found);
    if (found) expect(findings[0]).toMatchObject({ severity: "medium", reported: online, actual });
  });
});

describe("R09, filings in all do not match", () => {
  test.each([
    { total: 1_006, found: true },
    { total: 1_005, found: false },
    { total: 995, found: false },
    { total: 994, found: true },
    { total: null, found: false },
  ])("$total reported where four channels make 1,000", ({ total, found }) => {
    const findings = findingsOf("R09", reported(400, total, { onlineFull: 300, onlinePartial: 100, inPerson: 500, post: 100 }));
    expect(findings.length === 1).toBe(found);
    if (found) expect(findings[0]).toMatchObject({ severity: "high", measure: "filings-total", reported: total, actual: 1_000 });
  });
});

describe("II.06a against the filings of its fields of work", () => {
  const services = [makeService("1.000001"), makeService("1.000002"), makeService("1.000003", { field: { code: "G03-XD02", nameVi: "Xây dựng", nameEn: "Construction" } })];
  const counts = new Map([
    ["1.000001", makeCounts({ onlineFull: 30, inPerson: 20 })],
    ["1.000002", makeCounts({ onlinePartial: 30, post: 20 })],
    ["1.000003", makeCounts({ onlineFull: 9_000 })],
  ]);

  test("a field is the sum of its services, and of no other's", () => {
    expect(checkFacts(fieldsFacts([fieldRow({ c4: 60, c5: 40 })], { services, counts }), defaultRuleSet)).toEqual([]);
  });

  test("column 4 is online, columns 4 and 5 are all; what was carried over in column 6 is neither", () => {
    const facts = fieldsFacts([fieldRow({ c3: 130, c4: 80, c5: 40, c6: 10, c7: 110, c8: 70 })], { services, counts });
    expect(checkFacts(facts, defaultRuleSet).map(({ rule, subject, reported, actual }) => [rule, subject, reported, actual])).toEqual([
      ["R07", "field:G03-KD01", 80, 60],
      ["R09", "field:G03-KD01", 120, 100],
    ]);
    expect(findingsOf("R09", fieldsFacts([fieldRow({ c3: 1_100, c6: 1_000, c7: 1_080, c8: 1_040 })], { services, counts }))).toEqual([]);
  });

  test("a row for a field in which nothing is offered counts against 0", () => {
    expect(findingsOf("R07", fieldsFacts([fieldRow({ field: "G03-KHAC" })], { services, counts }))[0]).toMatchObject({ subject: "field:G03-KHAC", subjectNameVi: "Đăng ký kinh doanh", actual: 0 });
  });
});

test("a service that the report lists twice is one discrepancy, the line further off", () => {
  const row = { service: "1.000001", name: "Dịch vụ", level: "full", total: null };
  const rows = [{ ...row, online: 300 }, { ...row, online: 900 }];
  for (const order of [rows, rows.toReversed()]) expect(findingsOf("R07", makeFacts({ report: servicesReport(order) })).map(({ reported }) => reported)).toEqual([900]);
});
