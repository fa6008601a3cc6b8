import { closedStates } from "./contract.ts";
import type { Condition } from "./discrepancy-conditions.ts";
import { stateOfKind } from "./tally-kinds.ts";
import type { Counted, TalliedBy, Tally, TallyAxis, Withheld } from "./tally-queries.ts";

/** What a list is narrowed by with one click. */
export const facetNames = ["state", "severity", "tenant", "rule", "period", "snoozed"] as const;
export type FacetName = (typeof facetNames)[number];

/** Of each facet, how many discrepancies have which value; values with none are left out. Most frequent first. */
export type Facets = Record<FacetName, { value: string | number | boolean; count: number }[]>;

/** The facet whose own condition does not narrow it: choosing a second state must show how many the other states have. */
const facetOf: Partial<Record<Condition["on"], FacetName>> = { open: "state", state: "state", severity: "severity", tenant: "tenant", rule: "rule", period: "period", snoozed: "snoozed" };

/**
 * By what the tallies answer the conditions; null when they cannot. They know tenants, severities, states and sleep, and either rules or periods;
 * of assignees, only that nobody has a new one.
 */
export function tallyAxisOf(conditions: readonly Condition[]): TallyAxis | null {
  const has = (on: Condition["on"]) => conditions.some((one) => one.on === on);
  const onlyNew = conditions.some((one) => one.on === "state" && !one.isNot && one.values.length === 1 && one.values[0] === "NEW");
  const isKnown = (one: Condition) => facetOf[one.on] !== undefined || one.on === "withheld" || (one.on === "assignee" && !one.isNot && one.values.length === 1 && one.values[0] === null && onlyNew);
  if (!conditions.every(isKnown) || (has("rule") && has("period"))) return null;
  return has("period") ? "period" : "rule";
}

/** The officer from whom some are withheld: they are taken off the tallies, which know of no reader. */
export function officerIn(conditions: readonly Condition[]): string | null {
  return conditions.find((one) => one.on === "withheld")?.officer ?? null;
}

/** The tallies without what is withheld. `applied` are the conditions that the database applied to them. */
export function withoutWithheld(tallies: readonly Tally[], by: TalliedBy, applied: readonly Condition[], withheld: readonly Withheld[]): Tally[] {
  if (withheld.length === 0) return [...tallies];
  const less = withheld
    .filter((one) => applied.every((condition) => meets(condition, { ...one, value: one[condition.on as TalliedBy] })))
    .map((one): Tally => ({ value: one[by], severity: one.severity, snoozed: one.snoozed, kind: one.kind, count: -one.count, difference: -one.difference }));
  return [...Map.groupBy([...tallies, ...less], ({ value, severity, snoozed, kind }) => `${value} ${severity} ${snoozed} ${kind}`).values()]
    .map((group): Tally => ({ ...group[0]!, count: sum(group), difference: group.reduce((total, { difference }) => total + difference, 0) }))
    .filter(({ count }) => count > 0);
}

/** The conditions that the database applies when it adds up tallies of an axis by `by`; its own narrows no facet. */
export function conditionsOfTallies(conditions: readonly Condition[], axis: TallyAxis, by: TalliedBy): Condition[] {
  return conditions.filter(({ on }) => (by === "tenant" ? on === axis : on === "tenant"));
}

/** The others: what is left to look at in each tally. */
export function conditionsOn(conditions: readonly Condition[], by: TalliedBy): Condition[] {
  return conditions.filter(({ on }) => on === by || (on !== "tenant" && on !== "rule" && on !== "period"));
}

/** How many of the tallies meet the conditions, and of each facet that they tell apart which values. `by` is what they were added up by. */
export function countTallies(tallies: readonly Tally[], by: TalliedBy, conditions: readonly Condition[]): { total: number; facets: Pick<Facets, "state" | "severity" | "snoozed"> & { by: Facets[FacetName] } } {
  const narrowing = conditionsOn(conditions, by);
  const counted = (valueOf: (tally: Tally) => string | number | boolean, but: FacetName) =>
    countValues(tallies.filter((tally) => narrowing.every((condition) => facetOf[condition.on] === but || meets(condition, tally))), valueOf);
  return {
    total: sum(tallies.filter((tally) => narrowing.every((condition) => meets(condition, tally)))),
    facets: {
      state: counted(({ kind }) => stateOfKind(kind), "state"),
      severity: counted(({ severity }) => severity, "severity"),
      snoozed: counted(({ snoozed }) => snoozed, "snoozed"),
      by: counted(({ value }) => value, by),
    },
  };
}

/** The same from counted rows, which meet every condition already. */
export function countRows(rows: readonly Counted[]): { total: number; facets: Facets } {
  const facets: Facets = {
    state: countValues(rows, ({ state }) => state),
    severity: countValues(rows, ({ severity }) => severity),
    tenant: countValues(rows, ({ tenantId }) => tenantId),
    rule: countValues(rows, ({ rule }) => rule),
    period: countValues(rows, ({ periodId }) => periodId),
    snoozed: countValues(rows, ({ snoozed }) => snoozed === 1),
  };
  return { total: sum(rows), facets };
}

/** Whether the tally meets the condition; one on tenant, rule or period must be about what its value is. */
export function meets(condition: Condition, tally: Tally): boolean {
  return meetsPlain(condition, tally) !== condition.isNot;
}

function meetsPlain(condition: Condition, { value, severity, snoozed, kind }: Tally): boolean {
  const { on } = condition;
  if (on === "open") return !closedStates.includes(stateOfKind(kind));
  if (on === "state") return condition.values.includes(stateOfKind(kind));
  if (on === "assignee") return kind === "new_free";
  if (on === "snoozed") return snoozed;
  // Taken off the tallies when they were read.
  if (on === "withheld") return false;
  if (on === "severity") return condition.ranges.some((range) => compares[range.operator](severity, range.value));
  if (on === "tenant" || on === "rule" || on === "period") return condition.values.includes(value);
  throw new Error(`A tally does not know ${on}`);
}

const compares = {
  "=": (a: number, b: number) => a === b,
  "<": (a: number, b: number) => a < b,
  "<=": (a: number, b: number) => a <= b,
  ">": (a: number, b: number) => a > b,
  ">=": (a: number, b: number) => a >= b,
} as const;

function countValues<Row extends { count: number }, Value extends string | number | boolean>(rows: readonly Row[], valueOf: (row: Row) => Value): { value: Value; count: number }[] {
  return [...Map.groupBy(rows, valueOf)].map(([value, group]) => ({ value, count: sum(group) })).sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}

function sum(rows: readonly { count: number }[]): number {
  return rows.reduce((total, { count }) => total + count, 0);
}
