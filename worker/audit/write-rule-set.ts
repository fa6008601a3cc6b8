import type { Context } from "../kernel/context.ts";
import { Problem } from "../kernel/problem.ts";
import { dayAt } from "../kernel/windows.ts";
import { GuardFailed, record, thisIndex, type Guard, type LogEntry } from "../log/record.ts";
import { requireAuthority } from "../tenancy/require-role.ts";
import { requireStepUp } from "../tenancy/require-step-up.ts";
import { isSamePerson } from "../tenancy/same-person.ts";
import { findBackTestOf } from "./back-test-queries.ts";
import type { RuleSet } from "./contract.ts";
import { getRuleSet } from "./get-rule-set.ts";
import { pinRuleSet, ruleSetBytes } from "./rule-set-bytes.ts";
import type { RuleSetDraft } from "./rule-set-contract.ts";
import { listRuleSets, type StoredRuleSet } from "./rule-set-queries.ts";
import { checkRuleSet } from "./rules/check-rule-set.ts";
import { defaultRuleSet } from "./rules/default-rule-set.ts";
import { ruleSetName } from "./rules/rule-set.ts";

/** Bound as ?1 in every statement here. */
const entryIndex = thisIndex.replace("?", "?1");
const authors = ["auditor", "supervisor"] as const;

/** A new draft with the next version. It is nobody's rule until it was proposed and approved. `authority` is the authority's context here and below. */
export async function draftRuleSet(authority: Context, wish: RuleSetDraft): Promise<StoredRuleSet> {
  const officer = requireAuthority(authority, authors);
  const { ledger, tenant, now } = authority;
  const newest = (await listRuleSets(ledger))[0]?.version ?? 0;
  const { document, digest, effectiveFrom } = await toDocument(wish, newest + 1);
  const insert = ledger
    .prepare("INSERT INTO rule_set (tenant_id, id, version, document, digest, effective_from, state, reason, created_by, created_at) VALUES (?, ?, ?, ?, ?, ?, 'draft', ?, ?, ?)")
    .bind(tenant.code, defaultRuleSet.id, newest + 1, document, digest, effectiveFrom, wish.reason, officer.id, now);
  const logged: LogEntry = { kind: "policy.changed", at: now, subject: "rule-set-draft", version: newest + 1, digest, by: officer.id };
  await write(authority, logged, insert, [{ holds: "COALESCE((SELECT MAX(version) FROM rule_set WHERE tenant_id = ? AND id = ?), 0) = ?", params: [tenant.code, defaultRuleSet.id, newest] }]);
  return getRuleSet(ledger, newest + 1);
}

/** The draft anew, by whoever began it. `digest` is the one it was seen with. */
export async function changeDraft(authority: Context, version: number, wish: RuleSetDraft, digest: string): Promise<StoredRuleSet> {
  const officer = requireAuthority(authority, authors);
  const { ledger, tenant, now } = authority;
  const draft = await getRuleSet(ledger, version);
  requireState(draft, "draft", digest);
  if (draft.createdBy !== officer.id) throw new Problem("not-permitted", "A draft is changed by who began it. Make your own draft from it.");
  const next = await toDocument(wish, version);
  const update = ledger
    .prepare("UPDATE rule_set SET document = ?2, digest = ?3, effective_from = ?4, reason = ?5 WHERE tenant_id = ?1 AND id = ?6 AND version = ?7")
    .bind(tenant.code, next.document, next.digest, next.effectiveFrom, wish.reason, defaultRuleSet.id, version);
  await write(authority, { kind: "policy.changed", at: now, subject: "rule-set-draft", version, digest: next.digest, by: officer.id }, update, [stillIs(draft)]);
  return getRuleSet(ledger, version);
}

/** Freezes the draft and asks another person to approve it. */
export async function proposeRuleSet(authority: Context, version: number, digest: string): Promise<StoredRuleSet> {
  const officer = requireAuthority(authority, authors);
  const { ledger, tenant, now } = authority;
  const draft = await getRuleSet(ledger, version);
  requireState(draft, "draft", digest);
  const update = ledger
    .prepare(`UPDATE rule_set SET state = 'proposed', proposed_by = ?2, proposed_at = ?3, proposed_idx = ${entryIndex} WHERE tenant_id = ?1 AND id = ?4 AND version = ?5`)
    .bind(tenant.code, officer.id, now, defaultRuleSet.id, version);
  await write(authority, entryFor("rule-set.proposed", draft, now, officer.id), update, [stillIs(draft)]);
  return getRuleSet(ledger, version);
}

/**
 * Publishes what another person proposed: audits use it from its first day. Needs a supervisor who proved to be there, and a
 * finished back-test of exactly this document against the version in force.
 */
