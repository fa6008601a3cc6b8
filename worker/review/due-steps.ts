import { addDays } from "../kernel/windows.ts";
import { countWorkingDays, isWorkingDay, type HolidayTable } from "../kernel/working-days.ts";
import type { NoticeKind } from "./contract.ts";
import { GRACE_DAYS } from "./limits.ts";

export type DueStep = Extract<NoticeKind, "due-in-3" | "due-in-1" | "due-today" | "overdue" | "overdue-escalated">;

/** No holiday of Viet Nam is longer than this, with its weekends; in days. */
const FAR = 20;

/** Which due days want which reminder on the day: three and one working days before, on it, one after; and one level up when the grace is over. None on a day off. */
export function dueStepsOn(today: string, holidays: HolidayTable): Map<string, DueStep> {
  const steps = new Map<string, DueStep>();
  if (!isWorkingDay(today, holidays)) return steps;
  for (let offset = -FAR; offset <= FAR; offset++) {
    const due = addDays(today, offset);
    const step = due >= today ? stepBefore(countWorkingDays(today, due, holidays)) : stepAfter(countWorkingDays(due, today, holidays));
    if (step) steps.set(due, step);
  }
  return steps;
}

function stepBefore(left: number): DueStep | null {
  return left === 3 ? "due-in-3" : left === 1 ? "due-in-1" : left === 0 ? "due-today" : null;
}

function stepAfter(late: number): DueStep | null {
  return late === 1 ? "overdue" : late === GRACE_DAYS + 1 ? "overdue-escalated" : null;
}
