import type { ReportSetting, ReportType } from "../directory/queries.ts";
import type { HolidayTable } from "../kernel/working-days.ts";
import type { CalendarChange } from "./contract.ts";

/** What windows and deadlines follow from. */
export type Calendar = { reportTypes: readonly ReportType[]; holidays: HolidayTable };

/** The calendar as it is with the change. Pure; what is written to the directory says the same. */
export function applyToCalendar({ reportTypes, holidays }: Calendar, change: CalendarChange): Calendar {
  if (change.kind === "setting") return { holidays, reportTypes: reportTypes.map((type) => (type.id === change.reportType ? { ...type, settings: settingsWith(type.settings, change) } : type)) };
  const days = new Map(holidays);
  for (const { day, kind } of change.days) {
    if (kind === "working") days.delete(day);
    else days.set(day, kind);
  }
  return { reportTypes, holidays: days };
}

/** One that begins on the same day takes the place of the one before it: neither has governed any day yet. */
function settingsWith(settings: readonly ReportSetting[], { validFrom, cutOffRule, deadlineWorkingDays, basis }: ReportSetting & { basis: string }): ReportSetting[] {
  return [...settings.filter((one) => one.validFrom !== validFrom), { validFrom, cutOffRule, deadlineWorkingDays, basis }];
}
