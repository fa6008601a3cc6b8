import { isWorkingDay } from "../kernel/working-days.ts";
import { firstMonthsOf, listWindowsOfYear } from "../kernel/windows.ts";
import type { Holiday } from "../directory/queries.ts";
import type { Calendar } from "./apply-to-calendar.ts";
import type { CalendarChange, CalendarObstacle, DaysChange, SettingChange } from "./contract.ts";

/** The calendar with the names and standing of its days. */
export type KnownCalendar = Calendar & { days: readonly Holiday[] };

/** One thing that stands against a change: where in it, and why. */
export type Obstacle = { pointer: string; code: CalendarObstacle; message: string };

/**
 * What stands against the change on `today` (a Vietnamese day): nothing when the list is empty. A rule begins where a period of its
 * type begins and that has not begun yet; a day off is decided before it comes. So no window that has begun, and no deadline that
 * has passed, ever moves; and because a rule holds until the next one begins, there is no gap and no overlap.
 */
export function checkChange(calendar: KnownCalendar, change: CalendarChange, today: string): Obstacle[] {
  return change.kind === "setting" ? checkSetting(calendar, change, today) : checkDays(calendar, change, today);
}

function checkSetting({ reportTypes }: KnownCalendar, change: SettingChange, today: string): Obstacle[] {
  const type = reportTypes.find(({ id }) => id === change.reportType);
  if (!type) return [obstacle("/reportType", "report-type-unknown", `There is no report type ${change.reportType}.`)];
  const { validFrom } = change;
  const month = Number(validFrom.slice(5, 7));
  const months = firstMonthsOf(type.periodKind);
  if (!validFrom.endsWith("-01") || !months.includes(month)) return [obstacle("/validFrom", "not-a-boundary", `A ${type.periodKind} begins on the first day of month ${months.join(", ")}; ${validFrom} is none of these.`)];
  if (validFrom < type.validFrom || (type.validTo !== null && validFrom > type.validTo)) return [obstacle("/validFrom", "outside-report-type", `The report type is in force from ${type.validFrom}${type.validTo === null ? "" : ` to ${type.validTo}`}.`)];
  const first = listWindowsOfYear(type.periodKind, type.settings, Number(validFrom.slice(0, 4)))[months.indexOf(month)]!;
  if (first.from <= today) return [obstacle("/validFrom", "window-begun", `The window of ${first.id} began on ${first.from}. A rule begins with a window that has not begun.`)];
  const newest = type.settings.at(-1)!;
  if (newest.validFrom > validFrom) return [obstacle("/validFrom", "later-setting", `Another rule begins on ${newest.validFrom} already. Begin on that day, which takes its place, or later.`)];
  const inForce = type.settings.findLast((one) => one.validFrom < validFrom) ?? type.settings[0]!;
  const replaced = newest.validFrom === validFrom ? newest : inForce;
  return replaced.cutOffRule === change.cutOffRule && replaced.deadlineWorkingDays === change.deadlineWorkingDays ? [obstacle("/cutOffRule", "changes-nothing", "This is what holds on that day already.")] : [];
}

function checkDays({ days, holidays }: KnownCalendar, change: DaysChange, today: string): Obstacle[] {
  return change.days.flatMap(({ day, kind }, place): Obstacle[] => {
    const pointer = `/days/${place}/day`;
    const known = days.find((one) => one.day === day);
    const [wasOff, weekday] = [known?.kind ?? "working", !isWeekend(day)];
    if (change.days.findIndex((one) => one.day === day) !== place) return [obstacle(pointer, "day-twice", `${day} is named twice.`)];
    if (Number(day.slice(0, 4)) > Number(today.slice(0, 4)) + 2) return [obstacle(pointer, "day-too-far", `${day} is more than two years away.`)];
    if (kind === "holiday" && !weekday) return [obstacle(pointer, "off-anyway", `${day} is a Saturday or Sunday and off anyway; name the day off in lieu of it.`)];
    if (kind === "swap" && weekday) return [obstacle(pointer, "worked-anyway", `${day} is a weekday; only a Saturday or Sunday can be worked in place of another day.`)];
    if (kind === wasOff) return known?.confirmed === false ? [] : [obstacle(pointer, "changes-nothing", `${day} is ${isWorkingDay(day, holidays) ? "worked" : "off"} already.`)];
    return day > today ? [] : [obstacle(pointer, "day-passed", `${day} is not in the future: deadlines were counted with it. A day can be confirmed afterwards, but not changed.`)];
  });
}

function isWeekend(day: string): boolean {
  return [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
}

function obstacle(pointer: string, code: CalendarObstacle, message: string): Obstacle {
  return { pointer, code, message };
}
