import type { Actor } from "../kernel/context.ts";
import { dayAt } from "../kernel/windows.ts";
import { addWorkingDays, type HolidayTable } from "../kernel/working-days.ts";
import { AUTHORITY } from "../tenancy/require-role.ts";
import type { DiscrepancyState } from "../audit/contract.ts";
import { daysGiven } from "../audit/days-given.ts";
import type { Discrepancy, DiscrepancyEvent } from "../audit/queries.ts";
import type { Life } from "./find-life.ts";
import { severityAt } from "../audit/contract.ts";
import { GRACE_DAYS } from "./limits.ts";
import { contestedMovesOf, type ContestedMove } from "./may-confirm.ts";
import { notUndone } from "./transitions.ts";

export type Mover = Extract<Actor, { kind: "officer" }>;

/** What of a discrepancy decides about its moves. */
export type Movable = {
  tenantId: string;
  state: DiscrepancyState;
  /** `severityRank` of the severity. */
  severity: number;
  /** Last day for the answer, and the last day on which silence is still no answer. */
  dueOn: string | null;
  graceUntil: string | null;
  /** Who asked the unit since the discrepancy was opened, or opened again; one entry a round. */
  askers: readonly string[];
  /** Everybody of the authority who ever did or said anything in it. */
  actors: readonly string[];
  /** Who requested the dismissal that is being decided, and from where. */
  requester: string | null;
  requestedFrom: DiscrepancyState | null;
  appeal: Discrepancy["appeal"];
  /** Last day for an appeal, where one is possible. */
  appealUntil: string | null;
  snoozed: boolean;
  /** The day the unit asks for, while nobody has answered. */
  wish: { on: string } | null;
  /** A supervisor's request to break the glass, in this state. */
  glass: { by: string; at: number } | null;
  /** Signed moves of this life that are contested and that nobody has confirmed. */
  contested: readonly ContestedMove[];
  last: { actorId: string; at: number; isSigned: boolean; isUndone: boolean } | null;
  /** Whether who is asking belonged to the unit within the last twelve months. */
  isBarred: boolean;
};

/** What decides about the moves of a discrepancy, from the record and its life. Opened again, it begins anew. */
export function toMovable({ discrepancy, events, commenters }: Life, holidays: HolidayTable, isBarred: boolean): Movable {
  const { tenantId, state, severity, dueOn, appeal, snoozed } = discrepancy;
  const kept = withoutUndone(events);
  const life = kept.slice(kept.findLastIndex(beginsAnew) + 1);
  const intoState = life.findLastIndex((event) => event.toState === state && event.fromState !== state);
  const here = life.slice(intoState + 1);
  const arrival = life[intoState];
  const wish = here.findLast(({ transition }) => transition.endsWith("-extension"));
  const request = life.findLast(({ transition }) => transition === "request-dismissal");
  const glass = here.findLast(({ transition }) => transition === "request-break-glass");
  const upheld = life.find((event) => event.toState === "UPHELD" && event.fromState !== "UPHELD");
  const last = events.at(-1);
  const actors = [
    ...events.filter((event) => event.actorTenantId === AUTHORITY && event.actorId !== "system").map((event) => event.actorId),
    ...commenters.filter(({ tenantId: home }) => home === AUTHORITY).map(({ id }) => id),
  ];
  return {
    tenantId, state, severity, dueOn, appeal, snoozed, isBarred,
    graceUntil: dueOn && addWorkingDays(dueOn, GRACE_DAYS, holidays),
    askers: life.filter((event) => event.transition === "ask").map((event) => event.actorId),
    actors,
    contested: contestedMovesOf(life, { severity, actors }),
    requester: state === "DISMISSAL_REQUESTED" ? (request?.actorId ?? null) : null,
    requestedFrom: state === "DISMISSAL_REQUESTED" ? (arrival?.fromState ?? null) : null,
    appealUntil: upheld ? addWorkingDays(dayAt(upheld.at), daysGiven[severityAt(severity)].appeal, holidays) : null,
    wish: wish?.transition === "request-extension" && wish.wishedOn ? { on: wish.wishedOn } : null,
    glass: glass ? { by: glass.actorId, at: glass.at } : null,
    last: last ? { actorId: last.actorId, at: last.at, isSigned: last.submissionJti !== null, isUndone: notUndone.includes(last.transition) } : null,
  };
}

function beginsAnew({ transition, fromState, toState }: DiscrepancyEvent): boolean {
  return (toState === "NEW" && fromState !== "NEW") || transition === "reopen" || transition === "break-glass";
}

/** The life without what was taken back, and without the taking back. */
export function withoutUndone(events: readonly DiscrepancyEvent[]): DiscrepancyEvent[] {
  return events.filter((event, place) => event.transition !== "undo" && events[place + 1]?.transition !== "undo");
}
