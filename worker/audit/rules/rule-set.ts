import type { RuleId, RuleSet, RuleSettings } from "../contract.ts";
import type { AuditFacts, AuditRule, RuleCheck, RuleFinding } from "../facts.ts";
import { findRule } from "./registry.ts";

/** Names a rule set with its version, as runs keep it. */
export function ruleSetName({ id, version }: Pick<RuleSet, "id" | "version">): string {
  return `${id}@${version}`;
}

/** What the rules of the set object to, and what became of each: checked, or why not. The same facts and set always give the same. */
export type AuditVerdict = { findings: RuleFinding[]; checks: RuleCheck[] };

/** Everything the set's rules object to: `judgeFacts` without what became of each rule. */
export function checkFacts(facts: AuditFacts, ruleSet: RuleSet): RuleFinding[] {
  return judgeFacts(facts, ruleSet).findings;
}

/**
 * Applies the rule set, each rule in the version it names, in one order whatever the order of the facts; one finding a rule, subject
 * and measure. Throws for a rule set that names a version of a rule that the code has not.
 */
export function judgeFacts(facts: AuditFacts, ruleSet: RuleSet): AuditVerdict {
  const findings = new Map<string, RuleFinding>();
  const checks = rulesOf(ruleSet).map(({ rule, settings }): RuleCheck => {
    const { id, version } = rule;
    const answer = settings.enabled ? rule.check(facts, settings) : ({ unchecked: "switched-off" } as const);
    if ("unchecked" in answer) return { rule: id, version, findings: 0, unchecked: answer.unchecked };
    const own = new Set<string>();
    for (const objection of answer) {
      const key = `${id} ${objection.subject} ${objection.measure}`;
      const finding = { rule: id, ruleVersion: version, ...objection };
      const other = findings.get(key);
      if (!other || isPreferred(finding, other)) findings.set(key, finding);
      own.add(key);
    }
    return { rule: id, version, findings: own.size, unchecked: null };
  });
  return { findings: [...findings.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, finding]) => finding), checks };
}

function rulesOf({ rules }: RuleSet): { rule: AuditRule; settings: RuleSettings }[] {
  return Object.entries(rules)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, { version, ...settings }]) => ({ rule: findRule(id as RuleId, version), settings }));
}

/** A report that lists a subject twice: the line that is further off stands for both, whichever came first. */
function isPreferred(finding: RuleFinding, other: RuleFinding): boolean {
  const [size, otherSize] = [sizeOf(finding), sizeOf(other)];
  return size !== otherSize ? size > otherSize : JSON.stringify(finding.evidence) < JSON.stringify(other.evidence);
}

function sizeOf({ reported, actual }: RuleFinding): number {
  return reported === null || actual === null ? 0 : Math.abs(reported - actual);
}
