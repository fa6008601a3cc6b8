import { describe, expect, test } from "vitest";
import type { RuleSet } from "../../../worker/audit/contract.ts";
import { checkRuleSet } from "../../../worker/audit/rules/check-rule-set.ts";
import { compareRuleSets } from "../../../worker/audit/rules/compare-rule-sets.ts";
import { defaultRuleSet } from "../../../worker/audit/rules/default-rule-set.ts";
import { standingOf } from "../../../worker/audit/show-rule-sets.ts";

const changed = (change: (rules: RuleSet["rules"]) => void): RuleSet["rules"] => {
  const rules = structuredClone(defaultRuleSet.rules);
  change(rules);
  return rules;
};

describe("a rule set", () => {
  test("as the platform comes with it fits the program", () => {
    expect(checkRuleSet(defaultRuleSet.rules)).toEqual([]);
  });

  test("is refused, place by place, for a version the code has not, parameters that do not fit and thresholds that cross", () => {
    const rules = changed((all) => {
      all.R07!.version = "9.9";
      all.R10!.parameters = { nobody: 1 };
      all.R09!.warnIf = { absolute: 10, perThousand: 0 };
      all.R09!.errorIf = { absolute: 5, perThousand: 0 };
    });
    const places = checkRuleSet(rules).map(({ pointer, code }) => `${pointer} ${code}`);
    expect(places).toEqual(expect.arrayContaining(["/rules/R07/version unknown-version", "/rules/R10/parameters/nobody unknown-member", "/rules/R09/errorIf/absolute below-warning"]));
    expect(places.some((place) => place.startsWith("/rules/R10/parameters/") && place.endsWith("required"))).toBe(true);
  });

  test("differs from another by its settings, each by its path", () => {
    const rules = changed((all) => {
      all.R07!.warnIf.absolute += 4;
      all.R44!.enabled = false;
      delete all.R45;
    });
    expect(compareRuleSets(defaultRuleSet, { rules })).toEqual([
      { path: "R07/warnIf/absolute", before: defaultRuleSet.rules.R07!.warnIf.absolute, after: defaultRuleSet.rules.R07!.warnIf.absolute + 4 },
      { path: "R44/enabled", before: true, after: false },
      { path: "R45", before: defaultRuleSet.rules.R45, after: null },
    ]);
    expect(compareRuleSets(defaultRuleSet, defaultRuleSet)).toEqual([]);
    expect(compareRuleSets(null, defaultRuleSet)).toHaveLength(Object.keys(defaultRuleSet.rules).length);
  });
});

describe("where a version stands", () => {
  const all = [
    { version: 1, state: "approved", effectiveFrom: "2015-01-01" },
    { version: 2, state: "approved", effectiveFrom: "2026-11-01" },
    { version: 3, state: "approved", effectiveFrom: "2026-12-01" },
    { version: 4, state: "proposed", effectiveFrom: "2026-01-01" },
    { version: 5, state: "withdrawn", effectiveFrom: "2026-01-01" },
  ] as const;

  test("follows from the days: superseded, active, scheduled, and what was never approved", () => {
    expect(all.map((one) => standingOf(one, all, "2026-11-25"))).toEqual(["superseded", "active", "scheduled", "proposed", "withdrawn"]);
    expect(all.map((one) => standingOf(one, all, "2026-12-01"))).toEqual(["superseded", "superseded", "active", "proposed", "withdrawn"]);
  });

  test("of two that begin on the same day the later version is active", () => {
    const two = [{ version: 1, state: "approved", effectiveFrom: "2026-01-01" }, { version: 2, state: "approved", effectiveFrom: "2026-01-01" }] as const;
    expect(two.map((one) => standingOf(one, two, "2026-01-01"))).toEqual(["superseded", "active"]);
  });
});
