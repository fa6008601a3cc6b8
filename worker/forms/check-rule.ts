import type { Finding } from "../kernel/problem.ts";
import type { DataSchema, Rule } from "./contract.ts";
import { operationOf, operators, rowOperators } from "./evaluate-rule.ts";

const MAX_DEPTH = 16;

/**
 * Why a rule may not be published: `rule-operator` (not one of the closed list), `rule-operands` (too few, too many, or not of the kind
 * the operator takes), `rule-field` (names a field that is not there), `rule-too-deep`. `schema` describes what `var` looks
 * into, the answer or a row; pointers begin with `pointer`.
 */
export function checkRule(rule: Rule, schema: DataSchema, pointer: string, depth = 1): Finding[] {
  if (depth > MAX_DEPTH) return [{ pointer, code: "rule-too-deep" }];
  if (typeof rule !== "object" || rule === null) return [];
  if (Array.isArray(rule)) return rule.every(isLiteral) ? [] : [{ pointer, code: "rule-operands" }];
  if (Object.keys(rule).length !== 1) return [{ pointer, code: "rule-operator" }];
  const [operator, operands] = operationOf(rule as Record<string, Rule>);
  const bounds = Object.hasOwn(operators, operator) ? operators[operator] : undefined;
  const at = `${pointer}/${operator.replaceAll("~", "~0").replaceAll("/", "~1")}`;
  if (!bounds) return [{ pointer: at, code: "rule-operator" }];
  if (operands.length < bounds[0] || operands.length > bounds[1]) return [{ pointer: at, code: "rule-operands" }];
  if (operator === "var") return operands.slice(1).every(isLiteral) ? checkName(operands[0], schema, at) : [{ pointer: at, code: "rule-operands" }];
  if (operator === "missing") return operands.flatMap((name) => checkName(name, schema, at));
  if (rowOperators.has(operator)) return checkRows(operands, schema, at, depth);
  return operands.flatMap((operand, i) => checkRule(operand, schema, `${at}/${i}`, depth + 1));
}

/** `{"sum": [{"var": "rows"}, …]}`: the first operand names a repeating group, the second sees its rows only. */
function checkRows([rows, perRow]: readonly Rule[], schema: DataSchema, at: string, depth: number): Finding[] {
  const group = findNamed(rowsName(rows), schema);
  if (group?.type !== "array" || !group.items) return [{ pointer: `${at}/0`, code: "rule-operands" }];
  return perRow === undefined ? [] : checkRule(perRow, group.items, `${at}/1`, depth + 1);
}

function checkName(name: Rule | undefined, schema: DataSchema, pointer: string): Finding[] {
  return findNamed(name, schema) ? [] : [{ pointer, code: "rule-field" }];
}

/** The name in `{"var": name}`. */
export function rowsName(rule: Rule | undefined): Rule | undefined {
  if (typeof rule !== "object" || rule === null || Array.isArray(rule)) return undefined;
  const [operator, operands] = operationOf(rule as Record<string, Rule>);
  return operator === "var" ? operands[0] : undefined;
}

/** The field at a dotted path from the schema; never into a group, whose rows have no name. */
export function findNamed(name: Rule | undefined, schema: DataSchema): DataSchema | undefined {
  if (typeof name !== "string") return undefined;
  return name.split(".").reduce<DataSchema | undefined>((node, part) => {
    const members = node?.type === "object" ? (node.properties ?? {}) : {};
    return Object.hasOwn(members, part) ? members[part] : undefined;
  }, schema);
}

function isLiteral(rule: Rule): boolean {
  return typeof rule !== "object" || rule === null;
}
