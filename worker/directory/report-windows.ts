import { clipWindow, findDatedWindow, listClosedWindows, listWindowsOfYear, overlaps, settingOfPeriod, type Window } from "../kernel/windows.ts";
import type { Tenant } from "../kernel/context.ts";
import { addWorkingDays, type HolidayTable } from "../kernel/working-days.ts";
import type { ReportType } from "./queries.ts";

type Type = Pick<ReportType, "periodKind" | "settings" | "validFrom" | "validTo">;
type Life = Pick<Tenant, "validFrom" | "validTo">;

/** The window of the period as everybody reports it, or null when the type has no such period. */
export function findReportWindow(type: Pick<ReportType, "periodKind" | "settings">, periodId: string): Window | null {
  const window = findDatedWindow(periodId, type.settings);
  return window?.kind === type.periodKind ? window : null;
}

/**
 * The days of the period that are the tenant's own: a window in which tenants merge is split at the merger's day, the old
 * ones report up to it and the new one from it. Null when the tenant did not exist in it, or there is no such period.
 */
export function findTenantWindow(type: Pick<ReportType, "periodKind" | "settings">, periodId: string, life: Life): Window | null {
  const window = findReportWindow(type, periodId);
  return window && clipWindow(window, life);
}

/** The period before: the window of the same kind that ended on the day before this one's began. Null where there is none. */
export function findWindowBefore(type: Pick<ReportType, "periodKind" | "settings">, periodId: string): Window | null {
  const window = findReportWindow(type, periodId);
  return (window && listClosedWindows(type.periodKind, type.settings, window.from, 1)[0]) ?? null;
}

/** Every window of the type that ended before `day`, at most `lookBackDays` ago, and that the type was in force in; oldest first. */
export function listReportWindows(type: Type, day: string, lookBackDays: number): Window[] {
  return listClosedWindows(type.periodKind, type.settings, day, lookBackDays).filter((window) => overlaps(type, window));
}

/** The windows named after the year, in order, ended or not, that the type was in force in. */
export function listReportWindowsOfYear(type: Type, year: number): Window[] {
  return listWindowsOfYear(type.periodKind, type.settings, year).filter((window) => overlaps(type, window));
}

/** The last day in time for the period: working days after the last day of its whole window, also for a tenant that ended earlier in it. */
export function dueDayOf(type: Pick<ReportType, "periodKind" | "settings">, periodId: string, holidays: HolidayTable): string {
  const window = findReportWindow(type, periodId);
  if (!window) throw new Error(`${periodId} is no period of the report type`);
  return addWorkingDays(window.to, settingOfPeriod(periodId, type.settings)!.deadlineWorkingDays, holidays);
}
