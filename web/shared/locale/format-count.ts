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

/** A value in the unit of its measure: printed rates are hundredths of a percent, everything else is counted. */
export function formatValue(measure: string, value: number | null): string {
  return measure === "printed-rate" && value !== null ? formatPercent(value / 100).replace(" ", "\u00a0") : formatCount(value);
}

/** The difference of two such values. Of two percentages it is in percentage points. */
export function formatValueDifference(measure: string, value: number | null): string {
  if (measure !== "printed-rate" || value === null) return formatDifference(value);
  const sign = value > 0 ? "+" : value < 0 ? "−" : "";
  return m.percentage_points({ points: `${sign}${formatPercent(Math.abs(value) / 100).slice(0, -2)}` });
}

const percentFormats = new Map<string, Intl.NumberFormat>();

/** Making a format costs more than using it a hundred times: a list asks for the same few in every row. */
function percentFormat(language: string, digits: number): Intl.NumberFormat {
  const name = `${language} ${digits}`;
  const format = percentFormats.get(name) ?? new Intl.NumberFormat(language, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  percentFormats.set(name, format);
  return format;
}

/** A percentage with exactly `digits` decimals, e.g. `45,60 %`; null is a dash. */
export function formatPercent(percent: number | null, digits = 2): string {
  if (percent === null) return "–";
  return `${percentFormat(currentLocale() === "en" ? "en-GB" : "vi-VN", digits).format(percent)} %`;
}
