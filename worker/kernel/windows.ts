/**
 * Periods, the windows of days they really cover, and the half-month buckets that counters are kept in.
 * All days are Vietnamese days (Asia/Ho_Chi_Minh, UTC+7, no daylight saving), written YYYY-MM-DD.
 */
export const cutOffRules = ["mid-month", "calendar"] as const;
export type CutOffRule = (typeof cutOffRules)[number];
export const periodKinds = ["month", "quarter", "half-year", "nine-months", "year"] as const;
export type PeriodKind = (typeof periodKinds)[number];

/** First and last day, both inside. */
export type Window = { id: string; kind: PeriodKind; from: string; to: string };

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const UTC_OFFSET = 7 * HOUR;

/** `2026-03`, `2026-Q1`, `2026-H1`, `2026-9M`, `2026`. */
const periodPattern = /^(20\d{2})(?:-(?:(0[1-9]|1[0-2])|Q([1-4])|H([12])|(9M)))?$/;

/**
 * The window of a period under a cut-off rule, or null when the id is no period.
 * `mid-month` (NĐ 09/2019 Đ12 k4): from the 15th of the month before its first month to the 14th of its last month,
 * so 2026-Q1 is 2025-12-15 to 2026-03-14. `calendar`: first to last day of its months.
 */
export function findWindow(periodId: string, rule: CutOffRule): Window | null {
  const parts = periodPattern.exec(periodId);
  if (!parts) return null;
  const year = Number(parts[1]);
  const { kind, first, last } = monthsOf(parts);
  const firstDay = rule === "calendar" ? new Date(Date.UTC(year, first - 1, 1)) : new Date(Date.UTC(year, first - 2, 15));
  const lastDay = rule === "calendar" ? new Date(Date.UTC(year, last, 0)) : new Date(Date.UTC(year, last - 1, 14));
  return { id: periodId, kind, from: dayText(firstDay), to: dayText(lastDay) };
}

function monthsOf(parts: RegExpExecArray): { kind: PeriodKind; first: number; last: number } {
  const [, , month, quarter, half, nine] = parts;
  if (month) return { kind: "month", first: Number(month), last: Number(month) };
  if (quarter) return { kind: "quarter", first: Number(quarter) * 3 - 2, last: Number(quarter) * 3 };
  if (half) return { kind: "half-year", first: Number(half) * 6 - 5, last: Number(half) * 6 };
  if (nine) return { kind: "nine-months", first: 1, last: 9 };
  return { kind: "year", first: 1, last: 12 };
}

/** Every window of the kind that ended on or before `day` and not more than `lookBackDays` before it, oldest first. */
export function listClosedWindows(kind: PeriodKind, rule: CutOffRule, day: string, lookBackDays: number): Window[] {
  const earliest = addDays(day, -lookBackDays);
  const thisYear = Number(day.slice(0, 4));
  const windows: Window[] = [];
  for (let year = Number(earliest.slice(0, 4)) - 1; year <= thisYear + 1; year++) {
    for (const id of periodIds(kind, year)) {
      const window = findWindow(id, rule)!;
      if (window.to < day && window.to >= earliest) windows.push(window);
    }
  }
  return windows;
}

function periodIds(kind: PeriodKind, year: number): string[] {
  switch (kind) {
    case "month": return Array.from({ length: 12 }, (_, i) => `${year}-${String(i + 1).padStart(2, "0")}`);
    case "quarter": return [1, 2, 3, 4].map((n) => `${year}-Q${n}`);
    case "half-year": return [`${year}-H1`, `${year}-H2`];
    case "nine-months": return [`${year}-9M`];
    case "year": return [`${year}`];
  }
}

/** The Vietnamese day of an instant in milliseconds. */
export function dayAt(instant: number): string {
  return dayText(new Date(instant + UTC_OFFSET));
}

/** The instant, in milliseconds, at which the Vietnamese day begins. */
export function startOfDay(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) - UTC_OFFSET;
}

/** Whether something valid from a day to a day (null is "still") was in force on at least one day of the window. */
export function overlaps(dated: { validFrom: string; validTo: string | null }, window: Pick<Window, "from" | "to">): boolean {
  return dated.validFrom <= window.to && (dated.validTo === null || window.from <= dated.validTo);
}

export function addDays(day: string, days: number): string {
  return dayText(new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY));
}

/** Counters are kept per half month: days 1-14 and 15 to the end. Both cut-off rules are sums of whole buckets. */
export function bucketOf(day: string): number {
  const [year, month, date] = day.split("-").map(Number) as [number, number, number];
  return (year * 12 + month - 1) * 2 + (date >= 15 ? 1 : 0);
}

/** First and last bucket of a window, both inside. */
export function bucketsOf(window: Pick<Window, "from" | "to">): { first: number; last: number; count: number } {
  const first = bucketOf(window.from);
  const last = bucketOf(window.to);
  return { first, last, count: last - first + 1 };
}

function dayText(date: Date): string {
  return date.toISOString().slice(0, 10);
}
