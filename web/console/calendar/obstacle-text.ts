import type { CalendarObstacle } from "../../../worker/calendar/contract.ts";
import { m } from "../../words/m.ts";

const texts: Record<CalendarObstacle, () => string> = {
  "report-type-unknown": m.calendar_no_type,
  "not-a-boundary": m.calendar_no_boundary,
  "outside-report-type": m.calendar_no_boundary,
  "window-begun": m.calendar_window_begun,
  "later-setting": m.calendar_later_setting,
  "changes-nothing": m.calendar_changes_nothing,
  "day-twice": m.calendar_day_twice,
  "day-too-far": m.calendar_day_too_far,
  "off-anyway": m.calendar_off_anyway,
  "worked-anyway": m.calendar_worked_anyway,
  "day-passed": m.calendar_day_passed,
};

/** What stands against a change, in words; undefined for what the server did not say about the calendar. */
export function obstacleText(code: string): string | undefined {
  return texts[code as CalendarObstacle]?.();
}
