import type { Discrepancy } from "./queries.ts";

/** The orders of a list. Open ones always stand first; `id` carries the time of opening and makes every order total. */
export type ListSort = "severity" | "due" | "newest" | "difference";

/** Where a row stands in the order: what comes after it is the next page. */
export type ListPlace = { isOpen: boolean; keys: readonly (string | number)[]; id: string };

type Key = { sql: string; of(row: Discrepancy): string | number };
type Order = {
  /** Between openness and id. */
  keys: readonly Key[];
  /** One for all columns: only then does the database read on in its index where the page before ended. */
  direction: "ASC" | "DESC";
  index: string;
};

const NO_DAY = "9999-12-31";
/** The severest have the smallest. */
const urgency: Key = { sql: "d.urgency", of: ({ severity }) => 0 - severity };
const due: Key = { sql: "d.due_key", of: ({ dueOn }) => dueOn ?? NO_DAY };
const difference: Key = { sql: "d.difference_key", of: (row) => Math.abs(row.difference ?? 0) };

export const orders: Record<ListSort, Order> = {
  severity: { keys: [urgency, due], direction: "ASC", index: "discrepancy_in_order" },
  due: { keys: [due], direction: "ASC", index: "discrepancy_by_due" },
  newest: { keys: [], direction: "DESC", index: "discrepancy_by_age" },
  difference: { keys: [difference], direction: "DESC", index: "discrepancy_by_difference" },
};

export function placeOf(row: Discrepancy, sort: ListSort): ListPlace {
  return { isOpen: row.isOpen, keys: orders[sort].keys.map(({ of }) => of(row)), id: row.id };
}

/** Orders places of several ledgers as each ledger orders its own rows. */
export function comparePlaces(sort: ListSort): (a: ListPlace, b: ListPlace) => number {
  const sign = orders[sort].direction === "ASC" ? 1 : -1;
  return (a, b) => Number(b.isOpen) - Number(a.isOpen) || sign * (a.keys.map((key, place) => compare(key, b.keys[place]!)).find((one) => one !== 0) ?? compare(a.id, b.id));
}

function compare(a: string | number, b: string | number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A column of the order, and the value that it has at a place. */
export type OrderColumn = { sql: string; at(place: ListPlace): string | number };

/** The columns of the order that no condition fixes: beside `is_closed = 0` the whole row value would be read row by row from the start. */
export function orderColumns(sort: ListSort, isOpenFixed: boolean, isSeverityFixed: boolean): OrderColumn[] {
  const { keys, direction } = orders[sort];
  const openness: OrderColumn = direction === "ASC" ? { sql: "d.is_closed", at: ({ isOpen }) => Number(!isOpen) } : { sql: "d.is_open", at: ({ isOpen }) => Number(isOpen) };
  const between = keys.map(({ sql }, place): OrderColumn => ({ sql, at: (one) => one.keys[place]! }));
  return [...(isOpenFixed ? [] : [openness]), ...between.filter(({ sql }) => !(isSeverityFixed && sql === urgency.sql)), { sql: "d.id", at: ({ id }) => id }];
}
