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

/** A cut-off rule and the day from which it is the rule; a list of them is in order of days. */
export type DatedCutOff = { validFrom: string; cutOffRule: CutOffRule };

/**
 * The window of a period under a cut-off rule, or null when the id is no period.
 * `mid-month` (NĐ 09/2019 Đ12 k4): from the 15th of the month before its first month to the 14th of its last month,
 * so 2026-Q1 is 2025-12-15 to 2026-03-14. `calendar`: first to last day of its months.
 */
export function findWindow(periodId: string, rule: CutOffRule): Window | null {
  return findDatedWindow(periodId, [{ validFrom: "", cutOffRule: rule }]);
}

/**
 * The window of a period where the rule changed on some day. Every window is a sum of months, and a month begins on the day
 * after the one before it ended; it ends by the rule in force on its first calendar day. So at a seam the first month under
 * the new rule is longer (15/12 to 31/1) or shorter (1/1 to 14/1): no day is lost or counted twice, whatever the kind of period.
 */
export function findDatedWindow(periodId: string, rules: readonly DatedCutOff[]): Window | null {
  const parts = periodPattern.exec(periodId);
  if (!parts) return null;
  const year = Number(parts[1]);
  const { kind, first, last } = monthsOf(parts);
  return { id: periodId, kind, from: addDays(endOfMonth(year, first - 1, rules), 1), to: endOfMonth(year, last, rules) };
}

/** Last day of the month's window; `month` 0 is December of the year before. */
function endOfMonth(year: number, month: number, rules: readonly DatedCutOff[]): string {
  const rule = inForceInMonth(dayText(new Date(Date.UTC(year, month - 1, 1))), rules).cutOffRule;
  return dayText(rule === "calendar" ? new Date(Date.UTC(year, month, 0)) : new Date(Date.UTC(year, month - 1, 14)));
}

/** The setting in force on the first day of a month; before all of them the first. Throws when there is none. */
function inForceInMonth<Dated extends { validFrom: string }>(firstDay: string, settings: readonly Dated[]): Dated {
  const found = settings.findLast(({ validFrom }) => validFrom <= firstDay) ?? settings[0];
  if (!found) throw new Error("A report type has no cut-off rule");
  return found;
}

/** The setting that governs a period: the one in force in its last month. Null when the id is no period. */
export function settingOfPeriod<Dated extends { validFrom: string }>(periodId: string, settings: readonly Dated[]): Dated | null {
  const parts = periodPattern.exec(periodId);
  if (!parts) return null;
  return inForceInMonth(`${parts[1]}-${String(monthsOf(parts).last).padStart(2, "0")}-01`, settings);
}

function monthsOf(parts: RegExpExecArray): { kind: PeriodKind; first: number; last: number } {
  const [, , month, quarter, half, nine] = parts;
  if (month) return { kind: "month", first: Number(month), last: Number(month) };
  if (quarter) return { kind: "quarter", first: Number(quarter) * 3 - 2, last: Number(quarter) * 3 };
  if (half) return { kind: "half-year", first: Number(half) * 6 - 5, last: Number(half) * 6 };
  if (nine) return { kind: "nine-months", first: 1, last: 9 };
  return { kind: "year", first: 1, last: 12 };
}

/** Every window of the kind that ended before `day` and not more than `lookBackDays` before it, oldest first. */
export function listClosedWindows(kind: PeriodKind, rule: CutOffRule | readonly DatedCutOff[], day: string, lookBackDays: number): Window[] {
  const earliest = addDays(day, -lookBackDays);
  const rules = typeof rule === "string" ? [{ validFrom: "", cutOffRule: rule }] : rule;
  const years = range(Number(earliest.slice(0, 4)) - 1, Number(day.slice(0, 4)) + 1);
  return years.flatMap((year) => listWindowsOfYear(kind, rules, year)).filter(({ to }) => to < day && to >= earliest);
}

/** The windows of the kind that are named after the year, in order. */
export function listWindowsOfYear(kind: PeriodKind, rules: readonly DatedCutOff[], year: number): Window[] {
  return periodIds(kind, year).map((id) => findDatedWindow(id, rules)!);
}

/** The months in which a period of the kind begins: 1, 4, 7 and 10 for quarters. */
export function firstMonthsOf(kind: PeriodKind): number[] {
  return periodIds(kind, 2000).map((id) => monthsOf(periodPattern.exec(id)!).first);
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
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

/** The days of the window on which something existed, or null where it did not; null days of it are "always". */
export function clipWindow<Kept extends Pick<Window, "from" | "to">>(window: Kept, life: { validFrom: string | null; validTo: string | null }): Kept | null {
  const from = life.validFrom !== null && life.validFrom > window.from ? life.validFrom : window.from;
  const to = life.validTo !== null && life.validTo < window.to ? life.validTo : window.to;
  return from > to ? null : { ...window, from, to };
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
