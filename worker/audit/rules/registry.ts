import type { RuleId } from "../contract.ts";
import type { AuditRule } from "../facts.ts";
import { cutOffWindow } from "./cut-off-window.ts";
import { identityRules } from "./identities.ts";
import { overReportedOnline } from "./over-reported-online.ts";
import { reportLateOrMissing } from "./report-late-or-missing.ts";
import { servicesWithoutCounts } from "./services-without-counts.ts";
import { totalMismatch } from "./total-mismatch.ts";
import { underReportedOnline } from "./under-reported-online.ts";
import { zeroFilingService } from "./zero-filing-service.ts";

/** Every rule in its newest version, by id. */
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

/** Versions that newer ones took the place of. They stay: a past rule set finds today what it found then. */
export const pastRules: readonly AuditRule[] = [];

const byVersion = new Map([...pastRules, ...auditRules].map((rule) => [`${rule.id} ${rule.version}`, rule]));

/** The rule in the version. Throws when the code has no such version. */
export function findRule(id: RuleId, version: string): AuditRule {
  const rule = byVersion.get(`${id} ${version}`);
  if (!rule) throw new Error(`The code has no version ${version} of the rule ${id}`);
  return rule;
}

/** The rule in words, in the version or else in its newest one. Throws for an unknown id. */
export function getRule(id: RuleId, version?: string): AuditRule {
  const rule = byVersion.get(`${id} ${version}`) ?? auditRules.find((candidate) => candidate.id === id);
  if (!rule) throw new Error(`There is no rule ${id}`);
  return rule;
}
