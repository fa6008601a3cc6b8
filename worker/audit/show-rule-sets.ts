import type { Context } from "../kernel/context.ts";
import { dayAt } from "../kernel/windows.ts";
import { AUTHORITY } from "../tenancy/require-role.ts";
import { listOfficerNames } from "../tenancy/queries.ts";
import { findBackTestOf, showBackTest } from "./back-test-queries.ts";
import { getRuleSet } from "./get-rule-set.ts";
import type { RuleSetDetail, RuleSetStanding, RuleSetView } from "./rule-set-contract.ts";
import { listRuleSets, toPinned, type StoredRuleSet } from "./rule-set-queries.ts";
import { compareRuleSets } from "./rules/compare-rule-sets.ts";
import { newerRulesThan } from "./rules/newer-rules-than.ts";

/** Every version with where it stands today, the newest first. `authority` is the authority's context here and below. */
export async function showRuleSets(authority: Context): Promise<RuleSetView[]> {
  const all = await listRuleSets(authority.ledger);
  const names = await namesIn(authority, all);
  return all.map((one) => toRuleSetView(one, all, dayAt(authority.now), names));
}

/** One version with its document, what it changes against the one it follows, and its newest back-test. */
export async function showRuleSet(authority: Context, version: number): Promise<RuleSetDetail> {
  const [found, all] = await Promise.all([getRuleSet(authority.ledger, version), listRuleSets(authority.ledger)]);
  const [names, test] = await Promise.all([namesIn(authority, [found]), findBackTestOf(authority.ledger, found.digest)]);
  const before = followedBy(found, all);
  const { ruleSet } = toPinned(found);
  return {
    ...toRuleSetView(found, all, dayAt(authority.now), names),
    document: ruleSet,
    comparedWith: before?.version ?? null,
    changes: before ? compareRuleSets(toPinned(before).ruleSet, ruleSet) : [],
    lastBackTest: test && (await showBackTest(authority.ledger, test)),
    newerRules: newerRulesThan(ruleSet.rules),
  };
}

/** The newest version approved before it. */
function followedBy(found: StoredRuleSet, all: readonly StoredRuleSet[]): StoredRuleSet | null {
  return all.find((one) => one.state === "approved" && one.version < found.version) ?? null;
}

export function toRuleSetView(one: StoredRuleSet, all: readonly StoredRuleSet[], today: string, names: ReadonlyMap<string, string>): RuleSetView {
  const step = (by: string | null, at: number | null, logIndex: number | null) => (by === null || at === null || logIndex === null ? null : { by: { id: by, name: names.get(by) ?? null }, at: new Date(at).toISOString(), logIndex });
  return {
    id: one.id,
    version: one.version,
    digest: one.digest,
    effectiveFrom: one.effectiveFrom,
    state: standingOf(one, all, today),
    reason: one.reason,
    created: { by: { id: one.createdBy, name: names.get(one.createdBy) ?? null }, at: new Date(one.createdAt).toISOString() },
    proposed: step(one.proposedBy, one.proposedAt, one.proposedIndex),
    approved: step(one.approvedBy, one.approvedAt, one.approvedIndex),
    backTest: one.backTestId,
  };
}

/** Of the approved versions the one with the latest day that has come is active; later ones wait, earlier ones were superseded. */
export function standingOf(one: Pick<StoredRuleSet, "state" | "version" | "effectiveFrom">, all: readonly Pick<StoredRuleSet, "state" | "version" | "effectiveFrom">[], today: string): RuleSetStanding {
  if (one.state !== "approved") return one.state;
  if (one.effectiveFrom > today) return "scheduled";
  const begun = all.filter(({ state, effectiveFrom }) => state === "approved" && effectiveFrom <= today);
  const active = begun.toSorted((a, b) => (a.effectiveFrom === b.effectiveFrom ? a.version - b.version : a.effectiveFrom < b.effectiveFrom ? -1 : 1)).at(-1)!;
  return active.version === one.version ? "active" : "superseded";
}

function namesIn({ ledger }: Context, all: readonly StoredRuleSet[]): Promise<Map<string, string>> {
  const ids = all.flatMap(({ createdBy, proposedBy, approvedBy }) => [createdBy, proposedBy, approvedBy]).filter((id) => id !== null);
  return listOfficerNames(ledger, AUTHORITY, [...new Set(ids)]);
}
