import type { RuleId } from "./contract.ts";
import { discrepancyColumns, toDiscrepancy, type Discrepancy, type DiscrepancyRow } from "./queries.ts";
import { isContested, isMoveContested, toWhere, type Condition, type Sql } from "./discrepancy-conditions.ts";

/** The orders of a list. Open ones always stand first; `id` carries the time of opening and makes every order total. */
export type ListSort = "severity" | "due" | "newest" | "difference";

/** Where a row stands in the order: the cursor of the page after it. */
export type ListPlace = { isOpen: boolean; key: string | number; id: string };

/** With whether the document it was held against is contested, or a signed move of its present life, and of how many filings its count is, where the last run said so. */
export type ListedDiscrepancy = Discrepancy & { isContested: boolean; isMoveContested: boolean; lookedAt: number | null };

/** One row more is read for a finding about filings with signals, none for the others. */
const lookedAt = `CASE WHEN d.measure = 'filings-flagged' THEN
  (SELECT o.evidence ->> 'filingsLookedAt' FROM discrepancy_occurrence o WHERE o.tenant_id = d.tenant_id AND o.discrepancy_id = d.id ORDER BY o.run_id DESC LIMIT 1) END`;

type Order = {
  /** As the index has it, so that the database reads on where the page before ended. */
  key: string | null;
  direction: "ASC" | "DESC";
  index: string;
  keyOf(row: Discrepancy): string | number;
};

/** As the partial index of these has them, in its order. */
export const riskRuleIds: readonly RuleId[] = ["R23", "R35", "R36", "R37", "R38", "R52", "R53"];

const NO_DAY = "9999-12-31";
const orders: Record<ListSort, Order> = {
  severity: { key: "d.severity", direction: "DESC", index: "discrepancy_in_order", keyOf: (row) => row.severity },
  due: { key: "d.due_key", direction: "ASC", index: "discrepancy_by_due", keyOf: (row) => row.dueOn ?? NO_DAY },
  newest: { key: null, direction: "DESC", index: "discrepancy_by_age", keyOf: () => 0 },
  difference: { key: "d.difference_key", direction: "DESC", index: "discrepancy_by_difference", keyOf: (row) => Math.abs(row.difference ?? 0) },
};

/** Orders rows of several ledgers as each ledger orders its own. */
export function compareRows(sort: ListSort): (a: Discrepancy, b: Discrepancy) => number {
  const { keyOf, direction } = orders[sort];
  const sign = direction === "ASC" ? 1 : -1;
  return (a, b) => Number(b.isOpen) - Number(a.isOpen) || sign * compare(keyOf(a), keyOf(b)) || sign * compare(a.id, b.id);
}

export function placeOf(row: Discrepancy, sort: ListSort): ListPlace {
  return { isOpen: row.isOpen, key: orders[sort].keyOf(row), id: row.id };
}

/**
 * A page of one ledger's discrepancies that come after `after`, at most `limit`, in one statement. By itself, or narrowed by what an index
 * knows (one tenant; one state; one assignee; snoozed; regressed; risk), a page reads its own rows and the one named by `after` at any depth.
 * Other conditions pass over the rows that do not fit.
 */
export async function listPage(ledger: D1Database, conditions: readonly Condition[], sort: ListSort, after: ListPlace | null, limit: number): Promise<ListedDiscrepancy[]> {
  const { sql, params } = pageSql(conditions, sort, after);
  const { results } = await ledger.prepare(sql).bind(...params, limit).all<DiscrepancyRow & { isContested: number; isMoveContested: number; lookedAt: number | null }>();
  return results.map((row) => ({ ...toDiscrepancy(row), isContested: row.isContested === 1, isMoveContested: row.isMoveContested === 1 }));
}

function pageSql(conditions: readonly Condition[], sort: ListSort, after: ListPlace | null): Sql {
  const order = orders[sort];
  const path = accessPath(conditions, sort);
  const where = toWhere(conditions);
  const columns = orderColumns(order, path.fixesOpen || conditions.some(({ on }) => on === "open"), order.key === "d.severity" && fixesSeverity(conditions));
  const beyond = after ? afterSql(order, columns, after) : { sql: "1", params: [] };
  return {
    sql: `SELECT ${discrepancyColumns}, ${isContested} AS isContested, ${isMoveContested} AS isMoveContested, ${lookedAt} AS lookedAt FROM discrepancy d INDEXED BY ${path.index} WHERE ${path.literal} AND ${where.sql} AND ${beyond.sql}
      ORDER BY ${columns.map((column) => `${column} ${order.direction}`).join(", ")} LIMIT ?`,
    params: [...where.params, ...beyond.params],
  };
}

/** Open before closed, in a direction that the rest of the order has too: only then can the database go on in its index. */
function openness({ direction }: Order): string {
  return direction === "ASC" ? "d.is_closed" : "d.is_open";
}

/** The columns of the order that no condition fixes: beside `is_open = 1` the whole triple would be read row by row from the start. */
function orderColumns(order: Order, openIsFixed: boolean, keyIsFixed: boolean): string[] {
  return [...(openIsFixed ? [] : [openness(order)]), ...(order.key === null || keyIsFixed ? [] : [order.key]), "d.id"];
}

