import { closedStates } from "./contract.ts";
import type { Condition } from "./discrepancy-conditions.ts";
import type { Tally } from "./tally-queries.ts";

/** What a list is narrowed by with one click, each with its member of a tally. */
export const facetNames = ["state", "severity", "tenant", "rule", "period", "snoozed"] as const;
export type FacetName = (typeof facetNames)[number];

/** Of each facet, how many discrepancies have which value; values with none are left out. Most frequent first. */
export type Facets = Record<FacetName, { value: string | number | boolean; count: number }[]>;

const valueOf = {
  state: ({ state }: Tally) => state,
  severity: ({ severity }: Tally) => severity,
  tenant: ({ tenantId }: Tally) => tenantId,
  rule: ({ rule }: Tally) => rule,
  period: ({ periodId }: Tally) => periodId,
  snoozed: ({ snoozed }: Tally) => snoozed,
} as const satisfies Record<FacetName, (tally: Tally) => string | number | boolean>;

/** The facet whose own condition does not narrow it: choosing a second state must show how many the other states have. */
const facetOf: Partial<Record<Condition["on"], FacetName>> = { open: "state", state: "state", severity: "severity", tenant: "tenant", rule: "rule", period: "period", snoozed: "snoozed" };

/** The facets and the number of discrepancies under the conditions. Conditions that no tally knows must have been met already. */
export function countFacets(tallies: readonly Tally[], conditions: readonly Condition[]): { total: number; facets: Facets } {
  const known = conditions.filter(({ on }) => facetOf[on] !== undefined);
  const meetsAll = (tally: Tally, but?: FacetName) => known.every((condition) => facetOf[condition.on] === but || meets(condition, tally));
  const facets = Object.fromEntries(facetNames.map((name) => [name, countValues(tallies.filter((tally) => meetsAll(tally, name)), valueOf[name])])) as Facets;
  return { total: sum(tallies.filter((tally) => meetsAll(tally))), facets };
}

function countValues(tallies: readonly Tally[], valueIn: (tally: Tally) => string | number | boolean): Facets[FacetName] {
  return [...Map.groupBy(tallies, valueIn)].map(([value, group]) => ({ value, count: sum(group) })).sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}

export function meets(condition: Condition, tally: Tally): boolean {
  return meetsPlain(condition, tally) !== condition.isNot;
}

function meetsPlain(condition: Condition, tally: Tally): boolean {
  const { on } = condition;
  if (on === "open") return !closedStates.includes(tally.state);
  if (on === "snoozed") return tally.snoozed;
  // Taken off the tallies when they were read.
  if (on === "withheld") return false;
  if (on === "severity") return condition.ranges.some(({ operator, value }) => compares[operator](tally.severity, value));
  if (on === "state" || on === "tenant" || on === "rule" || on === "period") return condition.values.includes(valueOf[on](tally));
  throw new Error(`A tally does not know ${on}`);
}

const compares = {
  "=": (a: number, b: number) => a === b,
  "<": (a: number, b: number) => a < b,
  "<=": (a: number, b: number) => a <= b,
  ">": (a: number, b: number) => a > b,
  ">=": (a: number, b: number) => a >= b,
} as const;

function sum(tallies: readonly Tally[]): number {
  return tallies.reduce((total, { count }) => total + count, 0);
}
