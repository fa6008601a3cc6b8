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
