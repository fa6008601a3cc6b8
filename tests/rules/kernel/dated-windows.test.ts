import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, bucketOf, clipWindow, cutOffRules, findDatedWindow, findWindow, listClosedWindows, listWindowsOfYear, settingOfPeriod, type DatedCutOff } from "../../../worker/kernel/windows.ts";

const toCalendar: DatedCutOff[] = [{ validFrom: "2020-01-01", cutOffRule: "mid-month" }, { validFrom: "2026-04-01", cutOffRule: "calendar" }];
const toMidMonth: DatedCutOff[] = [{ validFrom: "2020-01-01", cutOffRule: "calendar" }, { validFrom: "2026-04-01", cutOffRule: "mid-month" }];
const daysOf = (id: string, rules: readonly DatedCutOff[]) => { const { from, to } = findDatedWindow(id, rules)!; return [from, to]; };

describe("a change of the cut-off rule", () => {
  test("from mid-month to the calendar makes one longer month at the seam", () => {
    expect(daysOf("2026-03", toCalendar)).toEqual(["2026-02-15", "2026-03-14"]);
    expect(daysOf("2026-04", toCalendar)).toEqual(["2026-03-15", "2026-04-30"]);
    expect(daysOf("2026-05", toCalendar)).toEqual(["2026-05-01", "2026-05-31"]);
  });

  test("from the calendar to mid-month makes one shorter month at the seam", () => {
    expect(daysOf("2026-03", toMidMonth)).toEqual(["2026-03-01", "2026-03-31"]);
    expect(daysOf("2026-04", toMidMonth)).toEqual(["2026-04-01", "2026-04-14"]);
    expect(daysOf("2026-05", toMidMonth)).toEqual(["2026-04-15", "2026-05-14"]);
  });

  test("within a quarter, half-year or year changes its last day only", () => {
    expect(daysOf("2026-Q1", toCalendar)).toEqual(["2025-12-15", "2026-03-14"]);
    expect(daysOf("2026-Q2", toCalendar)).toEqual(["2026-03-15", "2026-06-30"]);
    expect(daysOf("2026-H1", toCalendar)).toEqual(["2025-12-15", "2026-06-30"]);
    expect(daysOf("2026-9M", toCalendar)).toEqual(["2025-12-15", "2026-09-30"]);
    expect(daysOf("2026", toCalendar)).toEqual(["2025-12-15", "2026-12-31"]);
    expect(daysOf("2027", toCalendar)).toEqual(["2027-01-01", "2027-12-31"]);
  });

  test("on a day within a month begins with the next month", () => {
    const midMonth: DatedCutOff[] = [{ validFrom: "2020-01-01", cutOffRule: "mid-month" }, { validFrom: "2026-04-02", cutOffRule: "calendar" }];
    expect([daysOf("2026-04", midMonth), daysOf("2026-05", midMonth)]).toEqual([["2026-03-15", "2026-04-14"], ["2026-04-15", "2026-05-31"]]);
    expect(settingOfPeriod("2026-04", midMonth)!.cutOffRule).toBe("mid-month");
    expect(settingOfPeriod("2026-Q2", midMonth)!.cutOffRule).toBe("calendar");
  });

  const someMonth = fc.integer({ min: 0, max: 12 * 6 }).map((months) => `20${20 + Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, "0")}-01`);
  const someRules = fc
    .array(fc.tuple(someMonth, fc.integer({ min: 0, max: 27 }), fc.constantFrom(...cutOffRules)), { minLength: 1, maxLength: 5 })
    .map((changes) => changes.map(([month, days, cutOffRule]): DatedCutOff => ({ validFrom: addDays(month, days), cutOffRule })).toSorted((a, b) => (a.validFrom < b.validFrom ? -1 : 1)));

  test("whatever the changes: no day is lost or counted twice, and a longer period is exactly its months", () => {
    fc.assert(
      fc.property(someRules, (rules) => {
        for (const kind of ["month", "quarter", "half-year", "year"] as const) {
          const windows = listClosedWindows(kind, rules, "2028-06-01", 3600);
          windows.slice(1).forEach((window, i) => expect(window.from).toBe(addDays(windows[i]!.to, 1)));
          for (const { from, to } of windows) {
            expect(from <= to).toBe(true);
            // Counters are kept by half months: a window that began or ended inside one could not be counted.
            expect([bucketOf(addDays(from, -1)) !== bucketOf(from), bucketOf(addDays(to, 1)) !== bucketOf(to)]).toEqual([true, true]);
          }
        }
        for (const year of [2021, 2024]) {
          const months = listWindowsOfYear("month", rules, year);
          const spans = (id: string, first: number, last: number) => expect(daysOf(id, rules)).toEqual([months[first]!.from, months[last]!.to]);
          spans(`${year}-Q3`, 6, 8);
          spans(`${year}-H2`, 6, 11);
          spans(`${year}-9M`, 0, 8);
          spans(`${year}`, 0, 11);
        }
      }),
    );
  });
});

describe("the days of a tenant", () => {
  const march = findWindow("2025-03", "mid-month")!;

  test("split a window at the day of a merger: each side has its part, together the whole", () => {
    expect(clipWindow(march, { validFrom: null, validTo: "2025-02-28" })).toMatchObject({ from: "2025-02-15", to: "2025-02-28" });
    expect(clipWindow(march, { validFrom: "2025-03-01", validTo: null })).toMatchObject({ from: "2025-03-01", to: "2025-03-14" });
    expect(clipWindow(march, { validFrom: null, validTo: null })).toEqual(march);
  });

  test("are none before it was formed and after it ended", () => {
    expect(clipWindow(march, { validFrom: "2025-03-15", validTo: null })).toBeNull();
    expect(clipWindow(march, { validFrom: null, validTo: "2025-02-14" })).toBeNull();
  });
});