function fixesSeverity(conditions: readonly Condition[]): boolean {
  return conditions.some((one) => one.on === "severity" && !one.isNot && one.ranges.length === 1 && one.ranges[0]!.operator === "=");
}

function afterSql(order: Order, columns: readonly string[], after: ListPlace): Sql {
  const valueOf = (column: string) => (column === openness(order) ? Number(after.isOpen === (order.direction === "DESC")) : column === "d.id" ? after.id : after.key);
  return { sql: `(${columns.join(", ")}) ${order.direction === "ASC" ? ">" : "<"} (${columns.map(() => "?").join(", ")})`, params: columns.map(valueOf) };
}

/**
 * What is looked at to count the rows that meet the conditions: those that an index leads to without passing over any, and what is left to ask of
 * each. However the scan is cut, it reads no more rows than it gives.
 */
export function scanSql(conditions: readonly Condition[]): { scan: Sql; rest: Sql } {
  const path = accessPath(conditions, sortOfScan(conditions));
  const led: Condition[] = [];
  for (const on of path.leads) {
    const found = conditions.find((one) => one.on === on && !led.includes(one) && isLeading(one));
    if (!found) break;
    led.push(found);
  }
  const where = toWhere(led);
  return { scan: { sql: `SELECT * FROM discrepancy d INDEXED BY ${path.index} WHERE ${path.literal} AND ${where.sql}`, params: where.params }, rest: toWhere(conditions.filter((one) => !led.includes(one))) };
}

/** A day or a size before which everything counts is where an order begins. */
function sortOfScan(conditions: readonly Condition[]): ListSort {
  const isOpenFixed = conditions.some(({ on }) => on === "open");
  const has = (on: "due" | "difference") => isOpenFixed && conditions.some((one) => one.on === on && isLeading(one));
  return has("due") ? "due" : has("difference") ? "difference" : "severity";
}

/** One range or one value that the index has in one piece. */
function isLeading(condition: Condition): boolean {
  const { on, isNot } = condition;
  if (on === "open") return true;
  if (isNot) return false;
  if (on === "tenant" || on === "state" || on === "assignee") return condition.values.length === 1;
  if (on === "severity") return condition.ranges.length === 1;
  if (on === "due") return condition.ranges.length === 1 && condition.ranges[0] !== "none" && condition.ranges[0]!.operator.startsWith("<");
  if (on === "difference") return condition.ranges.length === 1 && condition.ranges[0]!.operator.startsWith(">") && condition.ranges[0]!.value > 0;
  return false;
}

/** `literal` repeats a condition in words that a partial index insists on; `leads` is what the index begins with, in its order. */
type AccessPath = { index: string; literal: string; fixesOpen: boolean; leads: readonly Condition["on"][] };

/** The index that leads to the fewest rows and has them in order already. */
function accessPath(conditions: readonly Condition[], sort: ListSort): AccessPath {
  const only = (on: "tenant" | "state" | "assignee") => {
    const found = conditions.find((one) => one.on === on && !one.isNot);
    return found && "values" in found && found.values.length === 1 ? (found.values[0] as string | null) : undefined;
  };
  const has = (on: "snoozed" | "regressed") => conditions.some((one) => one.on === on && !one.isNot);
  const path = (index: string, leads: AccessPath["leads"], literal = "1", fixesOpen = false): AccessPath => ({ index, literal, fixesOpen, leads });

  // One tenant's, or one person's, are few: another order of them is sorted when read.
  if (only("tenant") !== undefined) return path("discrepancy_open_of_tenant", ["tenant", "open", "severity"]);
  if (typeof only("assignee") === "string" && sort === "due") return path("discrepancy_mine", ["assignee", "open"], `d.assignee IS NOT NULL AND ${literalOpenness(conditions, orders.due)}`);
  if (typeof only("assignee") === "string") return path("discrepancy_by_assignee", ["assignee", "open", "severity"], "d.assignee IS NOT NULL");
  if (sort !== "severity") return path(orders[sort].index, ["open", ...(sort === "newest" ? [] : [sort])], literalOpenness(conditions, orders[sort]));
  if (only("state") === "NEW" && only("assignee") === null) return path("discrepancy_inbox", ["severity"], "d.state = 'NEW' AND d.assignee IS NULL", true);
  if (only("state") !== undefined) return path("discrepancy_by_state", ["state", "severity"], "1", true);
  if (conditions.some((one) => one.on === "rule" && !one.isNot && one.values.every((rule) => riskRuleIds.includes(rule as RuleId)))) return path("discrepancy_of_risk", ["open", "severity"], `d.rule IN (${riskRuleIds.map((rule) => `'${rule}'`).join(", ")})`);
  if (has("snoozed")) return path("discrepancy_sleeping", ["open", "severity"], "d.snoozed = 1");
  if (has("regressed")) return path("discrepancy_regressed", ["open", "severity"], "d.times_regressed > 0");
  return path("discrepancy_in_order", ["open", "severity"]);
}

/** The index of an ascending order has the openness turned round. */
function literalOpenness(conditions: readonly Condition[], { direction }: Order): string {
  const open = conditions.find(({ on }) => on === "open");
  return open && direction === "ASC" ? `d.is_closed = ${Number(open.isNot)}` : "1";
}

function compare(a: string | number, b: string | number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
