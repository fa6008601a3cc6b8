import { describe, expect, test } from "vitest";
import { outlierMethods, type OutlierMethod, type RuleSet } from "../../../worker/audit/contract.ts";
import { checkRuleSet } from "../../../worker/audit/rules/check-rule-set.ts";
import { defaultRuleSet } from "../../../worker/audit/rules/default-rule-set.ts";
import { findRule } from "../../../worker/audit/rules/registry.ts";
import { judgeFacts } from "../../../worker/audit/rules/rule-set.ts";
import { middleOf, modifiedZScoreOf, percentBeyondRange, zScoreOf } from "../../../worker/audit/rules/outliers.ts";
import { scenario } from "./scenario.ts";

/** The ten observations by which Iglewicz and Hoaglin (1993) show that two outliers hide each other from the z-score. */
const published = [2.1, 2.6, 2.4, 2.5, 2.3, 2.1, 2.3, 2.6, 8.2, 8.3];

describe("the published example", () => {
  test("modified z-scores find both outliers and nothing else", () => {
    expect(middleOf(published)).toBeCloseTo(2.45, 10);
    const scores = published.map((value) => modifiedZScoreOf(value, published));
    expect(scores.slice(8).map((score) => Math.round(score * 100) / 100)).toEqual([25.86, 26.31]);
    expect(scores.map((score) => Math.abs(score) > 3.5)).toEqual([false, false, false, false, false, false, false, false, true, true]);
  });

  test("z-scores find neither, for no score among ten that hold the point is above 9 / sqrt(10)", () => {
    const scores = published.map((value) => zScoreOf(value, published));
    expect(scores.map((score) => Math.round(score * 100) / 100)).toEqual([-0.58, -0.38, -0.46, -0.42, -0.5, -0.58, -0.5, -0.38, 1.87, 1.91]);
    expect(zScoreOf(1e9, [...published, 1e9])).toBeCloseTo(10 / Math.sqrt(11), 6);
  });

  test("a point that is left out cannot hide itself", () => {
    const others = published.slice(0, 8);
    expect(zScoreOf(8.2, others)).toBeGreaterThan(25);
    expect(modifiedZScoreOf(8.2, others)).toBeGreaterThan(3.5);
  });
});

test("where more than half are alike the mean distance takes the place of a MAD of 0", () => {
  const others = [5, 5, 5, 5, 5, 5, 9, 1];
  expect(modifiedZScoreOf(15, others)).toBeCloseTo(10 / (1.253314 * 1), 10);
  expect(modifiedZScoreOf(5, others)).toBe(0);
});

test("where all are alike the same is no outlier and anything else endlessly far", () => {
  const alike = [7, 7, 7, 7, 7, 7, 7, 7];
  expect([zScoreOf(7, alike), modifiedZScoreOf(7, alike), percentBeyondRange(7, alike)]).toEqual([0, 0, 0]);
  expect([zScoreOf(8, alike), modifiedZScoreOf(6, alike)]).toEqual([Infinity, -Infinity]);
});

test.each([[12, 20], [10, 0], [7, 0], [4, -20], [0, -100]])("%d beside 5 to 10 is %d percent beyond", (value, percent) => {
  expect(percentBeyondRange(value, [5, 8, 10])).toBe(percent);
});

test("too few others are an error, never a score", () => {
  expect(() => zScoreOf(1, [1])).toThrow("no deviation");
  expect(() => modifiedZScoreOf(1, [])).toThrow("median of nothing");
  expect(() => percentBeyondRange(1, [])).toThrow("no range");
});

describe("R37 by each way of telling a burst", () => {
  const by = (method: OutlierMethod, more: object = {}): RuleSet => {
    const { R37 } = defaultRuleSet.rules;
    return { ...defaultRuleSet, rules: { R37: { ...R37!, parameters: { ...R37!.parameters, method: outlierMethods.indexOf(method), ...more } } } };
  };
  const usual = [18, 20, 22, 20, 19, 21, 20, 20];
  /** So many usual days, then three of so many filings, then a quiet week. */
  const facts = (last: number, days: readonly number[] = usual) => {
    const lines = [...days.map((count, i) => `${count} 1.000001 online-full 2026-02-0${i + 1}`), ...[12, 13, 14].map((day) => `${last} 1.000001 online-full 2026-03-${day}`)];
    const total = days.reduce((sum, count) => sum + count, 0) + 3 * last;
    return scenario(`service 1.000001 full HT\n${lines.join("\n")}\n3 1.000001 online-full 2026-03-16\nreport 2026-03-18\nrow 1.000001 ${total} ${total}`);
  };
  const found = (method: OutlierMethod, last: number, more?: object) => judgeFacts(facts(last), by(method, more)).findings.map(({ evidence }) => [evidence["method"], evidence["score"]]);

  test.each([
    { method: "times-median", from: 61, score: undefined },
    { method: "z-score", from: 24, score: 3.35 },
    { method: "modified-z-score", from: 23, score: 4.05 },
    { method: "min-max", from: 23, score: 4.55 },
  ] as const)("$method: from $from a day on, and not one below", ({ method, from, score }) => {
    expect(found(method, from)).toEqual([[method, score]]);
    expect(found(method, from - 1)).toEqual([]);
  });

  test("the threshold is the rule set's", () => {
    expect(found("z-score", 24, { zScore: 4 })).toEqual([]);
    expect(found("modified-z-score", 23, { modifiedZScore: 5 })).toEqual([]);
    expect(found("min-max", 23, { abovePercent: 10 })).toEqual([]);
  });

  test.each(outlierMethods)("%s says nothing about fewer than eight other days: not checked, never passed", (method) => {
    const { findings, checks } = judgeFacts(facts(500, usual.slice(0, 7)), by(method));
    expect([findings, checks.map(({ unchecked }) => unchecked)]).toEqual([[], ["not-enough-history"]]);
    expect(judgeFacts(facts(500), by(method)).checks.map(({ unchecked }) => unchecked)).toEqual([null]);
  });

  test("where the other days are all alike the evidence says so instead of a score", () => {
    const alike = facts(30, usual.map(() => 20));
    expect(judgeFacts(alike, by("z-score")).findings.map(({ evidence }) => evidence["score"])).toEqual(["all-alike"]);
  });

  test("a way that the code has not is refused when the rule set is written", () => {
    expect(checkRuleSet(by("min-max", { method: 4 }).rules).map(({ pointer, code }) => `${pointer} ${code}`)).toEqual(["/rules/R37/parameters/method not-a-choice"]);
    expect(checkRuleSet(by("min-max").rules)).toEqual([]);
  });

  test("the version before finds what it found", () => {
    const past: RuleSet = { ...defaultRuleSet, rules: { R37: { version: "1.0", ...findRule("R37", "1.0").defaults } } };
    expect(judgeFacts(facts(61), past).findings).toHaveLength(1);
    expect(judgeFacts(facts(60), past).findings).toEqual([]);
    expect(judgeFacts(facts(61), past).findings[0]!.evidence).not.toHaveProperty("method");
  });
});
