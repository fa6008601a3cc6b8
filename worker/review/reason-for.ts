import type { DiscrepancyState } from "../audit/contract.ts";
import type { Decision, DecidedTogether } from "../forms/contract.ts";

/** The reason a conclusion about many gives for one of them: who did not answer is told so, and a dismissal is approved for what it was requested for. */
export function reasonFor(outcome: DecidedTogether, state: DiscrepancyState, requestedReason: string | null): Decision["reason"] {
  switch (outcome) {
    case "accept": return "explained";
    case "uphold": return state === "AWAITING_EXPLANATION" ? "no-answer" : "not-explained";
    case "approve-dismissal": return requestedReason as Decision["reason"];
    case "deny-dismissal": return "not-dismissible";
  }
}
