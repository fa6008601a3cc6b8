import type { Context } from "../kernel/context.ts";
import { dayAt } from "../kernel/windows.ts";
import { findAuthorityLedger } from "../tenancy/find-authority-ledger.ts";
import { isReaderOfAll, requireReader } from "../tenancy/require-role.ts";
import type { UsableRuleSet } from "./rule-set-contract.ts";
import { listRuleSets, toPinned } from "./rule-set-queries.ts";
import { compareRuleSets } from "./rules/compare-rule-sets.ts";
import { standingOf } from "./show-rule-sets.ts";

/**
 * The versions that a run of the tenant can be replayed with, the newest first, each with what it changed against the one published
 * before it: published ones, and for the authority whatever it has drafted. Nobody is named.
 */
export async function showUsableRuleSets(context: Context): Promise<UsableRuleSet[]> {
  const isAuthority = isReaderOfAll(requireReader(context));
  const ledger = await findAuthorityLedger(context.central, context.platform);
  if (!ledger) return [];
  const all = await listRuleSets(ledger);
  const usable = all.filter(({ state }) => isAuthority || state === "approved");
  return usable.map((one, index) => {
    const before = usable.slice(index + 1).find(({ state }) => state === "approved");
    const { version, digest, effectiveFrom, reason } = one;
    const changes = before ? compareRuleSets(toPinned(before).ruleSet, toPinned(one).ruleSet) : [];
    return { version, digest, effectiveFrom, reason, state: standingOf(one, all, dayAt(context.now)), changes };
  });
}
