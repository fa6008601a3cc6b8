import { severities, severityRank, type MissingPolicy, type RuleSettings, type Severity, type Threshold } from "../contract.ts";

/** What a rule starts from; a default rule set names only what differs. */
export const plainSettings: RuleSettings = { enabled: true, warnIf: { absolute: 0, perThousand: 0 }, errorIf: { absolute: 0, perThousand: 0 }, missing: "skip-if-any", parameters: {} };

/** Whether `difference` (reported less actual, either sign) is more than the threshold allows. Integers only: exact at the edge. */
export function exceeds(difference: number, base: number, { absolute, perThousand }: Threshold): boolean {
  const size = Math.abs(difference);
  return size > absolute && size * 1000 > base * perThousand;
}

/**
 * How severe a difference is: null within `warnIf`, the rule's own severity beyond `errorIf`, one step less between the two.
 * A rule set's own severity takes the place of the rule's.
 */
export function gradeOf(difference: number, base: number, own: Severity, settings: RuleSettings): Severity | null {
  if (!exceeds(difference, base, settings.warnIf)) return null;
  const severity = settings.severity ?? own;
  return exceeds(difference, base, settings.errorIf) ? severity : severities[Math.max(0, severityRank(severity) - 1)]!;
}

/**
 * The sum of the numbers that were given, or null when the policy says that nothing can be said. NULL and 0 are different facts:
 * only a policy turns one into the other.
 */
export function sumGiven(numbers: readonly (number | null)[], policy: MissingPolicy): number | null {
  const given = numbers.filter((number) => number !== null);
  if (policy === "skip-if-any" && given.length < numbers.length) return null;
  if (policy === "skip-if-all" && given.length === 0) return null;
  return given.reduce((sum, number) => sum + number, 0);
}

/** A parameter of the rule. Throws for a name the rule set does not give: a rule set is complete. */
export function parameterOf(settings: RuleSettings, name: string): number {
  const value = settings.parameters[name];
  if (value === undefined) throw new Error(`The rule set gives no parameter ${name}`);
  return value;
}

/** The rule's severity, or the one the rule set puts in its place. */
export function severityOf(own: Severity, { severity }: RuleSettings): Severity {
  return severity ?? own;
}
