import { closedStates, discrepancyStates, type DiscrepancyState } from "./contract.ts";

/** Compared as the database compares: numbers as numbers, days and ids as text. */
export type Comparison = "=" | "<" | "<=" | ">" | ">=";
export type Range<Value extends string | number> = { operator: Comparison; value: Value };

/**
 * One thing that a list of discrepancies asks for. Alternatives within a condition are joined by "or", conditions by "and"; `isNot` turns it
 * round, and what is unknown (NULL) does not meet a condition that is not turned round.
 */
export type Condition = { isNot: boolean } & (
  | { on: "open" }
  | { on: "tenant" | "state" | "rule" | "measure" | "period" | "assignee"; values: readonly (string | null)[] }
  | { on: "severity" | "difference" | "percent" | "seen" | "repeat" | "opened"; ranges: readonly Range<number>[] }
  | { on: "due"; ranges: readonly (Range<string> | "none")[] }
  | { on: "subject"; values: readonly { text: string; isPrefix: boolean }[] }
  /** A reason that somebody gave in its life. */
  | { on: "reason"; values: readonly string[] }
  | { on: "signature"; values: readonly Signature[] }
  /** Folded as `foldForSearch` folds. */
  | { on: "text"; text: string }
  | { on: "snoozed" | "regressed" }
  /** What the officer must not see for now; never said in a query, laid over every list an officer of the authority reads. */
  | { on: "withheld"; officer: string }
);

/** How the document stands that the numbers were held against: there is none, it holds, or its key, or that of a signed move, was in wrong hands by then. */
export const signatures = ["none", "valid", "contested"] as const;
export type Signature = (typeof signatures)[number];

/** Nobody has signed over it yet with another key. */
export const isContested = "EXISTS (SELECT 1 FROM contested_submission c WHERE c.tenant_id = d.tenant_id AND c.jti = d.document_jti AND c.confirmed_jti IS NULL)";
/** A signed move of its present life is contested, and nobody has confirmed it. */
export const isMoveContested = "EXISTS (SELECT 1 FROM contested_move c WHERE c.tenant_id = d.tenant_id AND c.discrepancy_id = d.id AND c.confirmed_jti IS NULL AND c.countered_idx IS NULL)";
const isAnyContested = `(${isContested} OR ${isMoveContested})`;
const signatureSql: Record<Signature, string> = { none: `(d.document_jti IS NULL AND NOT ${isMoveContested})`, valid: `(d.document_jti IS NOT NULL AND NOT ${isAnyContested})`, contested: isAnyContested };

export const openStates: readonly DiscrepancyState[] = discrepancyStates.filter((state) => !closedStates.includes(state));

export type Sql = { sql: string; params: (string | number)[] };

/** The conditions as one SQL expression over `discrepancy d`. Lists ride in one JSON parameter each, so their length does not matter. */
export function toWhere(conditions: readonly Condition[]): Sql {
  const parts = conditions.map(toExpression);
  return { sql: parts.map(({ sql }) => sql).join(" AND ") || "1", params: parts.flatMap(({ params }) => params) };
}

function toExpression(condition: Condition): Sql {
  // Never unknown, and an equality either way: indexes have the one or the other first, as their direction needs it.
  if (condition.on === "open") return { sql: `d.is_open = ${Number(!condition.isNot)} AND d.is_closed = ${Number(condition.isNot)}`, params: [] };
  const { sql, params } = plain(condition);
  return { sql: condition.isNot ? `NOT COALESCE(${sql}, 0)` : sql, params };
}

const columns = { tenant: "d.tenant_id", state: "d.state", rule: "d.rule", measure: "d.measure", period: "d.period_id", assignee: "d.assignee" } as const;
const numbers = { seen: "d.times_seen", repeat: "d.times_before", opened: "d.opened_at" } as const;

