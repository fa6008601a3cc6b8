import { addDays } from "../kernel/windows.ts";
import { countWorkingDays, isWorkingDay, type HolidayTable } from "../kernel/working-days.ts";
import type { NoticeKind } from "./contract.ts";
import { GRACE_DAYS } from "./limits.ts";

export type DueStep = Extract<NoticeKind, "due-in-3" | "due-in-1" | "due-today" | "overdue" | "overdue-escalated">;

/** No holiday of Viet Nam is longer than this, with its weekends; in days. */
const FAR = 20;

/** A reminder, and the day on which it was to go out. */
export type DueReminder = { step: DueStep; day: string };

/**
 * Which due days want which reminder on the day, when the last morning was on `since`: those of the day, and of each day between whose
 * morning did not come, one for each due day, the latest. None on a day off: the next working day makes up for it.
 */
export function dueStepsSince(since: string, today: string, holidays: HolidayTable): Map<string, DueReminder> {
  if (!isWorkingDay(today, holidays)) return new Map();
  const farthest = addDays(today, -FAR);
  const reminders = new Map<string, DueReminder>();
  for (let day = addDays(since > farthest ? since : farthest, 1); day <= today; day = addDays(day, 1)) {
    for (const [due, step] of dueStepsOn(day, holidays)) reminders.set(due, { step, day });
  }
  return reminders;
}

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
