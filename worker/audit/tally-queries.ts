import { closedStates, type DiscrepancyState } from "./contract.ts";
import { along, pathOfCount } from "./access-path.ts";
import { toWhere, type Condition } from "./discrepancy-conditions.ts";
import { kindOf, stateOfKind, tallyKinds, type TallyKind } from "./tally-kinds.ts";

/** What discrepancies are counted by; `tenant` over all rules, or over all periods. */
export type TallyAxis = "rule" | "period";
export type TalliedBy = TallyAxis | "tenant";

/** How many discrepancies share value, severity, sleep and kind, and the sum of their differences without their signs. */
export type Tally = { value: string; severity: number; snoozed: boolean; kind: TallyKind; count: number; difference: number };

type TallyRow = { value: string; severity: number; snoozed: number } & Record<string, number>;

const sums = tallyKinds.map((kind) => `SUM(d.${kind}) AS ${kind}, SUM(d.${kind}_difference) AS ${kind}_difference`).join(", ");

/**
 * The tallies of one axis that meet the conditions on tenant and axis, added up by `by`, severity and sleep. What it costs goes by how many
 * tenants, rules or periods, and severities there are, never by how many discrepancies.
 */
export function tallyStatement(ledger: D1Database, axis: TallyAxis, by: TalliedBy, conditions: readonly Condition[]): D1PreparedStatement {
  const { sql, params } = toWhere(conditions);
  // Tenant by tenant, for the key begins with them: the other facet is passed over.
  const column = axis === "rule" ? "rule" : "period_id";
  return ledger
    .prepare(
      `SELECT d.${by === "tenant" ? "tenant_id" : column} AS value, d.severity, d.snoozed, ${sums}
       FROM ledger_tenant t CROSS JOIN (SELECT *, value AS ${column} FROM discrepancy_facet WHERE facet = '${axis}') d ON d.tenant_id = t.tenant_id WHERE ${sql} GROUP BY 1, 2, 3`,
    )
    .bind(...params);
}

/** Those of the statement's answer that count something. */
export function toTallies(result: D1Result): Tally[] {
  return (result.results as TallyRow[]).flatMap((row) =>
    tallyKinds.flatMap((kind) => (row[kind]! > 0 ? [{ value: row.value, severity: row.severity, snoozed: row.snoozed === 1, kind, count: row[kind]!, difference: row[`${kind}_difference`]! }] : [])),
  );
}

/** What the officer must not see for now: to be taken off the tallies. */
export function withheldStatement(ledger: D1Database, officerId: string): D1PreparedStatement {
  return ledger
    .prepare(
      `SELECT d.tenant_id AS tenantId, d.rule, d.period_id AS periodId, d.severity, d.snoozed, d.state, d.assignee IS NULL AS isFree, COUNT(*) AS count, SUM(ABS(COALESCE(d.difference, 0))) AS difference
       FROM (SELECT DISTINCT tenant_id, discrepancy_id FROM withheld_discrepancy INDEXED BY withheld_discrepancy_of_officer WHERE officer_id = ?) AS w
       JOIN discrepancy d ON d.tenant_id = w.tenant_id AND d.id = w.discrepancy_id GROUP BY 1, 2, 3, 4, 5, 6, 7`,
    )
    .bind(officerId);
}

export type Withheld = Omit<Tally, "value"> & Record<TalliedBy, string>;
export function toWithheld(result: D1Result | undefined): Withheld[] {
  type Row = { tenantId: string; rule: string; periodId: string; severity: number; snoozed: number; state: DiscrepancyState; isFree: number; count: number; difference: number };
  return ((result?.results ?? []) as Row[]).map(({ tenantId, rule, periodId, severity, snoozed, state, isFree, count, difference }) => ({
    tenant: tenantId, rule, period: periodId, severity, snoozed: snoozed === 1, kind: kindOf(state, isFree === 1), count, difference,
  }));
}

