import { Problem } from "../kernel/problem.ts";
import { addDays, dayAt } from "../kernel/windows.ts";
import { addWorkingDays, type HolidayTable } from "../kernel/working-days.ts";
import { LONGEST_WAIT } from "./limits.ts";

/** The last Vietnamese day for the answer: the one asked for, or so many working days from today. Throws `body-invalid` for a day that is past or too far off. */
export function answerDay(wished: string | undefined, days: number, now: number, holidays: HolidayTable): string {
  const day = wished ?? addWorkingDays(dayAt(now), days, holidays);
  const code = misfitOfDay(day, now);
  if (code === "not-after-today") throw refused("The unit needs time: the due day lies after today.", code, days);
  if (code) throw refused(`The due day is at most ${LONGEST_WAIT} days from today.`, code, days);
  return day;
}

/** Why the day is no due day as of now, or null. */
export function misfitOfDay(day: string, now: number): "not-after-today" | "too-far" | null {
  const today = dayAt(now);
  if (day <= today) return "not-after-today";
  return day > addDays(today, LONGEST_WAIT) ? "too-far" : null;
}

function refused(detail: string, code: string, days: number): Problem {
  return new Problem("body-invalid", `${detail} Choose another day, or leave it out for the usual ${days} working days.`, [{ pointer: "/dueOn", code }]);
}
