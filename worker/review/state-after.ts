import type { DiscrepancyState } from "../audit/contract.ts";
import type { DiscrepancyEvent } from "../audit/queries.ts";
import type { Movable } from "./movable.ts";
import type { Transition } from "./transitions.ts";

/** The state that the move leads to, once the table has allowed it. */
export function stateAfter({ id, to }: Pick<Transition, "id" | "to">, { state, requestedFrom }: Pick<Movable, "state" | "requestedFrom">, events: readonly DiscrepancyEvent[]): DiscrepancyState {
  if (to === "same") return state;
  if (to !== "previous") return to;
  const before = id === "undo" ? events.at(-1)?.fromState : requestedFrom;
  if (!before) throw new Error(`The move ${id} has nothing to go back to`);
  return before;
}
