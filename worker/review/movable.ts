import type { Discrepancy, DiscrepancyEvent } from "../audit/queries.ts";
import type { Movable } from "./transitions.ts";

/** What decides about the moves of a discrepancy, from the record and its life (oldest first). Opened again, it begins anew. */
export function toMovable({ tenantId, state, severity, dueOn }: Discrepancy, events: readonly DiscrepancyEvent[]): Movable {
  const opened = events.findLastIndex((event) => event.toState === "NEW");
  const askers = events.slice(opened + 1).filter((event) => event.transition === "ask").map((event) => event.actorId);
  return { tenantId, state, severity, dueOn, askers };
}
