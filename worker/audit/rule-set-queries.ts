import type { Platform } from "../kernel/context.ts";
import { dayAt } from "../kernel/windows.ts";
import { findAuthorityLedger } from "../tenancy/find-authority-ledger.ts";
import { AUTHORITY } from "../tenancy/require-role.ts";
import type { RuleSet } from "./contract.ts";
import type { ruleSet } from "./schema-rule-sets.ts";
import { pinRuleSet, type PinnedRuleSet } from "./rule-set-bytes.ts";
import { defaultRuleSet } from "./rules/default-rule-set.ts";

export type StoredRuleSet = typeof ruleSet.$inferSelect;

const columns = `tenant_id AS tenantId, id, version, document, digest, effective_from AS effectiveFrom, state, reason, created_by AS createdBy, created_at AS createdAt,
  proposed_by AS proposedBy, proposed_at AS proposedAt, proposed_idx AS proposedIndex, approved_by AS approvedBy, approved_at AS approvedAt,
  approved_idx AS approvedIndex, back_test_id AS backTestId`;

/** Every version, the newest first. */
export async function listRuleSets(ledger: D1Database): Promise<StoredRuleSet[]> {
  const { results } = await ledger.prepare(`SELECT ${columns} FROM rule_set WHERE tenant_id = ? AND id = ? ORDER BY version DESC`).bind(AUTHORITY, defaultRuleSet.id).all<StoredRuleSet>();
  return results;
}

export async function findRuleSet(ledger: D1Database, version: number): Promise<StoredRuleSet | null> {
  return ledger.prepare(`SELECT ${columns} FROM rule_set WHERE tenant_id = ? AND id = ? AND version = ?`).bind(AUTHORITY, defaultRuleSet.id, version).first<StoredRuleSet>();
}

/** The approved version in force on the Vietnamese day, or null. */
export async function findRuleSetInForce(ledger: D1Database, day: string): Promise<StoredRuleSet | null> {
  return ledger
    .prepare(`SELECT ${columns} FROM rule_set WHERE tenant_id = ?1 AND id = ?2 AND state = 'approved' AND effective_from <= ?3 ORDER BY effective_from DESC, version DESC LIMIT 1`)
    .bind(AUTHORITY, defaultRuleSet.id, day)
    .first<StoredRuleSet>();
}

export function toPinned({ document, digest }: Pick<StoredRuleSet, "document" | "digest">): PinnedRuleSet {
  return { ruleSet: JSON.parse(document) as RuleSet, digest };
}

/** What audits use at `now`: the authority's rule set in force, or the default one until it has published any. */
export async function ruleSetAt({ central, platform, now }: { central: D1Database; platform: Platform; now: number }): Promise<PinnedRuleSet> {
  const ledger = await findAuthorityLedger(central, platform);
  const stored = ledger && (await findRuleSetInForce(ledger, dayAt(now)));
  return stored ? toPinned(stored) : pinRuleSet(defaultRuleSet);
}

/** The version by its number: past ones too, and what was never published unless drafts are left out. Null when there is none. */
export async function ruleSetOfVersion({ central, platform }: { central: D1Database; platform: Platform }, version: number, withDrafts = true): Promise<PinnedRuleSet | null> {
  const ledger = await findAuthorityLedger(central, platform);
  const stored = ledger && (await findRuleSet(ledger, version));
  if (stored) return withDrafts || stored.state === "approved" ? toPinned(stored) : null;
  return version === defaultRuleSet.version ? pinRuleSet(defaultRuleSet) : null;
}