function plain(condition: Exclude<Condition, { on: "open" }>): Sql {
  switch (condition.on) {
    case "tenant": case "state": case "rule": case "measure": case "period": case "assignee":
      return oneOf(columns[condition.on], condition.values);
    case "severity":
      return anyOf(condition.ranges.map(({ operator, value }) => ({ sql: `d.urgency ${turned[operator]} ?`, params: [0 - value] })));
    case "seen": case "repeat": case "opened": {
      const column = numbers[condition.on];
      return anyOf(condition.ranges.map(({ operator, value }) => ({ sql: `${column} ${operator} ?`, params: [value] })));
    }
    case "difference":
      return anyOf(condition.ranges.map((range) => ({ sql: `${differenceColumn(range)} ${range.operator} ?`, params: [range.value] })));
    case "percent":
      // Of nothing, any difference is more than every percentage.
      return anyOf(condition.ranges.map(({ operator, value }) => ({ sql: `ABS(d.difference) * 100.0 ${operator} ? * ABS(d.actual)`, params: [value] })));
    case "due":
      return anyOf(condition.ranges.map((range) => (range === "none" ? { sql: "d.due_on IS NULL", params: [] } : { sql: `${dueColumn(range)} ${range.operator} ?`, params: [range.value] })));
    case "subject":
      return anyOf(condition.values.map(({ text, isPrefix }) => (isPrefix ? { sql: "SUBSTR(d.subject, 1, LENGTH(?)) = ?", params: [text, text] } : { sql: "d.subject = ?", params: [text] })));
    case "reason":
      return {
        sql: "EXISTS (SELECT 1 FROM discrepancy_event e WHERE e.tenant_id = d.tenant_id AND e.discrepancy_id = d.id AND e.reason IN (SELECT value FROM json_each(?)))",
        params: [JSON.stringify(condition.values)],
      };
    case "signature":
      return anyOf(condition.values.map((value) => ({ sql: signatureSql[value], params: [] })));
    case "text":
      return { sql: "INSTR(d.search_text, ?) > 0", params: [condition.text] };
    case "snoozed":
      return { sql: "d.snoozed = 1", params: [] };
    case "regressed":
      return { sql: "d.times_regressed > 0", params: [] };
    case "withheld":
      return { sql: "EXISTS (SELECT 1 FROM withheld_discrepancy w WHERE w.tenant_id = d.tenant_id AND w.discrepancy_id = d.id AND w.officer_id = ?)", params: [condition.officer] };
  }
}

/** The column of the indexes is the severity with its sign turned round. */
const turned: Record<Comparison, Comparison> = { "=": "=", "<": ">", "<=": ">=", ">": "<", ">=": "<=" };

/** The column of the index, in which no day is a day far ahead: right for days before one, not for days after. */
function dueColumn({ operator }: Range<string>): string {
  return operator.startsWith(">") ? "d.due_on" : "d.due_key";
}

/** The column of the index, in which no difference is 0: right for more than something. */
function differenceColumn({ operator, value }: Range<number>): string {
  return operator.startsWith(">") && value > 0 ? "d.difference_key" : "ABS(d.difference)";
}

/** One value stays an equality that an index serves; several are a list. */
function oneOf(column: string, values: readonly (string | null)[]): Sql {
  const named = values.filter((value) => value !== null);
  const parts: Sql[] = [
    ...(named.length === 1 ? [{ sql: `${column} = ?`, params: [named[0]!] }] : named.length > 1 ? [{ sql: `${column} IN (SELECT value FROM json_each(?))`, params: [JSON.stringify(named)] }] : []),
    ...(values.includes(null) ? [{ sql: `${column} IS NULL`, params: [] }] : []),
  ];
  return anyOf(parts);
}

function anyOf(parts: readonly Sql[]): Sql {
  if (parts.length === 0) return { sql: "0", params: [] };
  if (parts.length === 1) return parts[0]!;
  return { sql: `(${parts.map(({ sql }) => sql).join(" OR ")})`, params: parts.flatMap(({ params }) => params) };
}