/** How many of a tenant's discrepancies are open, by severity as stored, the severest first. */
export async function countOpenOfTenant(ledger: D1Database, tenantCode: string): Promise<{ severity: number; count: number }[]> {
  const open = tallyKinds.filter((kind) => !closedStates.includes(stateOfKind(kind))).map((kind) => `SUM(${kind})`).join(" + ");
  const { results } = await ledger
    .prepare(`SELECT severity, ${open} AS count FROM discrepancy_facet WHERE tenant_id = ? AND facet = 'rule' GROUP BY severity HAVING ${open} > 0 ORDER BY severity DESC`)
    .bind(tenantCode)
    .all<{ severity: number; count: number }>();
  return results;
}

/** What a discrepancy is counted by where no tally answers. */
export type Counted = { tenantId: string; state: string; severity: number; rule: string; periodId: string; snoozed: number; count: number; difference: number };
/** `isCapped`: there are more rows than were looked at, so that every count is "at least". */
export type Count<Group> = { groups: Group[]; isCapped: boolean };

/**
 * The same, counted from rows, for questions that the tallies cannot answer. Of the rows that the best index leads to, at most `most` are looked
 * at, however few of them meet the conditions.
 */
export function countStatement(ledger: D1Database, conditions: readonly Condition[], most: number): D1PreparedStatement {
  return countingStatement(ledger, conditions, most, "d.tenant_id AS tenantId, d.state, d.severity, d.rule, d.period_id AS periodId, d.snoozed", "1, 2, 3, 4, 5, 6");
}

export function toCount<Group extends { count: number }>(result: D1Result, most: number): Count<Group> {
  const rows = result.results as (Group & { looked: number })[];
  return { groups: rows.filter(({ count }) => count > 0), isCapped: rows.reduce((sum, { looked }) => sum + looked, 0) > most };
}

/** By subject (a service, a field of work, or the unit as a whole), within the same bound. */
export async function groupBySubject(ledger: D1Database, conditions: readonly Condition[], most: number): Promise<Count<SubjectGroup>> {
  const names = "d.subject, MAX(d.subject_name_vi) AS nameVi, MAX(d.subject_name_en) AS nameEn, MAX(CASE WHEN d.fits THEN d.severity END) AS severity";
  return toCount(await countingStatement(ledger, conditions, most, names, "d.subject").all(), most);
}
export type SubjectGroup = { subject: string; nameVi: string; nameEn: string; count: number; difference: number; severity: number };

function countingStatement(ledger: D1Database, conditions: readonly Condition[], most: number, columns: string, groupBy: string): D1PreparedStatement {
  const path = pathOfCount(conditions);
  const { led, rest } = along(path, conditions);
  const fits = toWhere(rest);
  return ledger
    .prepare(
      `SELECT ${columns}, COUNT(*) AS looked, SUM(d.fits) AS count, SUM(CASE WHEN d.fits THEN ABS(COALESCE(d.difference, 0)) ELSE 0 END) AS difference FROM (
         SELECT d.*, COALESCE((${fits.sql}), 0) AS fits FROM (SELECT * FROM discrepancy d INDEXED BY ${path.index} WHERE ${led.sql} LIMIT ?) d
       ) d GROUP BY ${groupBy}`,
    )
    .bind(...fits.params, ...led.params, most + 1);
}

/**
 * How many that meet the conditions were opened or moved after the instant (milliseconds), at most `most` + 1. No index is kept for it: every move would
 * pay for what is asked once a morning. It reads what the conditions' own index leads to, at worst the ledger's discrepancies once.
 */
export async function countFresh(ledger: D1Database, conditions: readonly Condition[], since: number, most: number): Promise<number> {
  const { sql, params } = toWhere(conditions);
  const row = await ledger
    .prepare(`SELECT COUNT(*) AS fresh FROM (SELECT 1 FROM discrepancy d WHERE d.moved_at > ? AND ${sql} LIMIT ?)`)
    .bind(since, ...params, most + 1)
    .first<{ fresh: number }>();
  return row!.fresh;
}
