import type { DiscrepancyEvent } from "../audit/queries.ts";
import type { OpenedPart } from "./part-digest.ts";
import type { StoredPart } from "./part-queries.ts";

/** The part of a manifest that made the event, opened: all of it but the salt stands in the event. */
export function openedPart({ tenantId, discrepancyId, version, transition, reason }: DiscrepancyEvent, { salt }: Pick<StoredPart, "salt">): OpenedPart {
  return { salt, tenant: tenantId, discrepancy: discrepancyId, version: version - 1, outcome: transition, reason: reason ?? "" };
}
