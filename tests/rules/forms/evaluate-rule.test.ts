import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Rule } from "../../../worker/forms/contract.ts";
import { evaluateRule, operators } from "../../../worker/forms/evaluate-rule.ts";
import { checkRule } from "../../../worker/forms/check-rule.ts";
import { ii06a } from "../../../worker/forms/national/ii06a.ts";
import { fieldRow, fieldsReport } from "./sample-answers.ts";

const a = { var: "a" };
const b = { var: "b" };

describe("a number that is not given is not zero", () => {
  test.each([
    ["is not equal to 0", { "==": [a, 0] }, false],
    ["equals another one that is not given", { "==": [a, b] }, true],
    ["is neither less", { "<": [a, 1] }, false],
    ["nor more than anything", { ">": [a, -1] }, false],
    ["makes a sum unknown", { "+": [a, 1] }, null],
    ["makes a least value unknown", { min: [a, 1] }, null],
  ] satisfies [string, Rule, unknown][])("%s", (_, rule, value) => {
    expect(evaluateRule(rule, { a: null })).toBe(value);
  });

  test("also when it stands in one of many rows", () => {
    const rows = [{ n: 1 }, { n: null }];
    expect(evaluateRule({ sum: [{ var: "rows" }, { var: "n" }] }, { rows })).toBe(null);
  });
});

test("text is not taken for a number", () => {
  expect(evaluateRule({ "==": ["1", 1] }, {})).toBe(false);
  expect(evaluateRule({ "+": ["1", 1] }, {})).toBe(null);
  expect(evaluateRule({ "<": ["1", 2] }, {})).toBe(false);
});

test("a division by zero has no value", () => {
  expect(evaluateRule({ "/": [1, 0] }, {})).toBe(null);
});

test("rows are summed, counted and told apart", () => {
  const rows = [
    { n: 3, k: "x" },
    { n: 4, k: "y" },
    { n: 5, k: "x" },
  ];
  expect(evaluateRule({ sum: [{ var: "rows" }, { "*": [{ var: "n" }, 2] }] }, { rows })).toBe(24);
  expect(evaluateRule({ count: { var: "rows" } }, { rows })).toBe(3);
  expect(evaluateRule({ count: [{ var: "rows" }, { ">": [{ var: "n" }, 3] }] }, { rows })).toBe(2);
  expect(evaluateRule({ distinct: [{ var: "rows" }, { var: "k" }] }, { rows })).toBe(2);
});

test("what every object has by birth is no field", () => {
  for (const name of ["constructor", "__proto__", "toString", "rows.length.constructor"]) expect(evaluateRule({ var: name }, { rows: [] })).toBe(null);
});

test("a legal rule has a value whatever the answers are", () => {
  const names = ["rows", "period", "reportType", "from"].map((name) => ({ var: name }));
  const legal = fc.letrec<{ rule: Rule }>((tie) => ({
    rule: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      fc.constantFrom<Rule>(null, true, 0, -1, 2 ** 53 - 1, "", "x", ...names),
      fc.constantFrom(...Object.keys(operators).filter((name) => name !== "var" && name !== "missing")).chain((operator) => {
        const [least, most] = operators[operator]!;
        const operands = fc.array(tie("rule"), { minLength: least, maxLength: Math.min(most, 4) });
        return ["all", "some", "none", "sum", "count", "distinct"].includes(operator)
          ? fc.constantFrom("field", "c3").map((name): Rule => ({ [operator]: [{ var: "rows" }, { var: name }] }))
          : operands.map((list): Rule => ({ [operator]: list }));
      }),
    ),
  })).rule;
  fc.assert(
    fc.property(legal, fc.oneof(fc.jsonValue(), fc.constant(fieldsReport(fieldRow()))), (rule, answers) => {
      expect(checkRule(rule, ii06a.data, "").filter(({ code }) => code !== "rule-operands" && code !== "rule-too-deep")).toEqual([]);
      const value = evaluateRule(rule, answers);
      expect(value).not.toBeUndefined();
      expect(typeof value === "number" ? Number.isFinite(value) : true).toBe(true);
    }),
    { numRuns: 500 },
  );
});
