import { base64url } from "jose";
import { digestOf } from "../kernel/digest.ts";
import { idPattern } from "../kernel/ids.ts";
import { Problem } from "../kernel/problem.ts";
import { orders, type ListPlace, type ListSort } from "../audit/list-orders.ts";

/** Of which list a cursor is: it opens no other. */
export type ListName = { q: string; sort: ListSort; tenant: string | null };

/**
 * Where the next page begins: the place of the last row, or of the last that was looked at, and a check over it and the list. The server keeps nothing. The check
 * is no secret, for a place reveals nothing that the list would not show: it finds a cursor that is damaged or of another list.
 */
export async function toCursor(place: ListPlace, list: ListName): Promise<string> {
  const text = JSON.stringify([Number(place.isOpen), place.keys, place.id]);
  return base64url.encode(JSON.stringify([text, await checkOf(text, list)]));
}

/** The place a cursor names. Throws `query-invalid` for one that this list did not give. */
export async function readCursor(cursor: string, list: ListName): Promise<ListPlace> {
  const place = placeIn(cursor, list.sort);
  if (!place || (await toCursor(place, list)) !== cursor) {
    throw new Problem("query-invalid", "This `cursor` is not one that this list gave. Take `next` of the page before as it is, with the same query and order; or leave it out to begin again.", [{ pointer: "/cursor", code: "not-a-cursor" }]);
  }
  return place;
}

function placeIn(cursor: string, sort: ListSort): ListPlace | null {
  try {
    const [text] = JSON.parse(new TextDecoder().decode(base64url.decode(cursor))) as unknown[];
    const [isOpen, keys, id] = JSON.parse(String(text)) as unknown[];
    const isPlace = Array.isArray(keys) && keys.length === orders[sort].keys.length && keys.every(isKey) && typeof id === "string" && idPattern("discrepancy").test(id);
    return isPlace ? { isOpen: isOpen === 1, keys, id } : null;
  } catch {
    return null;
  }
}

function isKey(key: unknown): key is string | number {
  return typeof key === "string" || typeof key === "number";
}

async function checkOf(text: string, { q, sort, tenant }: ListName): Promise<string> {
  return (await digestOf(JSON.stringify([text, q, sort, tenant]))).slice(0, 8);
}
