import { Problem } from "../kernel/problem.ts";
import type { Delivery, DeliveryPlace } from "./queries.ts";

/** The order of a webhook's deliveries, whatever ledger they lie in: many happen in one moment, so that the moment alone is none. */
export function newestFirst(a: Delivery, b: Delivery): number {
  const [left, right] = [placeOf(a), placeOf(b)];
  const at = left.findIndex((value, index) => value !== right[index]);
  return at === -1 ? 0 : left[at]! < right[at]! ? 1 : -1;
}

/** Where the next page begins: after this delivery. */
export function toCursor(last: Delivery): string {
  return JSON.stringify(placeOf(last));
}

/** The place a cursor names. Throws `query-invalid` for anything that is none. */
export function readPlace(cursor: string): DeliveryPlace {
  try {
    const place = JSON.parse(cursor) as unknown[];
    if (Array.isArray(place) && place.length === 5 && place.map((value) => typeof value).join() === "number,string,string,number,string") return place as unknown as DeliveryPlace;
  } catch {
    // Said below.
  }
  throw new Problem("query-invalid", "This `before` is not one that this list gave. Take `next` of the page before as it is, or leave it out to begin again.", [{ pointer: "/before", code: "not-a-cursor" }]);
}

function placeOf({ at, tenantId, discrepancyId, version, dueOn }: Delivery): DeliveryPlace {
  return [at, tenantId, discrepancyId, version, dueOn];
}
