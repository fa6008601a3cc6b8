import type { Context } from "../kernel/context.ts";
import { GuardFailed, record, thisIndex } from "../log/record.ts";
import { AUTHORITY } from "../tenancy/require-role.ts";
import { pinRuleSet, ruleSetBytes } from "./rule-set-bytes.ts";
import { defaultRuleSet } from "./rules/default-rule-set.ts";
import { ruleSetName } from "./rules/rule-set.ts";

/** Who publishes the first one: the platform, with the settings it comes with. Every later one takes two persons. */
export const FIRST_PUBLISHER = "system";

/** Publishes the rule set that the platform comes with as version 1, where the authority has none. `authority` is the authority's context. */
export async function publishFirstRuleSet(authority: Context): Promise<void> {
  const { ledger, tenant, now } = authority;
  const { digest } = await pinRuleSet(defaultRuleSet);
  const none = { holds: "NOT EXISTS (SELECT 1 FROM rule_set WHERE tenant_id = ? AND id = ?)", params: [AUTHORITY, defaultRuleSet.id] };
  const { holds: isMissing, params } = none;
  // Asked first, so that every night but the first costs one look instead of a refused write.
  if (!(await ledger.prepare(`SELECT ${isMissing} AS missing`).bind(...params).first<{ missing: number }>())?.missing) return;
  const insert = ledger
    .prepare(
      `INSERT INTO rule_set (tenant_id, id, version, document, digest, effective_from, state, reason, created_by, created_at, proposed_by, proposed_at, proposed_idx, approved_by, approved_at, approved_idx)
       VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'approved', ?7, ?8, ?9, ?8, ?9, ${thisIndex.replace("?", "?1")}, ?8, ?9, ${thisIndex.replace("?", "?1")})`,
    )
    .bind(tenant.code, defaultRuleSet.id, defaultRuleSet.version, ruleSetBytes(defaultRuleSet), digest, defaultRuleSet.effectiveFrom, "Bộ quy tắc đi kèm nền tảng / the rule set the platform comes with", FIRST_PUBLISHER, now);
  const logged = { kind: "rule-set.published", at: now, ruleSet: ruleSetName(defaultRuleSet), digest, effectiveFrom: defaultRuleSet.effectiveFrom } as const;
  await record(authority, logged, [insert], [none]).catch((error: unknown) => {
    if (!(error instanceof GuardFailed)) throw error;
  });
}
