import canonicalize from "canonicalize";
import { digestOf } from "../kernel/digest.ts";
import { listOccurrences, type DiscrepancyOccurrence } from "../audit/queries.ts";

/** An observation that a question is about: its run, and the SHA-256 of what the run saw. */
export type Observation = { run: string; digest: string };

/** The newest observation of the discrepancy, or null where a run has kept none. */
export async function newestObservation(ledger: D1Database, tenantCode: string, discrepancyId: string): Promise<Observation | null> {
  const [newest] = await listOccurrences(ledger, tenantCode, discrepancyId, 1);
  return newest ? { run: newest.runId, digest: await observationDigest(newest) } : null;
}

/** SHA-256 over both numbers, the severity and the evidence: changed afterwards, they give another one. */
export function observationDigest({ runId, observedAt, severity, reported, actual, evidence }: DiscrepancyOccurrence): Promise<string> {
  return digestOf(canonicalize({ run: runId, observedAt, severity, reported, actual, evidence })!);
}
