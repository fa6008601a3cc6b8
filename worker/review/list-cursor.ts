import { base64url } from "jose";
import { digestOf } from "../kernel/digest.ts";
import { idPattern } from "../kernel/ids.ts";
import { Problem } from "../kernel/problem.ts";
import { severities } from "../audit/contract.ts";
import type { DiscrepancyFilters, DiscrepancyPlace } from "../audit/queries.ts";

/**
 * Where the next page begins: the place of the last row, and a check over it and the filters. The server keeps nothing. The check
 * is no secret, for a place reveals nothing that the filters would not show: it finds a cursor that is damaged or of another list.
 */
export async function toCursor(place: DiscrepancyPlace, filters: DiscrepancyFilters): Promise<string> {
  const text = `${Number(place.isOpen)} ${place.severity} ${place.id}`;
  return base64url.encode(`${text} ${await checkOf(text, filters)}`);
}

/** The place a cursor names. Throws `query-invalid` for one that this list did not give. */
export async function readCursor(cursor: string, filters: DiscrepancyFilters): Promise<DiscrepancyPlace> {
  const [isOpen, severity, id, check, ...rest] = decoded(cursor).split(" ");
  const place = { isOpen: isOpen === "1", severity: Number(severity), id: id ?? "" };
  const isPlace = idPattern("discrepancy").test(place.id) && place.severity in severities && rest.length === 0;
  if (!isPlace || (await toCursor(place, filters)) !== cursor || check === undefined) {
    throw new Problem("query-invalid", "This `cursor` is not one that this list gave. Take `next` of the page before as it is, with the same filters; or leave it out to begin again.", [{ pointer: "/cursor", code: "not-a-cursor" }]);
  }
  return place;
}

function decoded(cursor: string): string {
  try {
    return new TextDecoder().decode(base64url.decode(cursor));
  } catch {
    return "";
  }
}

async function checkOf(text: string, filters: DiscrepancyFilters): Promise<string> {
  const { tenant, state, severity, rule, period, subject } = filters;
  return (await digestOf(JSON.stringify([text, tenant, state, severity, rule, period, subject]))).slice(0, 8);
}
