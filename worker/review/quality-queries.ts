import type { RuleId } from "../audit/contract.ts";
import type { Closed } from "./draw-sample.ts";

/** How many of the ledger took so many days. */
export type Histogram = { days: number; count: number }[];
type Counted = { numerator: number; denominator: number };

export type LedgerQuality = {
  openByAge: { severity: number; age: number; count: number; snoozed: number }[];
  explain: Histogram;
  decide: Histogram;
  overdue: Counted;
  reopened: Counted;
  appeals: Counted;
  falsePositives: ({ rule: RuleId } & Counted)[];
  agreement: ({ rule: RuleId; reviewer: string } & Counted)[];
  secondOpen: number;
};

const DAY = 86_400_000;
const between = (last: string, first: string) => `
  SELECT (e.at - (SELECT MAX(q.at) FROM discrepancy_event q WHERE q.tenant_id = e.tenant_id AND q.discrepancy_id = e.discrepancy_id AND q.version < e.version AND q.transition = '${first}')) / ${DAY} AS days, COUNT(*) AS count
  FROM discrepancy_event e WHERE e.transition IN (${last}) GROUP BY 1 HAVING days IS NOT NULL`;

/** Everything the figures page needs of one ledger, as of one moment. Reads its events from end to end: a page for a few people, not a list. */
export async function readQuality(ledger: D1Database, now: number, today: string): Promise<LedgerQuality> {
  const results = await ledger.batch([
    ledger
      .prepare(
        `SELECT severity, CASE WHEN opened_at > ?1 - 7 * ${DAY} THEN 0 WHEN opened_at > ?1 - 30 * ${DAY} THEN 1 WHEN opened_at > ?1 - 90 * ${DAY} THEN 2 ELSE 3 END AS age, COUNT(*) AS count, SUM(snoozed) AS snoozed
         FROM discrepancy WHERE is_open = 1 GROUP BY severity, age`,
      )
      .bind(now),
    ledger.prepare(between("'explain'", "ask")),
    ledger.prepare(between("'accept', 'uphold'", "explain")),
    ledger.prepare("SELECT COALESCE(SUM(due_on < ?), 0) AS numerator, COUNT(*) AS denominator FROM discrepancy INDEXED BY discrepancy_due WHERE due_on IS NOT NULL AND is_open = 1").bind(today),
    ledger.prepare(
      `SELECT COUNT(DISTINCT CASE WHEN transition IN ('regress', 'reopen') THEN tenant_id || discrepancy_id END) AS numerator,
         COUNT(DISTINCT CASE WHEN to_state IN ('ACCEPTED', 'DISMISSED', 'VERIFIED_FIXED') THEN tenant_id || discrepancy_id END) AS denominator FROM discrepancy_event`,
    ),
    ledger.prepare("SELECT COALESCE(SUM(transition = 'grant-appeal'), 0) AS numerator, COUNT(*) AS denominator FROM discrepancy_event WHERE transition IN ('grant-appeal', 'deny-appeal')"),
    ledger.prepare(
      `SELECT d.rule, SUM(e.transition = 'approve-dismissal' AND e.reason = 'false_positive') AS numerator, COUNT(*) AS denominator
       FROM discrepancy_event e JOIN discrepancy d ON d.tenant_id = e.tenant_id AND d.id = e.discrepancy_id
       WHERE e.transition IN ('accept', 'uphold', 'approve-dismissal') GROUP BY d.rule ORDER BY d.rule`,
    ),
    ledger.prepare(
      `SELECT d.rule, s.first_reviewer_id AS reviewer, SUM(s.outcome = s.first_outcome) AS numerator, COUNT(*) AS denominator
       FROM second_review s JOIN discrepancy d ON d.tenant_id = s.tenant_id AND d.id = s.discrepancy_id WHERE s.reviewed_at IS NOT NULL GROUP BY d.rule, s.first_reviewer_id`,
    ),
    ledger.prepare("SELECT COUNT(*) AS count FROM second_review INDEXED BY second_review_open WHERE reviewed_at IS NULL"),
  ]);
  const rows = <Row>(place: number) => results[place]!.results as Row[];
  return {
    openByAge: rows(0), explain: rows(1), decide: rows(2), overdue: rows<Counted>(3)[0]!, reopened: rows<Counted>(4)[0]!, appeals: rows<Counted>(5)[0]!,
    falsePositives: rows(6), agreement: rows(7), secondOpen: rows<{ count: number }>(8)[0]!.count,
  };
}

export type ClosedInMonth = Closed & { version: number; transition: string; actorId: string };

/** What people closed in the span, with the event that did it, where it is closed still. */
export async function listClosedBetween(ledger: D1Database, from: number, until: number): Promise<ClosedInMonth[]> {
  const { results } = await ledger
    .prepare(
      `SELECT e.tenant_id AS tenantId, e.discrepancy_id AS id, e.version, e.transition, e.actor_id AS actorId
       FROM discrepancy_event e INDEXED BY discrepancy_event_closing JOIN discrepancy d ON d.tenant_id = e.tenant_id AND d.id = e.discrepancy_id AND d.version = e.version
       WHERE e.to_state IN ('ACCEPTED', 'DISMISSED') AND e.at >= ? AND e.at < ? AND e.transition IN ('accept', 'approve-dismissal', 'grant-appeal') ORDER BY e.tenant_id, e.discrepancy_id`,
    )
    .bind(from, until)
    .all<ClosedInMonth>();
  return results;
}

export async function isMonthDrawn(ledger: D1Database, month: string): Promise<boolean> {
  return (await ledger.prepare("SELECT 1 FROM second_review WHERE month = ? LIMIT 1").bind(month).first()) !== null;
}

/** The first entry of the tenant's log that was written at the instant or later, by halving: entries stand in the order of their times. */
export async function findFirstEntryAt(ledger: D1Database, tenantCode: string, instant: number): Promise<{ index: number; leaf: ArrayBuffer } | null> {
  const size = (await ledger.prepare("SELECT COALESCE(MAX(idx) + 1, 0) AS size FROM log_entry WHERE tenant_id = ?").bind(tenantCode).first<number>("size"))!;
  let [low, high] = [0, size];
  while (low < high) {
    const middle = (low + high) >> 1;
    const at = await ledger.prepare("SELECT entry ->> 'at' AS at FROM log_entry WHERE tenant_id = ? AND idx = ?").bind(tenantCode, middle).first<number>("at");
    if (at! < instant) low = middle + 1;
    else high = middle;
  }
  if (low === size) return null;
  return ledger.prepare('SELECT idx AS "index", leaf FROM log_entry WHERE tenant_id = ? AND idx = ?').bind(tenantCode, low).first<{ index: number; leaf: ArrayBuffer }>();
}
