import { Problem } from "../kernel/problem.ts";
import { findRuleSet, type StoredRuleSet } from "./rule-set-queries.ts";

/** The version of the national rule set. Throws Problem `not-found`. */
export async function getRuleSet(authorityLedger: D1Database, version: number): Promise<StoredRuleSet> {
  const found = await findRuleSet(authorityLedger, version);
  if (!found) throw new Problem("not-found", `There is no rule set of version ${version}. GET /v1/rule-sets lists them.`);
  return found;
}
