import canonicalize from "canonicalize";
import { digestOf } from "../kernel/digest.ts";
import type { RuleSet } from "./contract.ts";

/** A rule set that audits use: the document, and the SHA-256 of its canonical bytes. */
export type PinnedRuleSet = { ruleSet: RuleSet; digest: string };

/** The exact bytes of a rule set (RFC 8785): what is stored, and what its digest is of. */
export function ruleSetBytes(ruleSet: RuleSet): string {
  return canonicalize(ruleSet)!;
}

export async function pinRuleSet(ruleSet: RuleSet): Promise<PinnedRuleSet> {
  return { ruleSet, digest: await digestOf(ruleSetBytes(ruleSet)) };
}
