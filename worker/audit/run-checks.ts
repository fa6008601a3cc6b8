import { uncheckedReasons, type RuleId } from "./contract.ts";
import type { RuleCheck } from "./facts.ts";

/** What became of each rule, short enough to ride in the run's row: `R07 1.0 3;R05 1.0 e`. */
export function encodeChecks(checks: readonly RuleCheck[]): string {
  return checks.map(({ rule, version, findings, unchecked }) => `${rule} ${version} ${unchecked === null ? findings : letterOf(unchecked)}`).join(";");
}

/** Null for runs that kept none. */
export function decodeChecks(text: string | null): RuleCheck[] | null {
  if (text === null) return null;
  return text.split(";").map((part) => {
    const [rule, version, what] = part.split(" ") as [RuleId, string, string];
    const unchecked = uncheckedReasons.find((reason) => letterOf(reason) === what) ?? null;
    return { rule, version, findings: unchecked === null ? Number(what) : 0, unchecked };
  });
}

/** Reasons are told apart by a letter; the list only grows at its end. */
function letterOf(reason: (typeof uncheckedReasons)[number]): string {
  return String.fromCodePoint("a".codePointAt(0)! + uncheckedReasons.indexOf(reason));
}
