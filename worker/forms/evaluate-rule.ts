import jsonLogic from "json-logic-js";
import type { Rule } from "./contract.ts";
import { memberAt } from "./field-paths.ts";

/**
 * The closed list of operators, each with the least and most operands it takes. A rule made of them always ends and never
 * throws: rules have no loops but those over the rows of a group.
 */
export const operators: Readonly<Record<string, readonly [least: number, most: number]>> = {
  var: [1, 2],
  missing: [1, 50],
  if: [3, 21],
  and: [1, 50],
  or: [1, 50],
  "!": [1, 1],
  "==": [2, 2],
  "===": [2, 2],
  "!=": [2, 2],
  "!==": [2, 2],
  "<": [2, 3],
  "<=": [2, 3],
  ">": [2, 2],
  ">=": [2, 2],
  "+": [1, 50],
  "-": [1, 2],
  "*": [2, 50],
  "/": [2, 2],
  min: [1, 50],
  max: [1, 50],
  in: [2, 2],
  all: [2, 2],
  some: [2, 2],
  none: [2, 2],
  sum: [2, 2],
  count: [1, 2],
  distinct: [2, 2],
};

/** Operators whose second operand is evaluated for each row of the group in the first; `var` then means the row. */
export const rowOperators: ReadonlySet<string> = new Set(["all", "some", "none", "sum", "count", "distinct"]);

/**
 * The value of a legal rule (see check-rule.ts) over an answer or a row. Missing is not zero: arithmetic with a missing operand is
 * null, an order comparison with one is false, and null equals only null. `==` is `===`: nothing is converted. Division by
 * zero is null. As JsonLogic has it, `all` over no rows is false, and 0, "", null and [] count as false.
 */
export function evaluateRule(rule: Rule, scope: unknown): unknown {
  return jsonLogic.apply(expandedOf(rule) as never, scope);
}

/** Whether the rule holds. */
export function isTrue(rule: Rule, scope: unknown): boolean {
  return jsonLogic.truthy(evaluateRule(rule, scope));
}

const expandedRules = new WeakMap<object, Rule>();

function expandedOf(rule: Rule): Rule {
  if (typeof rule !== "object" || rule === null) return rule;
  const known = expandedRules.get(rule);
  if (known !== undefined) return known;
  const expanded = expand(rule);
  expandedRules.set(rule, expanded);
  return expanded;
}

/** `sum`, `count` and `distinct` (how many different values) over rows become the interpreter's own `map` and `filter`, which a form cannot name. */
function expand(rule: Rule): Rule {
  if (typeof rule !== "object" || rule === null) return rule;
  if (isList(rule)) return rule.map(expand);
  const [operator, operands] = operationOf(rule);
  const [rows, perRow] = operands.map(expand);
  if (operator === "sum") return { "+rows": [{ map: [rows!, perRow!] }] };
  if (operator === "distinct") return { "#values": [{ map: [rows!, perRow!] }] };
  if (operator === "count") return { "#rows": [perRow === undefined ? rows! : { filter: [rows!, perRow] }] };
  return { [operator]: operands.map(expand) };
}

/** The operator and operands of a rule that is an operation; a single operand needs no list around it. */
export function operationOf(rule: { readonly [operator: string]: Rule }): [operator: string, operands: readonly Rule[]] {
  const [operator, operand] = Object.entries(rule)[0] ?? ["", null];
  return [operator, isList(operand) ? operand : [operand]];
}

export function isList(rule: Rule): rule is readonly Rule[] {
  return Array.isArray(rule);
}

/* The interpreter keeps one table of operations; these take the place of its own, which read null as 0 and "1" as 1. */

const same = (a: unknown, b: unknown) => (a ?? null) === (b ?? null);
const inOrder =
  (holds: (a: never, b: never) => boolean) =>
  (...operands: unknown[]) =>
    operands.slice(1).every((b, i) => {
      const a = operands[i];
      return typeof a === typeof b && (typeof a === "number" || typeof a === "string") && holds(a as never, b as never);
    });
const arithmetic =
  (compute: (...numbers: number[]) => number) =>
  (...operands: unknown[]) => {
    if (!operands.every((operand) => typeof operand === "number")) return null;
    const result = compute(...operands);
    return Number.isFinite(result) ? result : null;
  };
const add = (...numbers: number[]) => numbers.reduce((sum, number) => sum + number, 0);

const operations: Record<string, (this: unknown, ...operands: never[]) => unknown> = {
  var(this: unknown, path: unknown, otherwise: unknown = null) {
    const found = memberAt(this, path === "" || path === null || path === undefined ? [] : String(path).split("."));
    return found === undefined ? otherwise : found;
  },
  "==": same,
  "===": same,
  "!=": (a, b) => !same(a, b),
  "!==": (a, b) => !same(a, b),
  "<": inOrder((a, b) => a < b),
  "<=": inOrder((a, b) => a <= b),
  ">": inOrder((a, b) => a > b),
  ">=": inOrder((a, b) => a >= b),
  "+": arithmetic(add),
  "-": arithmetic((a, b) => (b === undefined ? -a! : a! - b)),
  "*": arithmetic((...numbers) => numbers.reduce((product, number) => product * number, 1)),
  "/": arithmetic((a, b) => a! / b!),
  min: arithmetic(Math.min),
  max: arithmetic(Math.max),
  in: (part: unknown, whole: unknown) =>
    Array.isArray(whole) ? whole.includes(part) : typeof whole === "string" && typeof part === "string" && whole.includes(part),
  "+rows": (numbers: unknown[]) => arithmetic(add)(...numbers),
  "#values": (values: unknown[]) => new Set(values).size,
  "#rows": (rows: unknown) => (Array.isArray(rows) ? rows.length : 0),
};
for (const [name, operation] of Object.entries(operations)) jsonLogic.add_operation(name, operation as never);
