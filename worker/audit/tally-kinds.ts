import { discrepancyStates, type DiscrepancyState } from "./contract.ts";

/** What a tally counts apart: every state, and of the new ones those that nobody has, for that is the inbox. */
export const tallyKinds = ["new_free", "new_taken", "acknowledged", "awaiting_explanation", "explained", "upheld", "correction_filed", "dismissal_requested", "appealed", "accepted", "dismissed", "verified_fixed"] as const;
export type TallyKind = (typeof tallyKinds)[number];

export function kindOf(state: DiscrepancyState, isFree: boolean): TallyKind {
  return state === "NEW" ? (isFree ? "new_free" : "new_taken") : (state.toLowerCase() as TallyKind);
}

export function stateOfKind(kind: TallyKind): DiscrepancyState {
  return kind === "new_free" || kind === "new_taken" ? "NEW" : discrepancyStates.find((state) => state.toLowerCase() === kind)!;
}
