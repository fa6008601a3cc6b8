import { describe, expect, test } from "vitest";
import { ruleIds } from "../../../worker/audit/contract.ts";
import { auditRules } from "../../../worker/audit/rules/registry.ts";
import { defaultRuleSet } from "../../../worker/audit/rules/default-rule-set.ts";
import { judgeFacts } from "../../../worker/audit/rules/rule-set.ts";
import { cases, one, quarter, rates } from "./cases.ts";
import { findingsIn, scenario, uncheckedIn } from "./scenario.ts";

test("a quarter in which everything agrees has no finding, and says what it could not look at", () => {
  expect(findingsIn(quarter(""))).toEqual([]);
  expect(uncheckedIn(quarter(""), "R20")).toBe("no-filing-facts");
});

const given = ruleIds.map((id) => ({ id, of: cases[id] }));

describe.each(given)("$id", ({ id, of: [found, findings, nearMiss, ruleSet = defaultRuleSet] }) => {
  test("is found, and nothing else that was not said", () => {
    expect(findings.some((finding) => finding.startsWith(`${id} `))).toBe(true);
    expect(findingsIn(found, ruleSet)).toEqual(findings);
  });

  test("is looked at and not found when it only nearly is", () => {
    expect(uncheckedIn(nearMiss, id, ruleSet)).toBeNull();
    expect(findingsIn(nearMiss, ruleSet).filter((finding) => finding.startsWith(`${id} `))).toEqual([]);
  });
});

test("rules and ids are the same, and every rule has a scenario", () => {
  expect(auditRules.map(({ id }) => id)).toEqual(ruleIds);
  expect(Object.keys(cases)).toEqual(ruleIds);
});

test("what is not told of filings is not checked, and never passed", () => {
  const reasons = (["R06", "R27", "R34", "R38", "R42", "R43", "R53"] as const).map((id) => [id, uncheckedIn(quarter(""), id)]);
  expect(Object.fromEntries(reasons)).toEqual({ R06: "other-form", R27: "no-portal-list", R34: "no-owners", R38: "no-target", R42: "no-child-units", R43: "no-shared-services", R53: "no-ratings" });
});

describe("a merger in the middle of a quarter", () => {
  const merged = (c6: number, ...before: string[]) => scenario(`unit H24-2025\nperiod ii06a-quarter 2025-Q3\nservice 1.000001 full HT\n60 1.000001 online-full 2025-08-05\n40 1.000001 in-person 2025-08-05\n${before.join("\n")}\nreport 2025-09-18\nfield HT c6=${c6} c3=${100 + c6} c11=${c6 + 10} c12=${c6 + 5} c7=90`);

  test("what two units left pending is carried over by the one that took over", () => {
    expect(findingsIn(merged(30, "before H24 2025-Q3 HT 20", "before H23 2025-Q3 HT 10"))).toEqual([]);
    expect(findingsIn(merged(20, "before H24 2025-Q3 HT 20", "before H23 2025-Q3 HT 10"))).toEqual(["R05 high field:HT 20/30"]);
  });

  test("where one of them reported nothing, nothing is said of the sum", () => {
    const facts = merged(20, "before H24 2025-Q3 HT 20", "before H23 2025-Q3");
    expect([findingsIn(facts), uncheckedIn(facts, "R05")]).toEqual([[], "no-previous-report"]);
  });
});

test("Tết: three working days after Friday the 13th of February end on the 25th", () => {
  const asked = (day: string) => findingsIn(one(`received 2026-02-13T09:00 1.000001 online-full due=2026-03-10`, `supplement-asked ${day}T09:00 1.000001`));
  expect(asked("2026-02-25")).toEqual([]);
  expect(asked("2026-02-26")).toEqual(["R18 high 1.000001 -/1"]);
});

describe("the figures that were really printed", () => {
  test("34 provinces: 12.1 of 14.5 million are 83.4 %, and 3 and 9.1 make 12.1", () => {
    expect(findingsIn(rates('"Online" provinces RATE_VPCP 12100000/14500000 83.4 vietnam.vn about'))).toEqual([]);
  });

  test("853 of about 1,900 printed as 46.5 %, and 604 as 32.9 %", () => {
    const found = findingsIn(rates('"Full" province PCT_TOANTRINH 853/1900 46.5 vietnamplus about', '"Partial" province PCT_TOANTRINH 604/1900 32.9 vietnamplus about'));
    expect(found).toContain("R13 medium rate:r0 4650/4490");
    expect(found).toContain("R13 medium rate:r1 3290/3180");
  });

  test("63.5 % and 18.54 % are not the same rate of the same provinces", () => {
    const facts = rates('"Online filings" provinces RATE_VPCP -/- 63.5 VPCP', '"Online filings" provinces RATE_EMC_FULL -/- 18.54 EMC');
    expect(judgeFacts(facts, defaultRuleSet).findings.map(({ evidence }) => evidence["definitions"])).toEqual([["RATE_EMC_FULL", "RATE_VPCP"], ["RATE_EMC_FULL", "RATE_VPCP"]]);
  });
});
