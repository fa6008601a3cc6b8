import { dueDayOf, listReportWindowsOfYear } from "../directory/report-windows.ts";
import { applyToCalendar, type Calendar } from "./apply-to-calendar.ts";
import type { CalendarChange, CalendarEffect } from "./contract.ts";

/** Every period from last year's to next year's whose window or deadline the change moves, by report type and period. `today` is a Vietnamese day. */
export function listEffects(calendar: Calendar, change: CalendarChange, today: string): CalendarEffect[] {
  const changed = applyToCalendar(calendar, change);
  const year = Number(today.slice(0, 4));
  return changed.reportTypes.flatMap((type, place) =>
    [year - 1, year, year + 1].flatMap((one) => {
      const before = new Map(slotsOf(calendar, place, one));
      return slotsOf(changed, place, one).flatMap(([period, after]): CalendarEffect[] => {
        const was = before.get(period)!;
        return was.from === after.from && was.to === after.to && was.dueOn === after.dueOn ? [] : [{ reportType: type.id, period, before: was, after }];
      });
    }),
  );
}

function slotsOf({ reportTypes, holidays }: Calendar, place: number, year: number): [string, CalendarEffect["before"]][] {
  const type = reportTypes[place]!;
  return listReportWindowsOfYear(type, year).map((window) => [window.id, { from: window.from, to: window.to, dueOn: dueDayOf(type, window.id, holidays) }]);
}
