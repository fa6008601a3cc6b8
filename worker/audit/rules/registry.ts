import type { RuleId } from "../contract.ts";
import type { AuditRule } from "../facts.ts";
import { carryOver } from "./carry-over.ts";
import { contestedReport, contestedSignatures } from "./contested-signatures.ts";
import { coverageGap } from "./coverage-gap.ts";
import { cutOffWindow } from "./cut-off-window.ts";
import { burstAfterTarget, sequenceGap } from "./daily-rules.ts";
import { documentRules, repeatedNumbers, silentRevision, unitRenamed } from "./document-rules.ts";
import { burstOverMedian, endPeriodBurst } from "./end-period-burst.ts";
import { filedTwice } from "./filed-twice.ts";
import { lateHidden, onTimeInflated } from "./hidden-late.ts";
import { identityRules } from "./identities.ts";
import { orphanAtPortal } from "./orphan-at-portal.ts";
import { overReportedOnline } from "./over-reported-online.ts";
import { proxyConcentration } from "./people-rules.ts";
import { rateDefinition, rateRecomputed, rateWithCarryOver, sourcesDiffer } from "./printed-rates.ts";
import { reportLateOrMissing } from "./report-late-or-missing.ts";
import { rollUp } from "./roll-up.ts";
import { duplicateService, levelOverclaim, missingAtPortal, partialWithoutReason } from "./service-rules.ts";
import { satisfactionOutlier } from "./satisfaction-outlier.ts";
import { servicesWithoutCounts } from "./services-without-counts.ts";
import { signalRules } from "./signal-rules.ts";
import { totalMismatch } from "./total-mismatch.ts";
import { underReportedOnline } from "./under-reported-online.ts";
import { pastUnfedRules } from "./unfed-rules.ts";
import { zeroFilingService } from "./zero-filing-service.ts";
import { zeroVsNull } from "./zero-vs-null.ts";

/** Every rule in its newest version, in order of ids. */
export const auditRules: readonly AuditRule[] = [
  ...identityRules,
  carryOver,
  rollUp,
  overReportedOnline,
  underReportedOnline,
  totalMismatch,
  zeroFilingService,
  servicesWithoutCounts,
  zeroVsNull,
  rateRecomputed,
  rateDefinition,
  rateWithCarryOver,
  onTimeInflated,
  lateHidden,
  ...signalRules,
  missingAtPortal,
  sourcesDiffer,
  sequenceGap,
  proxyConcentration,
  endPeriodBurst,
  burstAfterTarget,
  levelOverclaim,
  partialWithoutReason,
  duplicateService,
  coverageGap,
  reportLateOrMissing,
  cutOffWindow,
  ...documentRules,
  contestedSignatures,
  silentRevision,
  repeatedNumbers,
  unitRenamed,
  satisfactionOutlier,
  filedTwice,
  orphanAtPortal,
].toSorted((a, b) => (a.id < b.id ? -1 : 1));

/** Versions that newer ones took the place of. They stay: a past rule set finds today what it found then. */
export const pastRules: readonly AuditRule[] = [...pastUnfedRules, contestedReport, burstOverMedian];

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
