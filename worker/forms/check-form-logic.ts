import type { Finding } from "../kernel/problem.ts";
import { checkRule, rowsName } from "./check-rule.ts";
import type { DataSchema, FormCheck, FormPackage, Rule } from "./contract.ts";
import { operationOf, rowOperators } from "./evaluate-rule.ts";
import { listFieldPaths, namesOf } from "./field-paths.ts";

/** Codes that check-answers.ts gives itself: a form's check may not look like one of them. */
const takenCodes: ReadonlySet<string> = new Set([
  "required",
  "computed",
  "irrelevant",
  "unknown-member",
  "type",
  "minimum",
  "maximum",
  "format",
  "enum",
  "const",
  "not-nfc",
  "not-json",
  "too-deep",
  "number-unsafe",
  "not-unicode",
]);

/**
 * Why the logic may not be published: what check-rule.ts says of each rule; `rule-target` (belongs to no field), `rule-cycle`,
 * `always-required` (a field that is not always relevant, but always required), `check-id`, `check-group`, `check-pointer`.
 */
export function checkFormLogic(pkg: FormPackage): Finding[] {
  const { checks, ...ruled } = pkg.logic;
  const rules = Object.entries(ruled).flatMap(([kind, byPointer]) => Object.entries(byPointer).map(([target, rule]) => ({ kind, target, rule })));
  const fields = new Map(listFieldPaths(pkg.data).map((field) => [field.pointer, field]));
  return [
    ...rules.flatMap(({ kind, target, rule }) => {
      const pointer = `/logic/${kind}/${target.replaceAll("~", "~0").replaceAll("/", "~1")}`;
      const field = fields.get(target);
      if (!field) return [{ pointer, code: "rule-target" }];
      const always = kind === "relevant" && isAlwaysRequired(pkg.data, target) ? [{ pointer, code: "always-required" }] : [];
      return [...always, ...checkRule(rule, scopeOf(pkg.data, field.group), pointer)];
    }),
    ...checkCycles(pkg),
    ...checks.flatMap((check, i) => checkCheck(pkg, check, `/logic/checks/${i}`)),
    ...checks.flatMap((check, i) => (checks.findIndex(({ id }) => id === check.id) < i ? [{ pointer: `/logic/checks/${i}/id`, code: "check-id" }] : [])),
  ];
}

function checkCheck({ data }: FormPackage, check: FormCheck, at: string): Finding[] {
  const group = check.each ?? "";
  const isGroup = group === "" || listFieldPaths(data).some(({ pointer, schema }) => pointer === group && schema.type === "array");
  if (!isGroup) return [{ pointer: `${at}/each`, code: "check-group" }];
  const members = new Set(
    listFieldPaths(data)
      .filter((field) => field.group === group)
      .map(({ pointer }) => pointer.slice(group.length)),
  );
  return [
    ...(/^[a-z][a-z0-9-]{1,40}$/.test(check.id) && !takenCodes.has(check.id) ? [] : [{ pointer: `${at}/id`, code: "check-id" }]),
    ...(check.at.length > 0 && check.at.every((pointer) => members.has(pointer)) ? [] : [{ pointer: `${at}/at`, code: "check-pointer" }]),
    ...checkRule(check.when, scopeOf(data, group), `${at}/when`),
  ];
}

/** What depends on what, through `compute` and `relevant`: nothing may depend on itself in the end. */
function checkCycles({ data, logic }: FormPackage): Finding[] {
  const groups = new Map(listFieldPaths(data).map(({ pointer, group }) => [pointer, group]));
  const uses = (target: string) =>
    [logic.compute[target], logic.relevant[target]].flatMap((rule) => (rule === undefined ? [] : listUses(rule, groups.get(target) ?? "")));
  const targets = [...new Set([...Object.keys(logic.compute), ...Object.keys(logic.relevant)])];
  const reaches = (from: string, target: string, seen: Set<string>): boolean =>
    uses(from).some((used) => used === target || (!seen.has(used) && (seen.add(used), reaches(used, target, seen))));
  return targets.filter((target) => reaches(target, target, new Set())).map((target) => ({ pointer: `/logic`, code: "rule-cycle", message: target }));
}

/** The pointers of the fields a rule reads; `scope` is the pointer of the group whose row it sees. */
function listUses(rule: Rule, scope: string): string[] {
  if (typeof rule !== "object" || rule === null) return [];
  if (Array.isArray(rule)) return rule.flatMap((part: Rule) => listUses(part, scope));
  const [operator, operands] = operationOf(rule as Record<string, Rule>);
  const toPointer = (name: unknown) => `${scope}/${String(name).replaceAll(".", "/")}`;
  if (operator === "var") return [toPointer(operands[0])];
  if (operator === "missing") return operands.map(toPointer);
  if (!rowOperators.has(operator)) return operands.flatMap((operand) => listUses(operand, scope));
  const rows = toPointer(rowsName(operands[0]));
  return [rows, ...listUses(operands[1] ?? null, rows)];
}

/** The schema that rules see for a field of the group: the answer's, or the row's. */
function scopeOf(data: DataSchema, group: string): DataSchema {
  return listFieldPaths(data).find(({ pointer }) => pointer === group)?.schema.items ?? data;
}

function isAlwaysRequired(data: DataSchema, pointer: string): boolean {
  const names = namesOf(pointer);
  const parent = listFieldPaths(data).find((field) => field.pointer === `/${names.slice(0, -1).join("/")}`)?.schema;
  return ((parent?.items ?? parent ?? data).required ?? []).includes(names.at(-1)!);
}
