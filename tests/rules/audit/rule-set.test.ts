import { expect, test } from "vitest";
import { ruleSetDocument, type RuleSet, type RuleSettings } from "../../../worker/audit/contract.ts";
import { defaultRuleSet } from "../../../worker/audit/rules/default-rule-set.ts";
import { findRule } from "../../../worker/audit/rules/registry.ts";
import { checkFacts, judgeFacts, ruleSetName } from "../../../worker/audit/rules/rule-set.ts";
import { gradeOf, plainSettings, sumGiven } from "../../../worker/audit/rules/rule-settings.ts";
import { makeCounts, makeFacts, servicesReport } from "./make-facts.ts";

const overReported = (reported: number | null, actual: number) =>
  makeFacts({ counts: new Map([["1.000001", makeCounts({ onlineFull: actual })]]), report: servicesReport([{ service: "1.000001", name: "x", level: "full", online: reported, total: null }]) });

function withSettings(settings: Partial<RuleSettings>): RuleSet {
  return { ...defaultRuleSet, version: 2, rules: { R07: { ...defaultRuleSet.rules.R07!, ...settings } } };
}

test("the default rule set is a rule set, and its name is what runs keep", () => {
  expect(ruleSetDocument.parse(JSON.parse(JSON.stringify(defaultRuleSet)))).toEqual(defaultRuleSet);
  expect(ruleSetName(defaultRuleSet)).toBe("national@1");
});

test("a rule set decides how much is tolerated, how severe it is, and what is looked at at all", () => {
  const facts = overReported(150, 100);
  expect(checkFacts(facts, withSettings({})).map(({ severity }) => severity)).toEqual(["critical"]);
  expect(checkFacts(facts, withSettings({ warnIf: { absolute: 50, perThousand: 0 } }))).toEqual([]);
  expect(checkFacts(facts, withSettings({ severity: "low" })).map(({ severity }) => severity)).toEqual(["low"]);
  expect(judgeFacts(facts, withSettings({ enabled: false })).checks).toEqual([{ rule: "R07", version: "1.0", findings: 0, unchecked: "switched-off" }]);
});

test("between the two thresholds a difference is one step less severe", () => {
  const settings = { ...plainSettings, warnIf: { absolute: 1, perThousand: 5 }, errorIf: { absolute: 10, perThousand: 100 } };
  expect([1, 2, 10, 11, 12].map((difference) => gradeOf(difference, 100, "critical", settings))).toEqual([null, "high", "high", "critical", "critical"]);
  expect(gradeOf(11, 1_000, "critical", settings)).toBe("high");
  expect(gradeOf(-5, 0, "info", settings)).toBe("info");
});

test.each([
  { policy: "skip-if-any", numbers: [1, null, 2], sum: null },
  { policy: "skip-if-any", numbers: [1, 2], sum: 3 },
  { policy: "skip-if-all", numbers: [1, null, 2], sum: 3 },
  { policy: "skip-if-all", numbers: [null, null], sum: null },
  { policy: "treat-as-zero", numbers: [null], sum: 0 },
] as const)("$policy makes $sum of $numbers", ({ policy, numbers, sum }) => {
  expect(sumGiven(numbers, policy)).toBe(sum);
});

test("no number is skipped unless the rule set says it is 0", () => {
  const facts = overReported(null, 100);
  const under = (missing: RuleSettings["missing"]) => checkFacts(facts, { ...defaultRuleSet, rules: { R08: { ...defaultRuleSet.rules.R08!, missing } } });
  expect(under("skip-if-any")).toEqual([]);
  expect(under("treat-as-zero").map(({ reported, actual }) => [reported, actual])).toEqual([[0, 100]]);
});

test("a rule that has nothing to look at says why, and is never counted as passed", () => {
  const reasons = Object.fromEntries(judgeFacts(makeFacts({ report: null }), defaultRuleSet).checks.map(({ rule, unchecked }) => [rule, unchecked]));
  expect(reasons).toMatchObject({ R01: "other-form", R07: "no-report", R11: "no-report", R10: null, R44: null, R45: "no-report" });
});

test("a version the code does not have is an error, not a rule that finds nothing", () => {
  expect(() => findRule("R07", "9.9")).toThrow("no version 9.9");
});
