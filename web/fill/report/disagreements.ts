import type { FormCheck, FormPackage, Rule } from "../../../worker/forms/contract.ts";
import { evaluateRule, isTrue } from "../../../worker/forms/evaluate-rule.ts";
import { textOf } from "./form-columns.ts";

/** Something about one row that does not agree: the form's own words, the columns, and for a sum by how much. */
export type Disagreement = { id: string; level: FormCheck["level"]; text: string; columns: string[]; total: string | null; by: number | null; expected: number | null };

/** What the form's row checks say about a row whose looked-at cells are all there; half-filled rows are left alone. */
export function listDisagreements(pkg: FormPackage, row: Record<string, unknown>): Disagreement[] {
  return pkg.logic.checks
    .filter((check) => check.each === "/rows" && columnsOf(check.when).every((column) => typeof row[column] === "number"))
    .filter((check) => isTrue(check.when, row))
    .map((check) => toDisagreement(pkg, check, row));
}

function toDisagreement(pkg: FormPackage, check: FormCheck, row: Record<string, unknown>): Disagreement {
  const sum = sumOf(check.when);
  const expected = sum ? (evaluateRule(sum.rule, row) as number | null) : null;
  const by = sum && expected !== null ? (row[sum.total] as number) - expected : null;
  return { id: check.id, level: check.level, text: textOf(pkg, check.message_key), columns: columnsOf(check.when), total: sum?.total ?? null, by, expected };
}

/** `{"!=": [{var: total}, sum]}` taken apart; null for every other rule. */
function sumOf(when: Rule): { total: string; rule: Rule } | null {
  const [left, right] = (when as { "!="?: readonly Rule[] })["!="] ?? [];
  const total = (left as { var?: string } | undefined)?.var;
  return total !== undefined && right !== undefined ? { total, rule: right } : null;
}

function columnsOf(rule: Rule): string[] {
  if (typeof rule !== "object" || rule === null) return [];
  if (Array.isArray(rule)) return rule.flatMap((part: Rule) => columnsOf(part));
  return Object.entries(rule as Record<string, Rule>).flatMap(([operator, operand]) => (operator === "var" ? [String(operand)] : columnsOf(operand)));
}

/** The totals that follow from their parts, for a row where the total is empty and the parts are there. */
export function listFillableTotals(pkg: FormPackage, row: Record<string, unknown>): Record<string, number> {
  const totals = pkg.logic.checks.flatMap((check): [string, number][] => {
    const sum = check.each === "/rows" ? sumOf(check.when) : null;
    if (!sum || row[sum.total] !== undefined) return [];
    const value = evaluateRule(sum.rule, row);
    return typeof value === "number" ? [[sum.total, value]] : [];
  });
  return Object.fromEntries(totals.reverse());
}
