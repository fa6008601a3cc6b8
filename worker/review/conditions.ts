import type { ProblemCode } from "../kernel/problem.ts";
import { dayAt } from "../kernel/windows.ts";
import { severityRank } from "../audit/contract.ts";
import { UNDO_WITHIN } from "./contract.ts";
import { GLASS_HOLDS_FOR, MAX_ROUNDS } from "./limits.ts";
import { mayConfirm } from "./may-confirm.ts";
import type { Movable, Mover } from "./movable.ts";
import { STEP_UP_FOR } from "../tenancy/require-step-up.ts";
import { isSamePerson } from "../tenancy/same-person.ts";

export type Refusal = { code: ProblemCode; detail: string };

/** Said to whoever is to give a second look, whatever they try: it tells nothing of the state. */
export const secondLookFirst: Refusal = { code: "transition-refused", detail: "You are to give a second look at this discrepancy, without knowing what was decided first. Answer on the page of the second looks; then it can be moved again." };

/** What must hold for a move besides person and state. `now` in milliseconds. */
export const conditions = {
  "rounds-left": {
    holds: ({ askers }) => askers.length < MAX_ROUNDS,
    code: "transition-refused",
    detail: `The unit was asked ${MAX_ROUNDS} times already. Decide now: accept, uphold or request dismissal.`,
  },
  "second-person": {
    holds: ({ severity, askers }, mover) => severity < severityRank("high") || !askers.some((id) => isSamePerson(mover, id)),
    code: "self-approval",
    detail: "A discrepancy of high or critical severity is accepted by another auditor than the one who asked. Leave this to a colleague.",
  },
  "answer-overdue": {
    holds: ({ graceUntil }, _mover, now) => graceUntil !== null && graceUntil < dayAt(now),
    code: "transition-refused",
    detail: "The unit still has time to explain. Wait until its due day and the days of grace after it have passed.",
  },
  "not-requester": {
    holds: ({ requester }, mover) => !isSamePerson(mover, requester),
    code: "self-approval",
    detail: "Nobody decides about a dismissal they requested. Leave this to another supervisor.",
  },
  "not-appealed": {
    holds: ({ appeal }) => appeal === null,
    code: "transition-refused",
    detail: "This was appealed already, and the decision about an appeal is final. Correct the report, or explain outside the platform.",
  },
  "appeal-in-time": {
    holds: ({ appealUntil }, _mover, now) => appealUntil !== null && dayAt(now) <= appealUntil,
    code: "transition-refused",
    detail: "The working days for an appeal have passed since it was upheld. Correct the report instead.",
  },
  "never-acted": {
    holds: ({ actors }, mover) => !actors.some((id) => isSamePerson(mover, id)),
    code: "self-approval",
    detail: "An appeal is decided by somebody who did and said nothing in this discrepancy before, not even in a comment. Leave this to another supervisor.",
  },
  "move-contested": {
    holds: ({ contested }) => contested.length > 0,
    code: "transition-refused",
    detail: "It is still open, and nothing that was signed in it is contested. Go on with it as it is.",
  },
  confirmable: {
    holds: ({ contested }, mover) => contested.some((decision) => mayConfirm(decision, mover)),
    code: "transition-refused",
    detail: "There is no contested decision here that you may confirm. It takes a role that could decide so, and somebody else than who decided, asked or requested it.",
  },
  "is-snoozed": { holds: ({ snoozed }) => snoozed, code: "transition-refused", detail: "It is not snoozed. Read it again." },
  "no-wish-open": {
    holds: ({ wish }) => wish === null,
    code: "transition-refused",
    detail: "More days are asked for already. Wait for the auditor's answer.",
  },
  "wish-open": { holds: ({ wish }) => wish !== null, code: "transition-refused", detail: "The unit asks for no more days now. Read the discrepancy again." },
  "not-overdue": {
    holds: ({ dueOn }, _mover, now) => dueOn !== null && dayAt(now) <= dueOn,
    code: "transition-refused",
    detail: "The due day has passed, or there is none: more days can be asked for until then. Answer as soon as you can.",
  },
  "just-made": {
    holds: ({ last }, mover, now) => last !== null && last.actorId === mover.id && !last.isSigned && !last.isUndone && now < last.at + UNDO_WITHIN,
    code: "transition-refused",
    detail: `Only your own last move is undone, when it is unsigned and younger than ${UNDO_WITHIN / 1000} seconds. Make another move instead.`,
  },
  "stepped-up": {
    holds: (_record, { assertedAt }, now) => assertedAt !== undefined && assertedAt !== null && now - assertedAt <= STEP_UP_FOR,
    code: "step-up-required",
    detail: "Breaking the glass needs proof that it is you, less than five minutes old. Confirm with your passkey (POST /v1/session/assertions), then send the same request again.",
  },
  "glass-requested": {
    holds: ({ glass }, _mover, now) => glass !== null && now < glass.at + GLASS_HOLDS_FOR,
    code: "transition-refused",
    detail: "No supervisor asked for this within the last day. Two people break the glass: first a supervisor with `request-break-glass`, then an operator.",
  },
  "another-breaks": {
    holds: ({ glass }, mover) => glass === null || !isSamePerson(mover, glass.by),
    code: "self-approval",
    detail: "Two people break the glass: not who asked for it, under no account of theirs. Leave this to another operator.",
  },
} as const satisfies Record<string, { holds(record: Movable, mover: Mover, now: number): boolean } & Refusal>;
export type ConditionId = keyof typeof conditions;
