import { digestOf } from "../kernel/digest.ts";
import type { RuleFinding } from "./facts.ts";

/**
 * What makes a discrepancy the same from run to run, as 43 characters base64url: rule and major version, tenant, report
 * type, subject, period and measure. Values and severity are not in it.
 */
export function fingerprintOf(tenantCode: string, reportTypeId: string, periodId: string, finding: Pick<RuleFinding, "rule" | "ruleVersion" | "subject" | "measure">): Promise<string> {
  const major = finding.ruleVersion.split(".")[0]!;
  return digestOf(JSON.stringify([finding.rule, major, tenantCode, reportTypeId, finding.subject, periodId, finding.measure]));
}
