import type { Actor } from "../kernel/context.ts";
import { AUTHORITY } from "../tenancy/require-role.ts";
import { conditions, type Refusal } from "./conditions.ts";
import type { AvailableTransition, TransitionId } from "./contract.ts";
import type { Movable, Mover } from "./movable.ts";
import { rowsOf, transitions, type Transition } from "./transitions.ts";

export type MoveVerdict = { isAllowed: true; transition: Transition } | ({ isAllowed: false } & Refusal);

/** The moves that the actor can make now, with what each asks for; nothing for those who may only read. `now` in milliseconds. */
export function availableTransitions(record: Movable, actor: Actor, now: number): AvailableTransition[] {
  return transitions
    .filter((row) => row.from.includes(record.state) && checkPersonOf(row, record, actor) && isOpenTo(row, record, actor, now))
    .map(({ id, requires, form }) => ({ id, requires: [...requires], signed: form !== null, form }));
}

/** A confirmation can be given when the move is made: the page asks for it then, and offers the move all the same. */
function isOpenTo(row: Transition, record: Movable, actor: Actor, now: number): boolean {
  const verdict = checkTransition(row.id, record, actor, now);
  return verdict.isAllowed || verdict.code === "step-up-required";
}

/** Whether the actor can make the move now: first the person, then the state, then the conditions. `now` in milliseconds. */
export function checkTransition(id: TransitionId, record: Movable, actor: Actor, now: number): MoveVerdict {
  const rows = rowsOf(id);
  if (actor.kind !== "officer") return refused({ code: "sign-in-required", detail: "Only signed-in people move a discrepancy. Sign in first." });
  const own = rows.filter((row) => checkPerson(row, record, actor) === null);
  if (own.length === 0) return refused(checkPerson(rows[0]!, record, actor)!);
  const row = own.find((candidate) => candidate.from.includes(record.state));
  if (!row) return refused({ code: "transition-refused", detail: `The discrepancy is ${record.state}; \`${id}\` starts from ${own.flatMap(({ from }) => from).join(" or ")}. Read it again: \`available_transitions\` says what is possible.` });
  const unmet = row.only.map((condition) => conditions[condition]).find((condition) => !condition.holds(record, actor, now));
  return unmet ? refused(unmet) : { isAllowed: true, transition: row };
}

function checkPersonOf(row: Transition, record: Movable, actor: Actor): boolean {
  return actor.kind === "officer" && checkPerson(row, record, actor) === null;
}

function checkPerson(row: Transition, record: Movable, mover: Mover): Refusal | null {
  const isOwn = mover.tenantCode === record.tenantId;
  const holdsRole = mover.roles.some((role) => row.roles.includes(role));
  if (row.side === "authority" && (isOwn || record.isBarred) && holdsRole) return { code: "self-approval", detail: "Nobody decides about a discrepancy of a unit they belong to, or belonged to in the last twelve months. Leave this to a colleague." };
  const isOnSide = row.side === "unit" ? isOwn : mover.tenantCode === AUTHORITY;
  if (isOnSide && holdsRole) return null;
  const place = row.side === "unit" ? "of the unit that the discrepancy is about" : "of the national authority";
  return { code: "not-permitted", detail: `\`${row.id}\` is for the role ${row.roles.join(" or ")} ${place}.` };
}

function refused({ code, detail }: Refusal): MoveVerdict {
  return { isAllowed: false, code, detail };
}
