import type { Finding } from "../kernel/problem.ts";
import type { AnswerFindings } from "./check-answers.ts";
import type { FormCheck, FormPackage, Rule } from "./contract.ts";
import { evaluateRule, isTrue } from "./evaluate-rule.ts";
import { listFieldPaths, memberAt, namesOf } from "./field-paths.ts";

/** One place a rule looks at: the whole answer, or one row of a repeating group. */
type Scope = { pointer: string; value: unknown };

/**
 * What the form's own logic says: values that should not be there, are missing, or are not what they are computed to be, and
 * the form's checks. A check looks only at rows (or answers) in which the data schema found nothing, so an unfinished row
 * is not told that its sums are wrong.
 */
export function checkLogic(pkg: FormPackage, answers: unknown, misfits: readonly Finding[]): AnswerFindings {
  const errors = checkFields(pkg, answers);
  const misfit = new Set([...misfits, ...errors].flatMap((finding) => listAncestors(finding.pointer)));
  const complaints = { error: [] as Finding[], warning: [] as Finding[] };
  for (const check of pkg.logic.checks) complaints[check.level].push(...complaintsOf(check, answers, misfit));
  return { errors: [...errors, ...complaints.error], warnings: complaints.warning };
}

function complaintsOf(check: FormCheck, answers: unknown, misfit: ReadonlySet<string>): Finding[] {
  return listScopes({ pointer: "", value: answers }, namesOf(check.each ?? ""))
    .filter((scope) => !misfit.has(scope.pointer))
    .filter((scope) => isTrue(check.when, scope.value))
    .flatMap((scope) => check.at.map((at) => ({ pointer: scope.pointer + at, code: check.id })));
}

/** The pointer itself and every pointer above it. */
function listAncestors(pointer: string): string[] {
  const end = pointer.lastIndexOf("/");
  return end < 0 ? [pointer] : [pointer, ...listAncestors(pointer.slice(0, end))];
}

function checkFields(pkg: FormPackage, answers: unknown): Finding[] {
  const { relevant, required, compute } = pkg.logic;
  const ruled = new Set([relevant, required, compute].flatMap((rules) => Object.keys(rules)));
  if (ruled.size === 0) return [];
  return listFieldPaths(pkg.data)
    .filter((field) => ruled.has(field.pointer))
    .flatMap(({ pointer, group }) =>
      listScopes({ pointer: "", value: answers }, namesOf(group)).flatMap((scope) => {
        const code = codeOf(scope.value, memberAt(scope.value, namesOf(pointer.slice(group.length))), {
          relevant: relevant[pointer],
          required: required[pointer],
          compute: compute[pointer],
        });
        return code ? [{ pointer: scope.pointer + pointer.slice(group.length), code }] : [];
      }),
    );
}

function codeOf(scope: unknown, value: unknown, rules: { relevant?: Rule; required?: Rule; compute?: Rule }): string | null {
  if (rules.relevant !== undefined && !isTrue(rules.relevant, scope)) return value === undefined ? null : "irrelevant";
  const isEmpty = value === undefined || value === null || value === "";
  if (rules.required !== undefined && isEmpty && isTrue(rules.required, scope)) return "required";
  if (rules.compute !== undefined && (evaluateRule(rules.compute, scope) ?? null) !== (value ?? null)) return "computed";
  return null;
}

/** The rows at the path of names, each step into a list giving all its rows. */
function listScopes(scope: Scope, names: readonly string[]): Scope[] {
  if (Array.isArray(scope.value)) {
    return scope.value.flatMap((row, i) => listScopes({ pointer: `${scope.pointer}/${i}`, value: row }, names));
  }
  const [name, ...rest] = names;
  if (name === undefined) return [scope];
  const value = memberAt(scope.value, [name]);
  return value === undefined ? [] : listScopes({ pointer: `${scope.pointer}/${name}`, value }, rest);
}
