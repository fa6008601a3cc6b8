import { describe, expect, test } from "vitest";
import type { ReportType } from "../../../worker/directory/queries.ts";
import { applyToCalendar } from "../../../worker/calendar/apply-to-calendar.ts";
import { checkChange, type KnownCalendar } from "../../../worker/calendar/check-change.ts";
import type { CalendarChange, SettingChange } from "../../../worker/calendar/contract.ts";
import { listEffects } from "../../../worker/calendar/list-effects.ts";
import { addDays, firstMonthsOf, listWindowsOfYear, periodKinds } from "../../../worker/kernel/windows.ts";

const today = "2026-11-25";
const typeOf = (periodKind: ReportType["periodKind"], settings: Partial<ReportType["settings"][number]>[] = []): ReportType => ({
  id: periodKind, formId: "ii06a", periodKind, validFrom: "2020-10-21", validTo: null,
  settings: [{ validFrom: "2020-10-21", cutOffRule: "mid-month", deadlineWorkingDays: 5, basis: null }, ...settings.map((one) => ({ validFrom: "", cutOffRule: "calendar" as const, deadlineWorkingDays: 5, basis: "Thông tư thử", ...one }))],
});
const days = [{ day: "2026-12-24", kind: "holiday" as const, nameVi: "Nghỉ", nameEn: "Off", confirmed: false }, { day: "2027-01-01", kind: "holiday" as const, nameVi: "Tết Dương lịch", nameEn: "New Year's Day", confirmed: true }];
const calendar = (...reportTypes: ReportType[]): KnownCalendar => ({ reportTypes, days, holidays: new Map(days.map(({ day, kind }) => [day, kind])) });
const setting = (wish: Partial<SettingChange>): SettingChange => ({ kind: "setting", reportType: "month", validFrom: "2027-01-01", cutOffRule: "calendar", deadlineWorkingDays: 5, basis: "Thông tư thử nghiệm", ...wish });
const day = (on: string, kind: "holiday" | "swap" | "working"): CalendarChange => ({ kind: "days", basis: "Quyết định thử nghiệm", days: [{ day: on, kind, nameVi: "Nghỉ thử", nameEn: "Trial" }] });
const codes = (known: KnownCalendar, change: CalendarChange, on = today) => checkChange(known, change, on).map(({ code }) => code);

describe("a new cut-off rule", () => {
  test("may begin with a window that has not begun", () => {
    expect(codes(calendar(typeOf("month")), setting({}))).toEqual([]);
    expect(codes(calendar(typeOf("month")), setting({}), "2026-12-14")).toEqual([]);
    expect(codes(calendar(typeOf("month")), setting({}), "2026-12-15")).toEqual(["window-begun"]);
    expect(codes(calendar(typeOf("month")), setting({ validFrom: "2026-10-01" }))).toEqual(["window-begun"]);
  });

  test("begins where a period of its kind begins, and nowhere else", () => {
    expect(periodKinds.map(firstMonthsOf)).toEqual([[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], [1, 4, 7, 10], [1, 7], [1], [1]]);
    for (const validFrom of ["2027-01-15", "2027-02-01", "2027-12-31"]) expect(codes(calendar(typeOf("quarter")), setting({ reportType: "quarter", validFrom }))).toEqual(["not-a-boundary"]);
    for (const kind of ["half-year", "nine-months", "year"] as const) expect(codes(calendar(typeOf(kind)), setting({ reportType: kind, validFrom: "2027-04-01" }))).toEqual(["not-a-boundary"]);
    expect(codes(calendar(typeOf("half-year")), setting({ reportType: "half-year", validFrom: "2027-07-01" }))).toEqual([]);
  });

  test("never goes before one that is decided already, but may take its place", () => {
    const known = calendar(typeOf("month", [{ validFrom: "2027-04-01" }]));
    expect(codes(known, setting({ validFrom: "2027-01-01" }))).toEqual(["later-setting"]);
    expect(codes(known, setting({ validFrom: "2027-04-01", cutOffRule: "mid-month" }))).toEqual([]);
    expect(codes(known, setting({ validFrom: "2027-05-01", cutOffRule: "mid-month" }))).toEqual([]);
  });

  test("says something, about a report type there is and while it is in force", () => {
    expect(codes(calendar(typeOf("month")), setting({ cutOffRule: "mid-month" }))).toEqual(["changes-nothing"]);
    expect(codes(calendar(typeOf("month")), setting({ cutOffRule: "mid-month", deadlineWorkingDays: 7 }))).toEqual([]);
    expect(codes(calendar(typeOf("month")), setting({ reportType: "week" }))).toEqual(["report-type-unknown"]);
    expect(codes(calendar({ ...typeOf("month"), validTo: "2026-12-31" }), setting({}))).toEqual(["outside-report-type"]);
  });

  test("moves no window that has begun, and leaves no gap or overlap, for every kind of period", () => {
    for (const kind of periodKinds) {
      const known = calendar(typeOf(kind));
      const changed = applyToCalendar(known, setting({ reportType: kind }));
      const [before, after] = [known, changed].map(({ reportTypes: [type] }) => [2025, 2026, 2027, 2028].flatMap((year) => listWindowsOfYear(kind, type!.settings, year)));
      expect(after!.filter(({ from }) => from <= "2026-12-14"), kind).toEqual(before!.filter(({ from }) => from <= "2026-12-14"));
      if (kind !== "nine-months") for (const [place, window] of after!.slice(1).entries()) expect(window.from, kind).toBe(addDays(after![place]!.to, 1));
    }
  });
});

