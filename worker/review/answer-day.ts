import { Problem } from "../kernel/problem.ts";
import { addDays, dayAt } from "../kernel/windows.ts";
import { addWorkingDays, type HolidayTable } from "../kernel/working-days.ts";

/** Working days a unit has for its explanation when the auditor names no day. */
export const DAYS_TO_EXPLAIN = 5;
/** Nobody is given longer than this, in days. */
export const LONGEST_WAIT = 90;

/** The last Vietnamese day for the answer: the one asked for, or the default. Throws `body-invalid` for a day that is past or too far off. */
export function answerDay(wished: string | undefined, now: number, holidays: HolidayTable): string {
  const today = dayAt(now);
  const day = wished ?? addWorkingDays(today, DAYS_TO_EXPLAIN, holidays);
  if (day <= today) throw refused("The unit needs time: the due day lies after today.", "not-after-today");
  if (day > addDays(today, LONGEST_WAIT)) throw refused(`The due day is at most ${LONGEST_WAIT} days from today.`, "too-far");
  return day;
}

function refused(detail: string, code: string): Problem {
  return new Problem("body-invalid", `${detail} Choose another \`dueOn\`, or leave it out for ${DAYS_TO_EXPLAIN} working days.`, [{ pointer: "/dueOn", code }]);
}
