import { currentLocale } from "./current-locale.ts";

const parts = { day: "2-digit", month: "2-digit", year: "numeric", hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23", timeZone: "Asia/Ho_Chi_Minh" } as const;
const format = new Intl.DateTimeFormat("en-GB", parts);

/** `2026-10-15` as `15/10/2026`. */
export function formatDay(day: string): string {
  return day.split("-").reverse().join("/");
}

/** Both days inside: `15/10/2026 – 14/11/2026`. */
export function formatWindow(window: { from: string; to: string }): string {
  return `${formatDay(window.from)} – ${formatDay(window.to)}`;
}

/** An instant (ISO text or milliseconds) in Vietnamese time, to the second: `15/10/2026 09:30:00 (UTC+7)`. */
export function formatMoment(instant: string | number): string {
  return `${format.format(new Date(instant)).replace(",", "")} (UTC+7)`;
}

/** `2026-10` as `Tháng 10/2026` or `October 2026`; quarters, halves and years likewise. An unknown id is shown as it is. */
export function formatPeriod(period: string): string {
  const match = /^(\d{4})(?:-(?:(\d{2})|Q(\d)|H(\d)|(9M)))?$/.exec(period);
  if (!match) return period;
  const [, year, month, quarter, half, nine] = match;
  const isEnglish = currentLocale() === "en";
  if (month) return isEnglish ? `${monthName(Number(month))} ${year}` : `Tháng ${Number(month)}/${year}`;
  if (quarter) return isEnglish ? `Quarter ${quarter}, ${year}` : `Quý ${["I", "II", "III", "IV"][Number(quarter) - 1]}/${year}`;
  if (half) return isEnglish ? `Half ${half}, ${year}` : `6 tháng ${half === "1" ? "đầu" : "cuối"} năm ${year}`;
  if (nine) return isEnglish ? `9 months of ${year}` : `9 tháng năm ${year}`;
  return isEnglish ? `Year ${year}` : `Năm ${year}`;
}

function monthName(month: number): string {
  return new Intl.DateTimeFormat("en-GB", { month: "long", timeZone: "UTC" }).format(new Date(Date.UTC(2026, month - 1, 1)));
}

/** Whole days from today (Vietnamese time) to the day; negative when it is past. */
export function daysUntil(day: string, now: number): number {
  const today = new Date(now + 7 * 3_600_000).toISOString().slice(0, 10);
  return Math.round((Date.parse(day) - Date.parse(today)) / 86_400_000);
}