describe("days off", () => {
  test("are decided before they come; afterwards a day can only be confirmed", () => {
    expect(codes(calendar(), day("2027-02-11", "holiday"))).toEqual([]);
    expect(codes(calendar(), day("2026-11-26", "holiday"))).toEqual([]);
    expect(codes(calendar(), day("2026-11-25", "holiday"))).toEqual(["day-passed"]);
    expect(codes(calendar(), day("2026-12-24", "holiday"), "2026-12-30")).toEqual([]);
    expect(codes(calendar(), day("2026-12-24", "working"), "2026-12-30")).toEqual(["day-passed"]);
  });

  test("are weekdays, and what is worked for them is a weekend", () => {
    expect(codes(calendar(), day("2027-02-13", "holiday"))).toEqual(["off-anyway"]);
    expect(codes(calendar(), day("2027-02-11", "swap"))).toEqual(["worked-anyway"]);
    expect(codes(calendar(), day("2027-02-13", "swap"))).toEqual([]);
  });

  test("say something new, once each, about the near future", () => {
    expect(codes(calendar(), day("2027-01-01", "holiday"))).toEqual(["changes-nothing"]);
    expect(codes(calendar(), day("2027-01-04", "working"))).toEqual(["changes-nothing"]);
    expect(codes(calendar(), day("2029-02-13", "holiday"))).toEqual(["day-too-far"]);
    const twice = day("2027-02-11", "holiday") as Extract<CalendarChange, { kind: "days" }>;
    expect(codes(calendar(), { ...twice, days: [...twice.days, ...twice.days] })).toEqual(["day-twice"]);
  });
});

describe("what a change would move", () => {
  test("is shown period by period: the seam's window, and every deadline after it", () => {
    const [first, second] = listEffects(calendar(typeOf("month")), setting({}), today);
    expect(first).toEqual({ reportType: "month", period: "2027-01", before: { from: "2026-12-15", to: "2027-01-14", dueOn: "2027-01-21" }, after: { from: "2026-12-15", to: "2027-01-31", dueOn: "2027-02-05" } });
    expect(second!.after.from).toBe("2027-02-01");
  });

  test("of a day off is the deadlines that it pushes, and of a day given back those that come nearer", () => {
    expect(listEffects(calendar(typeOf("month")), day("2026-12-17", "holiday"), today)).toEqual([
      { reportType: "month", period: "2026-12", before: { from: "2026-11-15", to: "2026-12-14", dueOn: "2026-12-21" }, after: { from: "2026-11-15", to: "2026-12-14", dueOn: "2026-12-22" } },
    ]);
    expect(listEffects(calendar(typeOf("month")), day("2026-12-24", "working"), today)).toEqual([]);
  });
});
