import type { RuleId } from "../contract.ts";
import type { AuditFacts, AuditRule, RuleFinding } from "../facts.ts";
import { cutOffWindow } from "./cut-off-window.ts";
import { identityRules } from "./identities.ts";
import { overReportedOnline } from "./over-reported-online.ts";
import { reportLateOrMissing } from "./report-late-or-missing.ts";
import { servicesWithoutCounts } from "./services-without-counts.ts";
import { totalMismatch } from "./total-mismatch.ts";
import { underReportedOnline } from "./under-reported-online.ts";
import { zeroFilingService } from "./zero-filing-service.ts";

/** Names this set with these versions of its rules; it grows when any of them changes. Kept with every run. */
export const RULE_SET = "spine@1";

export const auditRules: readonly AuditRule[] = [
  ...identityRules,
  overReportedOnline,
  underReportedOnline,
  totalMismatch,
  zeroFilingService,
  servicesWithoutCounts,
  reportLateOrMissing,
  cutOffWindow,
];

/** The rule in words and code. Throws for a rule that is in no set. */
export function getRule(id: RuleId): AuditRule {
  const rule = auditRules.find((candidate) => candidate.id === id);
  if (!rule) throw new Error(`Rule ${id} is in no rule set`);
  return rule;
}

/** Everything the rules object to, in one order whatever the order of the facts; one finding a rule, subject and measure. */
export function checkFacts(facts: AuditFacts): RuleFinding[] {
  const findings = new Map<string, RuleFinding>();
  for (const rule of auditRules) {
    for (const objection of rule.check(facts)) {
      const key = `${rule.id} ${objection.subject} ${objection.measure}`;
      const finding = { rule: rule.id, ruleVersion: rule.version, ...objection };
      const other = findings.get(key);
      if (!other || isPreferred(finding, other)) findings.set(key, finding);
    }
  }
  return [...findings.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, finding]) => finding);
}

/** A report that lists a subject twice: the line that is further off stands for both, whichever came first. */
function isPreferred(finding: RuleFinding, other: RuleFinding): boolean {
  const [size, otherSize] = [sizeOf(finding), sizeOf(other)];
  return size !== otherSize ? size > otherSize : JSON.stringify(finding.evidence) < JSON.stringify(other.evidence);
}

function sizeOf({ reported, actual }: RuleFinding): number {
  return reported === null || actual === null ? 0 : Math.abs(reported - actual);
}
