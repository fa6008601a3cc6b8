import type { Person } from "../tenancy/same-person.ts";

/** Somebody who judges, and how many open discrepancies they have. */
export type Judge = Person & { department: string; load: number };

/**
 * Who of the team gets the next one: whoever has the least, and among equals whose turn it is (`turn` counts on). Null when everybody
 * is barred or has as much as one person can have: then it waits for the team.
 */
export function chooseAssignee(team: readonly Judge[], loadCap: number, turn: number): Judge | null {
  const free = team.filter(({ load }) => load < loadCap);
  const least = Math.min(...free.map(({ load }) => load));
  const equals = free.filter(({ load }) => load === least).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return equals[turn % Math.max(equals.length, 1)] ?? null;
}
