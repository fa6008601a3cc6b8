import { digestOf } from "../kernel/digest.ts";

/** One discrepancy of a manifest, opened: with the salt, everything its digest is made of. */
export type OpenedPart = { salt: string; tenant: string; discrepancy: string; /** The version that the decision was made about. */ version: number; outcome: string; reason: string };

/** What stands for the discrepancy in the signed manifest. The salt (128 bits) keeps others from guessing it. The browser and the Worker make it alike. */
export function partDigest({ salt, tenant, discrepancy, version, outcome, reason }: OpenedPart): Promise<string> {
  return digestOf(JSON.stringify(["decision-part/1", salt, tenant, discrepancy, version, outcome, reason]));
}