export async function approveRuleSet(authority: Context, version: number, digest: string): Promise<StoredRuleSet> {
  const officer = requireAuthority(authority, ["supervisor"]);
  requireStepUp(authority);
  const { ledger, tenant, now } = authority;
  const [proposed, all] = await Promise.all([getRuleSet(ledger, version), listRuleSets(ledger)]);
  requireState(proposed, "proposed", digest);
  if (isSamePerson(officer, proposed.proposedBy)) throw new Problem("self-approval", "A rule set is approved by somebody else than who proposed it. Ask another supervisor.");
  requireFutureDay(proposed, all, dayAt(now));
  const test = await findBackTestOf(ledger, proposed.digest);
  if (test?.state !== "done") throw new Problem("back-test-required", "This document was not tried on past windows, or the trial is not finished. Start a back-test of it, look at what it would open and close, then approve.");
  const update = ledger
    .prepare(`UPDATE rule_set SET state = 'approved', approved_by = ?2, approved_at = ?3, approved_idx = ${entryIndex}, back_test_id = ?4 WHERE tenant_id = ?1 AND id = ?5 AND version = ?6`)
    .bind(tenant.code, officer.id, now, test.id, defaultRuleSet.id, version);
  await write(authority, { ...entryFor("rule-set.published", proposed, now, officer.id), backTest: test.id }, update, [stillIs(proposed)]);
  return getRuleSet(ledger, version);
}

/** Takes a draft or a proposal back; it stays to be read. */
export async function withdrawRuleSet(authority: Context, version: number, digest: string): Promise<StoredRuleSet> {
  const officer = requireAuthority(authority, authors);
  const { ledger, tenant, now } = authority;
  const found = await getRuleSet(ledger, version);
  if (found.state !== "draft" && found.state !== "proposed") throw refused(found);
  requireState(found, found.state, digest);
  const isOwn = [found.createdBy, found.proposedBy].includes(officer.id);
  if (!isOwn && !officer.roles.includes("supervisor")) throw new Problem("not-permitted", "A rule set is withdrawn by who drafted or proposed it, or by a supervisor.");
  const update = ledger.prepare("UPDATE rule_set SET state = 'withdrawn' WHERE tenant_id = ?1 AND id = ?2 AND version = ?3").bind(tenant.code, defaultRuleSet.id, version);
  await write(authority, entryFor("rule-set.withdrawn", found, now, officer.id), update, [stillIs(found)]);
  return getRuleSet(ledger, version);
}

async function toDocument({ rules, effectiveFrom }: RuleSetDraft, version: number): Promise<{ document: string; digest: string; effectiveFrom: string }> {
  const findings = checkRuleSet(rules);
  if (findings.length > 0) throw new Problem("rule-set-invalid", "The rules do not fit the program. `errors` names each place; correct them and send again.", findings);
  const ruleSet: RuleSet = { profile: "rs/1", id: defaultRuleSet.id, version, effectiveFrom, rules };
  return { document: ruleSetBytes(ruleSet), digest: (await pinRuleSet(ruleSet)).digest, effectiveFrom };
}

function requireState(found: StoredRuleSet, state: StoredRuleSet["state"], digest: string): void {
  if (found.state !== state) throw refused(found);
  if (found.digest !== digest) throw changed();
}

/** What was decided last stays so for the days that have passed: a new one begins today or later, and not before the newest approved one. */
function requireFutureDay({ effectiveFrom }: StoredRuleSet, all: readonly StoredRuleSet[], today: string): void {
  const newest = all.filter(({ state }) => state === "approved").map((one) => one.effectiveFrom).toSorted().at(-1) ?? "";
  if (effectiveFrom < today) throw new Problem("transition-refused", `It was to be used from ${effectiveFrom}, which has passed; runs of past nights keep their rules. Withdraw it and propose it from a later day.`);
  if (effectiveFrom < newest) throw new Problem("transition-refused", `A version that begins on ${newest} is approved already; this one would begin before it. Withdraw it and propose it from ${newest} or later.`);
}

function refused({ version, state }: StoredRuleSet): Problem {
  return new Problem("transition-refused", `Version ${version} is ${state}; this is not possible with it. GET /v1/rule-sets/${version} shows it as it is.`);
}

function changed(): Problem {
  return new Problem("version-conflict", "The rule set has changed since you looked at it. Load it again, look at what it says now, and repeat what you want.");
}

function stillIs({ tenantId, id, version, digest, state }: StoredRuleSet): Guard {
  return { holds: "EXISTS (SELECT 1 FROM rule_set WHERE tenant_id = ? AND id = ? AND version = ? AND digest = ? AND state = ?)", params: [tenantId, id, version, digest, state] };
}

function entryFor(kind: "rule-set.proposed" | "rule-set.published" | "rule-set.withdrawn", { id, version, digest, effectiveFrom }: StoredRuleSet, at: number, by: string): LogEntry {
  return { kind, at, ruleSet: ruleSetName({ id, version }), digest, effectiveFrom, by };
}

async function write(authority: Context, entry: LogEntry, statement: D1PreparedStatement, guards: readonly Guard[]): Promise<void> {
  await record(authority, entry, [statement], guards).catch((error: unknown) => {
    if (error instanceof GuardFailed) throw changed();
    throw error;
  });
}
