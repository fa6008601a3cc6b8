import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, bucketOf, bucketsOf, dayAt, findWindow, listClosedWindows, periodKinds, startOfDay } from "../../../worker/kernel/windows.ts";
import { addWorkingDays, isWorkingDay } from "../../../worker/kernel/working-days.ts";

describe("windows", () => {
  test.each([
    ["2026-Q1", "2025-12-15", "2026-03-14"],
    ["2026-03", "2026-02-15", "2026-03-14"],
    ["2026-01", "2025-12-15", "2026-01-14"],
    ["2026-H1", "2025-12-15", "2026-06-14"],
    ["2026-9M", "2025-12-15", "2026-09-14"],
    ["2016", "2015-12-15", "2016-12-14"],
  ])("the period %s runs from %s to %s when it cuts off in mid-month", (id, from, to) => {
    expect(findWindow(id, "mid-month")).toMatchObject({ id, from, to });
  });

  test.each([
    ["2026-Q1", "2026-01-01", "2026-03-31"],
    ["2024-02", "2024-02-01", "2024-02-29"],
    ["2016", "2016-01-01", "2016-12-31"],
  ])("the period %s runs from %s to %s by the calendar", (id, from, to) => {
    expect(findWindow(id, "calendar")).toMatchObject({ from, to });
  });

  test.each(["2026-13", "2026-Q5", "2026-H3", "26", "2026-Q1 ", "", "2026-6M"])("%j is no period", (id) => {
    expect(findWindow(id, "mid-month")).toBeNull();
  });

  test("windows of one kind follow each other without gap or overlap", () => {
    for (const rule of ["mid-month", "calendar"] as const) {
      for (const kind of periodKinds.filter((one) => one !== "nine-months")) {
        const windows = listClosedWindows(kind, rule, "2026-11-23", 2000);
        expect(windows.length).toBeGreaterThan(3);
        windows.slice(1).forEach((window, i) => expect(window.from).toBe(addDays(windows[i]!.to, 1)));
      }
    }
  });

  test("a window counts as closed from the day after its last day", () => {
    expect(listClosedWindows("month", "mid-month", "2026-11-14", 10)).toEqual([]);
    expect(listClosedWindows("month", "mid-month", "2026-11-15", 10).map(({ id }) => id)).toEqual(["2026-11"]);
  });

  test("a day begins at midnight in Viet Nam, 17:00 UTC", () => {
    expect(startOfDay("2026-03-15")).toBe(Date.parse("2026-03-14T17:00:00Z"));
    expect(dayAt(Date.parse("2026-03-14T16:59:59.999Z"))).toBe("2026-03-14");
    expect(dayAt(Date.parse("2026-03-14T17:00:00Z"))).toBe("2026-03-15");
  });

  test("every day of a window is in its buckets, and no other day is", () => {
    const someDay = fc.integer({ min: Date.UTC(2012, 0, 1), max: Date.UTC(2029, 11, 31) }).map(dayAt);
    fc.assert(
      fc.property(someDay, fc.constantFrom("2026-Q1", "2016", "2024-02", "2025-H2"), fc.constantFrom("mid-month" as const, "calendar" as const), (day, id, rule) => {
        const window = findWindow(id, rule)!;
        const { first, last } = bucketsOf(window);
        const bucket = bucketOf(day);
        expect(bucket >= first && bucket <= last).toBe(window.from <= day && day <= window.to);
      }),
    );
  });

  test("a year has 24 half-month buckets, a month two", () => {
    expect(bucketsOf(findWindow("2016", "mid-month")!).count).toBe(24);
    expect(bucketsOf(findWindow("2026-03", "mid-month")!).count).toBe(2);
  });
});

describe("working days", () => {
  const holidays = new Map([["2026-02-16", "holiday" as const], ["2026-02-17", "holiday" as const], ["2026-02-28", "swap" as const]]);

  test("weekends and holidays are off, a swapped Saturday is worked", () => {
    expect(["2026-02-14", "2026-02-16", "2026-02-18", "2026-02-28"].map((day) => isWorkingDay(day, holidays))).toEqual([false, false, true, true]);
  });

  test("five working days after a Friday before Tết skip the holidays", () => {
    expect(addWorkingDays("2026-02-13", 5, holidays)).toBe("2026-02-24");
    expect(addWorkingDays("2026-02-13", 0, holidays)).toBe("2026-02-13");
  });
});
