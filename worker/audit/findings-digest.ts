import canonicalize from "canonicalize";
import { digestOf } from "../kernel/digest.ts";
import type { RuleFinding } from "./facts.ts";

/** SHA-256, base64url, of the findings byte for byte, in the order that the rule set gives them: values, severities, evidence. */
export function findingsDigestOf(findings: readonly RuleFinding[]): Promise<string> {
  return digestOf(canonicalize(findings)!);
}
