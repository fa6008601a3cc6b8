import { describe, expect, test } from "vitest";
import { readTsv } from "../../scripts/facts/read-tsv.ts";
import { addDays, findWindow } from "../../worker/kernel/windows.ts";
import { addWorkingDays, isWorkingDay, listUnconfirmedDays, type HolidayTable, type KnownDay } from "../../worker/kernel/working-days.ts";

const rows = readTsv<"day" | "kind" | "name_vi" | "name_en" | "confirmed" | "source">("holidays.tsv");
const known = rows.map((row) => ({ day: row.day!, kind: row.kind as KnownDay["kind"], confirmed: row.confirmed === "yes" }));
const table: HolidayTable = new Map(known.map(({ day, kind }) => [day, kind]));
const years = Array.from({ length: 12 }, (_, i) => 2016 + i);
const isWeekend = (day: string) => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());

/** The lunar calendar of ICU, an independent source. It is reckoned for Beijing; in these years both calendars agree on the days asked for. */
const lunar = new Intl.DateTimeFormat("en-u-ca-chinese", { timeZone: "UTC", month: "numeric", day: "numeric" });
const dayOfYear = (year: number, month: string, day: string) =>
  Array.from({ length: 366 }, (_, i) => addDays(`${year}-01-01`, i)).find((candidate) => {
    const parts = lunar.formatToParts(new Date(`${candidate}T00:00:00Z`));
    return parts.find(({ type }) => type === "month")?.value === month && parts.find(({ type }) => type === "day")?.value === day;
  })!;
/** The day itself, or the first weekday after it that the table gives in lieu. */
const isGiven = (day: string, name: RegExp) => [0, 1, 2, 3, 4].some((later) => rows.some((row) => row.day === addDays(day, later) && row.kind === "holiday" && name.test(row.name_en!)) && (later === 0 || isWeekend(day)));

describe("the days off", () => {
  test.each(years)("of %s are complete: New Year, five days of Tết, the Hung Kings, April and May, National Day", (year) => {
    const named = (name: RegExp) => rows.filter((row) => row.day!.startsWith(String(year)) && row.kind === "holiday" && name.test(row.name_en!)).map((row) => row.day!);
    expect([named(/^Lunar New Year/).length, named(/^Hung Kings/).length, named(/^Reunification/).length, named(/^Labour Day/).length]).toEqual([5, 1, 1, 1]);
    expect(named(/^New Year's Day/)).toHaveLength(1);
    // The labour code of 2019 gives National Day a second day, from 2021.
    expect(named(/^National Day/)).toHaveLength(year >= 2021 ? 2 : 1);
    expect(isGiven(`${year}-04-30`, /^Reunification/) && isGiven(`${year}-05-01`, /^Labour/) && isGiven(`${year}-09-02`, /^National/) && isGiven(`${year}-01-01`, /^New Year/)).toBe(true);
  });

  test.each(years)("of %s move with the moon: Tết begins, and the Hung Kings are remembered, on the days of the lunar calendar", (year) => {
    const tet = dayOfYear(year, "1", "1");
    const off = rows.filter((row) => row.day!.startsWith(String(year)) && row.name_en!.startsWith("Lunar New Year")).map((row) => row.day!);
    for (const day of [tet, addDays(tet, 1), addDays(tet, 2)].filter((one) => !isWeekend(one))) expect(off).toContain(day);
    expect(off[0]! < tet || isWeekend(addDays(tet, -1))).toBe(true);
    expect(isGiven(dayOfYear(year, "3", "10"), /^Hung Kings/)).toBe(true);
  });

  test("never fall on a weekend, and swapped days always do, one for each day off they pay for", () => {
    for (const { day, kind } of known) expect([day, isWeekend(day)]).toEqual([day, kind === "swap"]);
    const swapped = rows.filter(({ name_en }) => name_en!.startsWith("Day off, worked on"));
    expect(known.filter(({ kind }) => kind === "swap")).toHaveLength(swapped.length);
  });

  test("are confirmed up to 2025 without exception, and say where they are not", () => {
    expect(known.filter(({ day, confirmed }) => !confirmed && day < "2026")).toEqual([]);
    expect(known.filter(({ confirmed }) => !confirmed).map(({ day }) => day.slice(0, 4))).toContain("2027");
    expect(rows.filter((row) => row.confirmed === "no" && !row.source)).toEqual([]);
  });
});

describe("deadlines at Tết", () => {
  const dueOn = (period: string, days = 5) => addWorkingDays(findWindow(period, "mid-month")!.to, days, table);

  test.each([
    // 14/2/2024 is the last day of the leave; work begins on Thursday the 15th.
    ["2024-02", "2024-02-21"],
    // The leave of 14-20 February 2018 begins on the last day of the window.
    ["2018-02", "2018-02-27"],
    // 14 February 2026 is a Saturday and nine days off begin; five working days end on Friday the 27th.
    ["2026-02", "2026-02-27"],
    // Tết of 2023 fell into January: 14/1 is a Saturday, the leave takes 20-26.
    ["2023-01", "2023-01-27"],
    // And of 2020: 14/1 is a Tuesday, 15-17 and 20-21 are five working days before the leave.
    ["2020-01", "2020-01-21"],
    ["2016-02", "2016-02-19"],
  ])("the report of %s is due on %s", (period, day) => {
    expect(dueOn(period)).toBe(day);
  });

  test("a worked Saturday counts: 4 May 2024 pays for 29 April", () => {
    expect([isWorkingDay("2024-04-29", table), isWorkingDay("2024-05-04", table)]).toEqual([false, true]);
    expect(addWorkingDays("2024-04-26", 3, table)).toBe("2024-05-04");
  });

  test("a deadline says which days it rests on that nobody has confirmed, and when it rests on none", () => {
    expect(listUnconfirmedDays("2027-01-14", addWorkingDays("2027-01-14", 5, table), known)).toEqual([]);
    expect(listUnconfirmedDays("2027-02-04", addWorkingDays("2027-02-04", 5, table), known)).toEqual(["2027-02-05", "2027-02-08", "2027-02-09", "2027-02-10", "2027-02-11"]);
    expect(listUnconfirmedDays("2026-11-14", "2026-11-23", known)).toEqual([]);
    expect(listUnconfirmedDays("2026-11-20", "2026-11-27", known)).toEqual(["2026-11-24"]);
    expect(listUnconfirmedDays("2028-03-14", "2028-03-21", known)).toEqual(["2028-01-01"]);
  });
});
