import type { Actor, Role } from "../kernel/context.ts";
import { isSamePerson } from "../tenancy/same-person.ts";
import type { DiscrepancyEvent } from "../audit/queries.ts";
import { severityRank } from "../audit/contract.ts";
import type { Movable, Mover } from "./movable.ts";

/** A signed move that is contested and that nobody has confirmed. `roles` could decide so; `barred` could not, each by themselves. */
export type ContestedMove = { jti: string; roles: readonly Role[]; barred: readonly string[] };

/** Who decides what. A unit's own contested documents are confirmed by the unit (…/submissions), so nobody of the authority has a role there. */
const rolesOf: Readonly<Record<string, readonly Role[]>> = {
  accept: ["auditor"],
  uphold: ["auditor"],
  "approve-dismissal": ["supervisor"],
  "deny-dismissal": ["supervisor"],
  "grant-appeal": ["supervisor"],
  "deny-appeal": ["supervisor"],
  "confirm-decision": ["auditor", "supervisor"],
};

/** Whether this person may say the same as the decision, in place of whoever holds the stolen key: another one, whom no rule of that move bars. */
export function mayConfirm({ roles, barred }: ContestedMove, mover: Mover): boolean {
  return mover.roles.some((role) => roles.includes(role)) && !barred.some((id) => isSamePerson(mover, id));
}

/** The documents that this person may sign over. */
export function confirmableBy({ contested }: Pick<Movable, "contested">, actor: Actor): string[] {
  return actor.kind === "officer" ? contested.filter((decision) => mayConfirm(decision, actor)).map(({ jti }) => jti) : [];
}

/** The contested moves of the present life. `actors` is everybody of the authority who ever did anything in it. */
export function contestedMovesOf(life: readonly DiscrepancyEvent[], { severity, actors }: Pick<Movable, "severity" | "actors">): ContestedMove[] {
  return life
    .filter(({ contested, transition }) => contested !== null && contested.confirmedJti === null && contested.counteredIndex === null && transition !== "file-correction")
    // One signature about many decisions is not signed over for one of them: the text would not say which. It is opened anew.
    .map((event) => ({ jti: event.submissionJti!, roles: event.bulkId === null ? (rolesOf[event.transition] ?? []) : [], barred: [event.actorId, ...barredBy(event, life, { severity, actors })] }));
}

/** The people whom the move's own conditions (conditions.ts) would have barred: `second-person`, `not-requester`, `never-acted`. */
function barredBy({ transition, version, submissionJti }: DiscrepancyEvent, life: readonly DiscrepancyEvent[], { severity, actors }: Pick<Movable, "severity" | "actors">): readonly string[] {
  const before = life.filter((event) => event.version < version);
  switch (transition) {
    case "accept": return severity < severityRank("high") ? [] : before.filter((event) => event.transition === "ask").map((event) => event.actorId);
    case "approve-dismissal": case "deny-dismissal": return before.filter((event) => event.transition === "request-dismissal").map((event) => event.actorId);
    case "grant-appeal": case "deny-appeal": return actors;
    // Of a confirmation that is contested in turn: whoever signed what it confirmed.
    case "confirm-decision": return life.filter((event) => event.contested?.confirmedJti === submissionJti).map((event) => event.actorId);
    default: return [];
  }
}
