import type { AuditFacts } from "../facts.ts";

/** What every finding carries: the window that was audited and the signed document it was held against, if there is one. */
export function reportEvidence(facts: AuditFacts): Record<string, unknown> {
  const { report, window } = facts;
  return {
    window: { id: window.id, from: window.from, to: window.to },
    submission: report && { jti: report.jti, digest: report.digest, receivedAt: report.receivedAt },
  };
}

/** The subject of a finding about the unit as a whole. */
export function wholeUnit(facts: AuditFacts): { subject: string; subjectNameVi: string; subjectNameEn: string } {
  return { subject: "", subjectNameVi: facts.tenant.nameVi, subjectNameEn: facts.tenant.nameEn };
}
