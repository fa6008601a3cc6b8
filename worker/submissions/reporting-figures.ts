import { addDays, dayAt, startOfDay } from "../kernel/windows.ts";
import { lastDayInTime } from "./last-day-in-time.ts";
import type { ReportingFigures, ReportingRow, Timing } from "./obligation-contract.ts";

/**
 * When the report arrived, by the platform's own clock: the first submission of its chain counts, an amendment does not make it late.
 * Days are the last ones in time; `extendedTo` is the granted one.
 */
export function timingOf(firstReceivedAt: number | null, dueOn: string, extendedTo: string | null, now: number): Timing {
  if (firstReceivedAt === null) return dayAt(now) <= lastDayInTime(dueOn, extendedTo) ? "open" : "missing";
  if (firstReceivedAt < startOfDay(addDays(dueOn, 1))) return "on-time";
  return extendedTo !== null && firstReceivedAt < startOfDay(addDays(extendedTo, 1)) ? "on-time-by-extension" : "late";
}

/**
 * The figures of some rows. Expected is what is owed and whose deadline has passed or that has come already: what can still come in
 * time is `open` and in no rate. Reports that were not owed count as received: the rate may pass 1, and then says that something is wrong.
 */
export function reportingFigures(rows: readonly Pick<ReportingRow, "isOwed" | "timing" | "filed">[]): ReportingFigures {
  const owed = rows.filter(({ isOwed }) => isOwed);
  const counted = (timing: Timing) => owed.filter((row) => row.timing === timing).length;
  const received = rows.filter(({ filed }) => filed !== null).length;
  const complete = rows.filter(({ filed }) => filed?.isComplete).length;
  const due = owed.length - counted("open");
  const [onTime, onTimeByExtension] = [counted("on-time"), counted("on-time-by-extension")];
  return {
    expected: owed.length,
    due,
    received,
    notOwed: rows.filter(({ isOwed, filed }) => !isOwed && filed !== null).length,
    onTime,
    onTimeByExtension,
    late: counted("late"),
    missing: counted("missing"),
    open: counted("open"),
    marked: rows.filter(({ filed }) => filed?.mark).length,
    complete,
    reportingRate: due === 0 ? null : received / due,
    timeliness: due === 0 ? null : (onTime + onTimeByExtension) / due,
    completeness: due === 0 ? null : complete / due,
  };
}
