import { digestOf } from "../kernel/digest.ts";

/** SHA-256, base64url, of everything the findings depend on: the facts, and the rule set they were held against. */
export function inputsDigestOf(factsDigest: string, ruleSetDigest: string): Promise<string> {
  return digestOf(JSON.stringify([factsDigest, ruleSetDigest]));
}
