import type { Context } from "../kernel/context.ts";
import { dayAt } from "../kernel/windows.ts";
import { record, thisIndex } from "../log/record.ts";
import { AUTHORITY } from "../tenancy/require-role.ts";
import { systemContextOf } from "../tenancy/system-context.ts";
import type { AuditFacts } from "./facts.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { gatherFacts } from "./gather-facts.ts";
import { addBackTestResults, setBackTestTotal, type BackTestRow } from "./night-progress.ts";
import { findBackTest } from "./back-test-queries.ts";
import { ruleSetOfVersion } from "./rule-set-queries.ts";
import type { RuleSet } from "./contract.ts";
import { countByRule, type Found, type FoundOne } from "./rules/count-by-rule.ts";
import { checkFacts } from "./rules/rule-set.ts";
import { findLastRun } from "./run-queries.ts";
import { findSnapshot, settleClock } from "./snapshot.ts";
import { findLastAudits, type DueAudit } from "./start-audit.ts";

/** What the Workflow of a back-test is given. */
export type BackTestOrder = { id: string; version: number; baseVersion: number; windows: number };
/** So many audits are tried in one step. */
const CHUNK = 20;
export type Chunk = { start: number; audits: DueAudit[] };

/** The audits of the last windows, in pieces; writes how many there are. `authority` is the authority's context here and below. */
export async function planBackTest(authority: Context, order: BackTestOrder): Promise<Chunk[]> {
  const audits = await findLastAudits(authority.central, authority.platform, dayAt(authority.now), order.windows);
  await setBackTestTotal(authority.ledger, order.id, audits.length);
  return Array.from({ length: Math.ceil(audits.length / CHUNK) }, (_, i) => ({ start: i * CHUNK, audits: audits.slice(i * CHUNK, (i + 1) * CHUNK) }));
}

/** Tries both rule sets on the audits of the piece and adds what would open and close. A piece that is tried again counts once. */
export async function replayChunk(authority: Context, order: BackTestOrder, { start, audits }: Chunk): Promise<number> {
  const [tried, base] = await Promise.all([ruleSetOfVersion(authority, order.version), ruleSetOfVersion(authority, order.baseVersion)]);
  if (!tried || !base) throw new Error(`The rule sets ${order.version} and ${order.baseVersion} are not both there`);
  const rows: BackTestRow[] = [];
  let kept = 0;
  for (const audit of audits) {
    const compared = await compareOn(authority, audit, base.ruleSet, tried.ruleSet);
    rows.push(...compared.filter(({ opened, closed, raised, lowered, failure }) => opened + closed + raised + lowered > 0 || failure !== null));
    kept += sumOf(compared, "kept");
  }
  await addBackTestResults(authority.ledger, order.id, rows, {
    doneBefore: start,
    done: start + audits.length,
    failed: rows.filter(({ failure }) => failure !== null).length,
    opened: sumOf(rows, "opened"),
    closed: sumOf(rows, "closed"),
    kept,
    raised: sumOf(rows, "raised"),
    lowered: sumOf(rows, "lowered"),
  });
  return rows.length;
}

/** The result becomes final and stands in the authority's log. */
export async function finishBackTest(authority: Context, order: BackTestOrder): Promise<void> {
  const test = (await findBackTest(authority.ledger, order.id))!;
  if (test.state !== "running") return;
  await record(
    authority,
    { kind: "rule-set.back-tested", at: authority.now, backTest: test.id, digest: test.digest, against: test.baseDigest, windows: test.windows, audits: test.done, failed: test.failed, opened: test.opened, closed: test.closed, raised: test.raised, lowered: test.lowered },
    [
      authority.ledger
        .prepare(`UPDATE back_test SET state = 'done', finished_at = ?2, log_idx = ${thisIndex.replace("?", "?1")} WHERE tenant_id = ?1 AND id = ?3 AND state = 'running'`)
        .bind(AUTHORITY, authority.now, order.id),
    ],
  );
}

/** What each rule would open and close on one audit's facts. Facts that cannot be read are a row of their own, never a zero. */
async function compareOn(authority: Context, audit: DueAudit, base: RuleSet, tried: RuleSet): Promise<BackTestRow[]> {
  const { tenant, reportType, periodId } = audit;
  try {
    const facts = await factsOf(authority, audit);
    const [before, after] = await Promise.all([foundBy(facts, base), foundBy(facts, tried)]);
    return countByRule(before, after).map((counted) => ({ tenant, reportType, periodId, ...counted, failure: null }));
  } catch (error) {
    console.error(JSON.stringify({ job: "back-test", tenant, reportType, period: periodId, error: error instanceof Error ? error.message : String(error) }));
    return [{ tenant, reportType, periodId, rule: "", opened: 0, closed: 0, kept: 0, raised: 0, lowered: 0, failure: "internal" }];
  }
}

/** The facts as the last run of the window kept them, or as they are now where none did. */
async function factsOf(authority: Context, { tenant, reportType, periodId }: DueAudit): Promise<AuditFacts> {
  const context = await systemContextOf(tenant, authority);
  const run = await findLastRun(context.ledger, tenant, reportType, periodId);
  const kept = run?.factsDigest ? await findSnapshot(context.platform.evidence, run.factsDigest) : null;
  return kept ?? settleClock(await gatherFacts(context, { reportType, periodId }));
}

async function foundBy(facts: AuditFacts, ruleSet: RuleSet): Promise<Found> {
  const findings = checkFacts(facts, ruleSet);
  return new Map(await Promise.all(findings.map(async (finding): Promise<[string, FoundOne]> => [await fingerprintOf(facts.tenant.code, facts.reportTypeId, facts.window.id, finding), { rule: finding.rule, severity: finding.severity }])));
}

function sumOf(rows: readonly BackTestRow[], member: "opened" | "closed" | "kept" | "raised" | "lowered"): number {
  return rows.reduce((sum, row) => sum + row[member], 0);
}
