import { newId } from "../kernel/ids.ts";
import { dayAt } from "../kernel/windows.ts";
import type { Context } from "../kernel/context.ts";
import { GuardFailed, record } from "../log/record.ts";
import { requireAuthority } from "../tenancy/require-role.ts";
import type { BackTestOrder } from "./back-test.ts";
import { findBackTest, findBackTestOf, type StoredBackTest } from "./back-test-queries.ts";
import { getRuleSet } from "./get-rule-set.ts";
import { findRuleSetInForce } from "./rule-set-queries.ts";
import { Problem } from "../kernel/problem.ts";

/**
 * Starts trying the version on the last `windows` windows of every report type, beside the version in force. One that is under
 * way already for the same document is not started twice. `authority` is the authority's context.
 */
export async function startBackTest(authority: Context, workflow: Workflow, version: number, windows: number): Promise<StoredBackTest> {
  const officer = requireAuthority(authority, ["auditor", "supervisor"]);
  const { ledger, now } = authority;
  const tried = await getRuleSet(ledger, version);
  if (tried.state === "withdrawn") throw new Problem("transition-refused", "This version was withdrawn. Make a new draft and try that.");
  const base = await findRuleSetInForce(ledger, dayAt(now));
  if (!base) throw new Problem("transition-refused", "No rule set is in force yet, so there is nothing to compare with. Start a night of audits; it publishes the first one.");
  const order: BackTestOrder = { id: newId("backTest", now), version, baseVersion: base.version, windows };
  try {
    await record(
      authority,
      { kind: "rule-set.back-tested", at: now, backTest: order.id, digest: tried.digest, against: base.digest, windows, state: "started", by: officer.id },
      [
        ledger
          .prepare(
            `INSERT INTO back_test (tenant_id, id, rule_set_id, version, digest, base_version, base_digest, windows, state, done, failed, opened, closed, kept, asked_by, started_at)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'running', 0, 0, 0, 0, 0, ?, ?)`,
          )
          .bind(authority.tenant.code, order.id, tried.id, version, tried.digest, base.version, base.digest, windows, officer.id, now),
      ],
      [{ holds: "NOT EXISTS (SELECT 1 FROM back_test WHERE tenant_id = ? AND digest = ? AND state = 'running' AND started_at > ?)", params: [authority.tenant.code, tried.digest, now - HOUR] }],
    );
  } catch (error) {
    if (!(error instanceof GuardFailed)) throw error;
    return (await findBackTestOf(ledger, tried.digest))!;
  }
  await workflow.createBatch([{ id: order.id, params: order }]);
  return (await findBackTest(ledger, order.id))!;
}

/** After so long one that never ended does not stand in the way of the next. */
const HOUR = 3_600_000;
