import { accessPath, along } from "./access-path.ts";
import { isContested, isMoveContested, toWhere, type Condition, type Sql } from "./discrepancy-conditions.ts";
import { orderColumns, orders, placeOf, type ListPlace, type ListSort, type OrderColumn } from "./list-orders.ts";
import { discrepancyColumns, toDiscrepancy, type Discrepancy, type DiscrepancyRow } from "./queries.ts";

/** With whether the document it was held against is contested, or a signed move of its present life, and of how many filings its count is, where the last run said so. */
export type ListedDiscrepancy = Discrepancy & { isContested: boolean; isMoveContested: boolean; lookedAt: number | null };

/** One row more is read for a finding about filings with signals, none for the others. */
const lookedAt = `CASE WHEN d.measure = 'filings-flagged' THEN
  (SELECT o.evidence ->> 'filingsLookedAt' FROM discrepancy_occurrence o WHERE o.tenant_id = d.tenant_id AND o.discrepancy_id = d.id ORDER BY o.run_id DESC LIMIT 1) END`;
const listed = `${discrepancyColumns}, ${isContested} AS isContested, ${isMoveContested} AS isMoveContested, ${lookedAt} AS lookedAt`;
type ListedRow = DiscrepancyRow & { isContested: number; isMoveContested: number; lookedAt: number | null };

/** `lookedTo` is how far the ledger was looked through where not every row that may fit was looked at; null when there is nothing after the last row, or the page is full. */
export type LedgerPage = { rows: ListedDiscrepancy[]; lookedTo: ListPlace | null };

/**
 * A page of one ledger's discrepancies that come after `after`, at most `limit`, in one statement. By itself, or narrowed by what an index knows
 * (one tenant; one state; one assignee; snoozed; regressed; risk), a page reads its own rows and the one named by `after` at any depth. Other
 * conditions pass over rows that do not fit: of these and those, at most `most` are looked at, and `lookedTo`, asked for where the page is not
 * full, says from where to go on.
 */
export async function listPage(ledger: D1Database, conditions: readonly Condition[], sort: ListSort, after: ListPlace | null, limit: number, most: number): Promise<LedgerPage> {
  const path = accessPath(conditions, sort);
  const { led, rest, isSeverityFixed } = along(path, conditions);
  const columns = orderColumns(sort, path.fixesOpen || conditions.some(({ on }) => on === "open"), isSeverityFixed);
  const [beyond, where] = [beyondSql(columns, sort, after), toWhere(rest)];
  const scan = `FROM discrepancy d INDEXED BY ${path.index} WHERE ${led.sql} AND ${beyond.sql}`;
  const order = `ORDER BY ${columns.map(({ sql }) => `${sql} ${orders[sort].direction}`).join(", ")}`;
  const read = async (sql: string, ...params: (string | number)[]) => (await ledger.prepare(sql).bind(...params).all<ListedRow>()).results.map(toListed);
  // What is withheld from one reader is a handful: the page is its own rows and these. What has to be sorted is looked at anyway.
  if (!path.isInOrder || rest.every(({ on }) => on === "withheld")) {
    return { rows: await read(`SELECT ${listed} ${scan} AND ${where.sql} ${order} LIMIT ?`, ...led.params, ...beyond.params, ...where.params, limit), lookedTo: null };
  }
  // The rows come as the inner statement gives them, one by one: an ORDER BY around it would look at all before it gives the first.
  const rows = await read(`SELECT ${listed} FROM (SELECT * ${scan} ${order} LIMIT ?) d WHERE ${where.sql} LIMIT ?`, ...led.params, ...beyond.params, most, ...where.params, limit);
  if (rows.length === limit) return { rows, lookedTo: null };
  // What moves away between the two reads brings the later ones nearer: so the place is one well before the last that was looked at.
  const [last] = await read(`SELECT ${listed} ${scan} ${order} LIMIT 1 OFFSET ?`, ...led.params, ...beyond.params, most - most / 10 - 1);
  return { rows, lookedTo: last ? placeOf(last, sort) : null };
}

function beyondSql(columns: readonly OrderColumn[], sort: ListSort, after: ListPlace | null): Sql {
  if (after === null) return { sql: "1", params: [] };
  const [operator, marks] = [orders[sort].direction === "ASC" ? ">" : "<", columns.map(() => "?").join(", ")];
  return { sql: `(${columns.map(({ sql }) => sql).join(", ")}) ${operator} (${marks})`, params: columns.map(({ at }) => at(after)) };
}

function toListed(row: ListedRow): ListedDiscrepancy {
  return { ...toDiscrepancy(row), isContested: row.isContested === 1, isMoveContested: row.isMoveContested === 1, lookedAt: row.lookedAt };
}
