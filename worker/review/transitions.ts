import type { Actor, Role } from "../kernel/context.ts";
import type { ProblemCode } from "../kernel/problem.ts";
import { dayAt } from "../kernel/windows.ts";
import { AUTHORITY } from "../tenancy/require-role.ts";
import { severityRank, type DiscrepancyState } from "../audit/contract.ts";
import type { AvailableTransition, MovingForm, TransitionId } from "./contract.ts";

/** A move that a person can make. A move with several starts under several conditions has several rows. */
export type Transition = {
  id: TransitionId;
  from: readonly DiscrepancyState[];
  to: DiscrepancyState;
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

/** How often a unit is asked about one discrepancy before somebody decides. */
export const MAX_ROUNDS = 2;

/** The short form of the life of a discrepancy. No other move of a person exists; what the audit itself moves is in audit/. */
export const transitions: readonly Transition[] = [
  { id: "acknowledge", from: ["NEW"], to: "ACKNOWLEDGED", side: "authority", roles: ["auditor"], form: null, requires: [], only: [] },
  { id: "ask", from: ["NEW", "ACKNOWLEDGED", "EXPLAINED"], to: "AWAITING_EXPLANATION", side: "authority", roles: ["auditor"], form: null, requires: ["question"], only: ["rounds-left"] },
  { id: "explain", from: ["AWAITING_EXPLANATION"], to: "EXPLAINED", side: "unit", roles: ["officer", "head"], form: "explanation", requires: ["signed"], only: [] },
  { id: "accept", from: ["EXPLAINED"], to: "ACCEPTED", side: "authority", roles: ["auditor"], form: "decision", requires: ["signed"], only: ["second-person"] },
  { id: "uphold", from: ["EXPLAINED"], to: "UPHELD", side: "authority", roles: ["auditor"], form: "decision", requires: ["signed"], only: [] },
  { id: "uphold", from: ["AWAITING_EXPLANATION"], to: "UPHELD", side: "authority", roles: ["auditor"], form: "decision", requires: ["signed"], only: ["answer-overdue"] },
  { id: "dismiss", from: ["NEW", "ACKNOWLEDGED", "EXPLAINED"], to: "DISMISSED", side: "authority", roles: ["auditor"], form: "decision", requires: ["signed"], only: [] },
];

/** What of a discrepancy decides about its moves. */
export type Movable = {
  tenantId: string;
  state: DiscrepancyState;
  /** `severityRank` of the severity. */
  severity: number;
  /** Last day for the answer. */
  dueOn: string | null;
  /** Who asked the unit since the discrepancy was opened, or opened again; one entry a round. */
  askers: readonly string[];
};
type Mover = Extract<Actor, { kind: "officer" }>;
type Refusal = { code: ProblemCode; detail: string };
export type MoveVerdict = { isAllowed: true; transition: Transition } | ({ isAllowed: false } & Refusal);

export const conditions = {
  "rounds-left": {
    holds: ({ askers }) => askers.length < MAX_ROUNDS,
    code: "transition-refused",
    detail: `The unit was asked ${MAX_ROUNDS} times already. Decide now: accept, uphold or dismiss.`,
  },
  "second-person": {
    holds: ({ severity, askers }, mover) => severity < severityRank("high") || !askers.includes(mover.id),
    code: "self-approval",
    detail: "A discrepancy of high or critical severity is accepted by another auditor than the one who asked. Leave this to a colleague.",
  },
  "answer-overdue": {
    holds: ({ dueOn }, _mover, now) => dueOn !== null && dueOn < dayAt(now),
    code: "transition-refused",
    detail: "The unit still has time to explain. Wait until its due day has passed.",
  },
} as const satisfies Record<string, { holds(record: Movable, mover: Mover, now: number): boolean } & Refusal>;
export type ConditionId = keyof typeof conditions;

/** The moves that the actor can make now, with what each asks for; nothing for those who may only read. `now` in milliseconds. */
export function availableTransitions(record: Movable, actor: Actor, now: number): AvailableTransition[] {
  return transitions
    .filter((row) => row.from.includes(record.state) && checkTransition(row.id, record, actor, now).isAllowed)
    .map(({ id, requires, form }) => ({ id, requires: [...requires], signed: form !== null, form }));
}

/** Whether the actor can make the move now: first the person, then the state, then the conditions. `now` in milliseconds. */
export function checkTransition(id: TransitionId, record: Movable, actor: Actor, now: number): MoveVerdict {
  const rows = transitions.filter((row) => row.id === id);
  if (actor.kind !== "officer") return refused({ code: "sign-in-required", detail: "Only signed-in people move a discrepancy. Sign in first." });
  const stranger = checkPerson(rows[0]!, record, actor);
  if (stranger) return refused(stranger);
  const row = rows.find((candidate) => candidate.from.includes(record.state));
  if (!row) return refused({ code: "transition-refused", detail: `The discrepancy is ${record.state}; \`${id}\` starts from ${rows.flatMap(({ from }) => from).join(" or ")}. Read it again: \`available_transitions\` says what is possible.` });
  const unmet = row.only.map((condition) => conditions[condition]).find((condition) => !condition.holds(record, actor, now));
  return unmet ? refused(unmet) : { isAllowed: true, transition: row };
}

function checkPerson(row: Transition, record: Movable, mover: Mover): Refusal | null {
  const isOwn = mover.tenantCode === record.tenantId;
  const holdsRole = mover.roles.some((role) => row.roles.includes(role));
  if (row.side === "authority" && isOwn && holdsRole) return { code: "self-approval", detail: "Nobody decides about a discrepancy of their own unit." };
  const isOnSide = row.side === "unit" ? isOwn : mover.tenantCode === AUTHORITY;
  if (isOnSide && holdsRole) return null;
  const place = row.side === "unit" ? "of the unit that the discrepancy is about" : "of the national authority";
  return { code: "not-permitted", detail: `\`${row.id}\` is for the role ${row.roles.join(" or ")} ${place}.` };
}

function refused({ code, detail }: Refusal): MoveVerdict {
  return { isAllowed: false, code, detail };
}
