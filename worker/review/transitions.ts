import type { Role } from "../kernel/context.ts";
import type { DiscrepancyState } from "../audit/contract.ts";
import type { ConditionId } from "./conditions.ts";
import type { MovingForm, TransitionId } from "./contract.ts";

/** A move that a person can make. A move with several starts under several conditions has several rows. */
export type Transition = {
  id: TransitionId;
  from: readonly DiscrepancyState[];
  /** `same` changes something beside the state; `previous` goes back to where the last event, or the request, started. */
  to: DiscrepancyState | "same" | "previous";
  /** The authority's people judge, the people of the audited unit answer. */
  side: "authority" | "unit";
  roles: readonly Role[];
  /** The form on which the move is signed; null for a move without signature. */
  form: MovingForm | null;
  /** Members the request must have besides `transition`. */
  requires: readonly string[];
  /** Must hold as well, in this order. */
  only: readonly ConditionId[];
};

const atWork = ["NEW", "ACKNOWLEDGED", "AWAITING_EXPLANATION", "EXPLAINED", "UPHELD", "CORRECTION_FILED"] as const;
const open = [...atWork, "DISMISSAL_REQUESTED", "APPEALED"] as const;
const closed = ["ACCEPTED", "DISMISSED", "VERIFIED_FIXED"] as const;
/** Only people of the authority lead out of these: where each of them is barred, the discrepancy would stay for ever. */
const stuck = ["EXPLAINED", "DISMISSAL_REQUESTED", "APPEALED"] as const;

const auditor = { side: "authority", roles: ["auditor"] } as const;
const supervisor = { side: "authority", roles: ["supervisor"] } as const;
const unit = { side: "unit", roles: ["officer", "head"] } as const;
const head = { side: "unit", roles: ["head"] } as const;
const signedOn = (form: MovingForm) => ({ form, requires: ["signed"] }) as const;
const typed = (...requires: string[]) => ({ form: null, requires });

/** The life of a discrepancy. No other move of a person exists; what the platform itself moves is in systemTransitions. */
export const transitions: readonly Transition[] = [
  { id: "acknowledge", from: ["NEW"], to: "ACKNOWLEDGED", ...auditor, ...typed(), only: [] },
  { id: "ask", from: ["NEW", "ACKNOWLEDGED", "EXPLAINED"], to: "AWAITING_EXPLANATION", ...auditor, ...typed("question"), only: ["rounds-left"] },
  { id: "explain", from: ["AWAITING_EXPLANATION"], to: "EXPLAINED", ...unit, ...signedOn("explanation"), only: [] },
  { id: "accept", from: ["EXPLAINED"], to: "ACCEPTED", ...auditor, ...signedOn("decision"), only: ["second-person"] },
  { id: "uphold", from: ["EXPLAINED"], to: "UPHELD", ...auditor, ...signedOn("decision"), only: [] },
  { id: "uphold", from: ["AWAITING_EXPLANATION"], to: "UPHELD", ...auditor, ...signedOn("decision"), only: ["answer-overdue"] },
  { id: "file-correction", from: ["UPHELD"], to: "CORRECTION_FILED", ...unit, ...typed("amendment"), only: [] },
  { id: "request-dismissal", from: atWork, to: "DISMISSAL_REQUESTED", ...auditor, ...typed("reason", "comment"), only: [] },
  { id: "approve-dismissal", from: ["DISMISSAL_REQUESTED"], to: "DISMISSED", ...supervisor, ...signedOn("decision"), only: ["not-requester"] },
  { id: "deny-dismissal", from: ["DISMISSAL_REQUESTED"], to: "previous", ...supervisor, ...signedOn("decision"), only: ["not-requester"] },
  { id: "appeal", from: ["UPHELD"], to: "APPEALED", ...head, ...signedOn("appeal"), only: ["not-appealed", "appeal-in-time"] },
  { id: "grant-appeal", from: ["APPEALED"], to: "DISMISSED", ...supervisor, ...signedOn("decision"), only: ["never-acted"] },
  { id: "deny-appeal", from: ["APPEALED"], to: "UPHELD", ...supervisor, ...signedOn("decision"), only: ["never-acted"] },
  { id: "reopen", from: closed, to: "ACKNOWLEDGED", ...auditor, ...typed("comment"), only: [] },
  { id: "reopen", from: open, to: "ACKNOWLEDGED", ...auditor, ...typed("comment"), only: ["move-contested"] },
  { id: "confirm-decision", from: [...open, ...closed], to: "same", side: "authority", roles: ["auditor", "supervisor"], ...signedOn("decision"), only: ["confirmable"] },

  { id: "assign", from: open, to: "same", side: "authority", roles: ["auditor", "supervisor"], ...typed("assignee"), only: [] },
  { id: "snooze", from: atWork, to: "same", ...auditor, ...typed("until"), only: [] },
  { id: "wake", from: atWork, to: "same", ...auditor, ...typed(), only: ["is-snoozed"] },
  { id: "set-due", from: ["AWAITING_EXPLANATION", "UPHELD"], to: "same", ...auditor, ...typed("dueOn"), only: [] },
  { id: "request-extension", from: ["AWAITING_EXPLANATION", "UPHELD"], to: "same", ...unit, ...typed("wishedOn", "comment"), only: ["no-wish-open", "not-overdue"] },
  { id: "grant-extension", from: ["AWAITING_EXPLANATION", "UPHELD"], to: "same", ...auditor, ...typed(), only: ["wish-open"] },
  { id: "deny-extension", from: ["AWAITING_EXPLANATION", "UPHELD"], to: "same", ...auditor, ...typed("comment"), only: ["wish-open"] },
  { id: "undo", from: [...open, ...closed], to: "previous", side: "authority", roles: ["auditor", "supervisor"], ...typed(), only: ["just-made"] },
  { id: "undo", from: ["AWAITING_EXPLANATION", "UPHELD"], to: "previous", ...unit, ...typed(), only: ["just-made"] },
  { id: "request-break-glass", from: stuck, to: "same", ...supervisor, ...typed("comment"), only: ["stepped-up"] },
  { id: "break-glass", from: stuck, to: "ACKNOWLEDGED", side: "authority", roles: ["operator"], ...typed("comment"), only: ["glass-requested", "another-breaks", "stepped-up"] },
];

/** What the platform does by itself, in the audit (worker/audit) or in the morning (due-days.ts, assign-new.ts), or when a key was stolen (contest-decisions.ts). Nobody can ask for these. */
export const systemTransitions = ["open", "escalate", "verify-fixed", "regress", "correction-failed", "no-answer", "assign", "wake", "contest"] as const;

/** Moves that are never undone: what is signed, what others have answered to already, and undoing itself. */
export const notUndone: readonly string[] = ["undo", "file-correction", "request-break-glass", "break-glass"];

/** The rows of a move. */
export function rowsOf(id: TransitionId): Transition[] {
  return transitions.filter((row) => row.id === id);
}
