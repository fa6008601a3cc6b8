import { addDays } from "./windows.ts";

/** Days that are off although in the week (`holiday`), or worked although at the weekend (`swap`), by Vietnamese day. */
export type HolidayTable = ReadonlyMap<string, "holiday" | "swap">;

/** Whether people work on the day: Monday to Friday without the holidays, plus the swapped weekend days. */
export function isWorkingDay(day: string, holidays: HolidayTable): boolean {
  const special = holidays.get(day);
  if (special) return special === "swap";
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday !== 0 && weekday !== 6;
}

/** The last day on which something due `count` working days after `day` is in time; `count` of 0 is the day itself. */
export function addWorkingDays(day: string, count: number, holidays: HolidayTable): string {
  let result = day;
  for (let left = count; left > 0; ) {
    result = addDays(result, 1);
    if (isWorkingDay(result, holidays)) left--;
  }
  return result;
}

/** A day off or a swapped day, and whether a decision for its year was read. */
export type KnownDay = { day: string; kind: "holiday" | "swap"; confirmed: boolean };

/**
 * The days between `after` (outside) and `until` (inside) that a deadline counted there rests on although nobody has confirmed
 * them: unconfirmed days off or swapped days, and 1 January of a year of which nothing is known at all.
 */
export function listUnconfirmedDays(after: string, until: string, known: readonly KnownDay[]): string[] {
  const years = new Set(known.map(({ day }) => day.slice(0, 4)));
  const unknownYears = [after, until].map((day) => day.slice(0, 4)).filter((year) => !years.has(year));
  const days = known.filter(({ day, confirmed }) => !confirmed && after < day && day <= until).map(({ day }) => day);
  return [...new Set([...unknownYears.map((year) => `${year}-01-01`), ...days])].toSorted();
}

/** How many working days lie after `from`, up to and with `to`; 0 when `to` is not later. */
export function countWorkingDays(from: string, to: string, holidays: HolidayTable): number {
  let count = 0;
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) if (isWorkingDay(day, holidays)) count++;
  return count;
}
