import { m } from "../../words/m.ts";
import { currentLocale } from "./current-locale.ts";

const formats = { vi: new Intl.NumberFormat("vi-VN"), en: new Intl.NumberFormat("en-GB") };

/** An integer with the grouping of the language; null is said in words, because it is not 0. */
export function formatCount(count: number | null): string {
  return count === null ? m.no_number_given() : formats[currentLocale()].format(count);
}

/** With its sign, a real minus, and ±0 as 0: for differences. */
export function formatDifference(count: number | null): string {
  if (count === null) return m.no_number_given();
  if (count === 0) return "0";
  return `${count > 0 ? "+" : "−"}${formats[currentLocale()].format(Math.abs(count))}`;
}

/** A percentage with exactly `digits` decimals, e.g. `45,60 %`; null is a dash. */
export function formatPercent(percent: number | null, digits = 2): string {
  if (percent === null) return "–";
  const locale = currentLocale() === "en" ? "en-GB" : "vi-VN";
  return `${new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(percent)} %`;
}
