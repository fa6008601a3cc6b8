import type { Matter } from "../forms/contract.ts";
import { findDigest } from "../submissions/queries.ts";
import type { Discrepancy } from "../audit/queries.ts";

/** What is signed about the discrepancy as it stands: whoever signs sees it in the text, and the move is refused when the record says something else by then. */
export async function matterOf(ledger: D1Database, discrepancy: Discrepancy): Promise<Matter> {
  const { tenantId, version, rule, ruleVersion, subject, subjectNameVi, periodId, measure, reported, actual, documentJti } = discrepancy;
  const claim = documentJti === null ? null : await findDigest(ledger, tenantId, documentJti);
  return { version, rule, ruleVersion, subject, name: subjectNameVi.normalize("NFC"), period: periodId, measure, reported, actual, ...(claim ? { claim } : {}) };
}
