import { dayAt } from "../kernel/windows.ts";
import { addWorkingDays, countWorkingDays, type HolidayTable } from "../kernel/working-days.ts";
import { daysGiven } from "../audit/days-given.ts";
import type { Discrepancy, DiscrepancyEvent } from "../audit/queries.ts";
import type { Decision } from "../forms/contract.ts";
import { answerDay } from "./answer-day.ts";
import type { TransitionRequest } from "./contract.ts";
import { severityAt } from "../audit/contract.ts";
import type { PartRequest } from "./manifest.ts";
import type { Movable } from "./movable.ts";

type Moving = { discrepancy: Discrepancy; movable: Movable; events: readonly DiscrepancyEvent[]; request: TransitionRequest | PartRequest; answers: Record<string, unknown> | null };

/**
 * The last day of the unit's next answer after the move; null while the ball is with the authority: the clock rests. A move that goes
 * back to the unit gives what was left of its days, or new ones. Throws `body-invalid` for a day that cannot be.
 */
export function dueAfter({ discrepancy, movable, events, request, answers }: Moving, now: number, holidays: HolidayTable): string | null {
  const days = daysGiven[severityAt(discrepancy.severity)];
  const { dueOn } = discrepancy;
  switch (request.transition) {
    case "ask": return answerDay(request.dueOn, days.explain, now, holidays);
    case "uphold": return (answers as Decision).remedyBy ?? null;
    case "set-due": return answerDay(request.dueOn, days.explain, now, holidays);
    case "grant-extension": return answerDay(request.dueOn ?? movable.wish?.on, days.explain, now, holidays);
    case "deny-appeal": return addWorkingDays(dayAt(now), days.correct, holidays);
    case "deny-dismissal": return restOfClock(events, now, holidays);
    case "undo": return events.at(-2)?.dueOn ?? null;
    case "assign": case "snooze": case "wake": case "request-extension": case "deny-extension": case "request-break-glass": case "confirm-decision": return dueOn;
    case "acknowledge": case "explain": case "accept": case "file-correction": case "request-dismissal": case "approve-dismissal":
    case "appeal": case "grant-appeal": case "reopen": case "break-glass": return null;
  }
}

/** The working days that were left when the dismissal was requested, counted from today; at least one. Null where no clock ran. */
function restOfClock(events: readonly DiscrepancyEvent[], now: number, holidays: HolidayTable): string | null {
  const request = events.findLastIndex(({ transition }) => transition === "request-dismissal");
  const dueBefore = events[request - 1]?.dueOn;
  if (!dueBefore) return null;
  const left = countWorkingDays(dayAt(events[request]!.at), dueBefore, holidays);
  return addWorkingDays(dayAt(now), Math.max(left, 1), holidays);
}
