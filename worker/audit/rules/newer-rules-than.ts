import type { RuleSet } from "../contract.ts";
import type { NewerRule } from "../rule-set-contract.ts";
import { auditRules } from "./registry.ts";

/** The rules that a set could take up: those it names in a past version, and those it does not name. */
export function newerRulesThan(rules: RuleSet["rules"]): NewerRule[] {
  return auditRules
    .filter(({ id, version }) => rules[id]?.version !== version)
    .map(({ id, version, definitionVi, definitionEn, defaults }) => ({ id, version, definitionVi, definitionEn, defaults }));
}
