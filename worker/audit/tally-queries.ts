import type { DiscrepancyState, RuleId } from "./contract.ts";
import { toWhere, type Condition } from "./discrepancy-conditions.ts";

/** How many discrepancies share these, and the sum of their differences without their signs. */
export type Tally = { tenantId: string; state: DiscrepancyState; severity: number; rule: RuleId; periodId: string; snoozed: boolean; count: number; difference: number };

type TallyRow = Omit<Tally, "snoozed"> & { snoozed: number };
const toTally = (row: TallyRow): Tally => ({ ...row, snoozed: row.snoozed === 1 });

/** All of the ledger's tallies: kept by triggers, so that counting costs by the kinds of discrepancies there are, not by their number. */
export async function listTallies(ledger: D1Database): Promise<Tally[]> {
  const { results } = await ledger
    .prepare("SELECT tenant_id AS tenantId, state, severity, rule, period_id AS periodId, snoozed, count, difference FROM discrepancy_tally WHERE count > 0")
    .all<TallyRow>();
  return results.map(toTally);
}

/** The tallies of one tenant. */
export async function listTalliesOf(ledger: D1Database, tenantCode: string): Promise<Tally[]> {
  const { results } = await ledger
    .prepare("SELECT tenant_id AS tenantId, state, severity, rule, period_id AS periodId, snoozed, count, difference FROM discrepancy_tally WHERE tenant_id = ? AND count > 0")
    .bind(tenantCode)
    .all<TallyRow>();
  return results.map(toTally);
}

/** What the tallies count of discrepancies that the officer must not see for now: to be taken off them. */
export async function listWithheldTallies(ledger: D1Database, officerId: string): Promise<Tally[]> {
  const { results } = await ledger
    .prepare(
      `SELECT d.tenant_id AS tenantId, d.state, d.severity, d.rule, d.period_id AS periodId, d.snoozed, COUNT(*) AS count, SUM(ABS(COALESCE(d.difference, 0))) AS difference
       FROM (SELECT DISTINCT tenant_id, discrepancy_id FROM withheld_discrepancy INDEXED BY withheld_discrepancy_of_officer WHERE officer_id = ?) AS w
       JOIN discrepancy d ON d.tenant_id = w.tenant_id AND d.id = w.discrepancy_id GROUP BY 1, 2, 3, 4, 5, 6`,
    )
    .bind(officerId)
    .all<TallyRow>();
  return results.map(toTally);
}

/**
 * The same, counted from the rows that meet the conditions, for questions that the tallies cannot answer. It counts at most `most` rows:
 * `isCapped` says that there are more.
 */
export async function countMatching(ledger: D1Database, conditions: readonly Condition[], most: number): Promise<{ tallies: Tally[]; isCapped: boolean }> {
  const { sql, params } = toWhere(conditions);
  const { results } = await ledger
    .prepare(
      `SELECT tenantId, state, severity, rule, periodId, snoozed, COUNT(*) AS count, SUM(ABS(COALESCE(difference, 0))) AS difference FROM (
         SELECT d.tenant_id AS tenantId, d.state, d.severity, d.rule, d.period_id AS periodId, d.snoozed, d.difference FROM discrepancy d WHERE ${sql} LIMIT ?
       ) GROUP BY tenantId, state, severity, rule, periodId, snoozed`,
    )
    .bind(...params, most + 1)
    .all<TallyRow>();
  const tallies = results.map(toTally);
  return { tallies, isCapped: tallies.reduce((sum, { count }) => sum + count, 0) > most };
}

/** What the tallies know: a query of these alone is counted without looking at a single discrepancy. */
const tallied: readonly Condition["on"][] = ["open", "tenant", "state", "severity", "rule", "period", "snoozed", "withheld"];

export function isTallied(conditions: readonly Condition[]): boolean {
  return conditions.every(({ on }) => tallied.includes(on));
}

/** By subject (a service, a field of work, or the unit as a whole), from at most `most` rows that meet the conditions. */
export async function groupBySubject(ledger: D1Database, conditions: readonly Condition[], most: number): Promise<{ groups: SubjectGroup[]; isCapped: boolean }> {
  const { sql, params } = toWhere(conditions);
  const { results } = await ledger
    .prepare(
      `SELECT subject, MAX(nameVi) AS nameVi, MAX(nameEn) AS nameEn, COUNT(*) AS count, SUM(ABS(COALESCE(difference, 0))) AS difference, MAX(severity) AS severity FROM (
         SELECT d.subject, d.subject_name_vi AS nameVi, d.subject_name_en AS nameEn, d.difference, d.severity FROM discrepancy d WHERE ${sql} LIMIT ?
       ) GROUP BY subject`,
    )
    .bind(...params, most + 1)
    .all<SubjectGroup>();
  return { groups: results, isCapped: results.reduce((sum, { count }) => sum + count, 0) > most };
}
export type SubjectGroup = { subject: string; nameVi: string; nameEn: string; count: number; difference: number; severity: number };
