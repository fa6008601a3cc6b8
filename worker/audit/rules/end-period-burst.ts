import { addDays } from "../../kernel/windows.ts";
import { outlierMethods, type OutlierMethod, type RuleSettings, type UncheckedReason } from "../contract.ts";
import type { AuditFacts, AuditRule, Objection, Unchecked } from "../facts.ts";
import { isInside } from "./is-inside.ts";
import { LEAST_POINTS, medianOf } from "./medians.ts";
import { modifiedZScoreOf, percentBeyondRange, zScoreOf } from "./outliers.ts";
import { reportEvidence, wholeUnit } from "./report-evidence.ts";
import { parameterOf, plainSettings, severityOf } from "./rule-settings.ts";

const base = { id: "R37", nameVi: "Dồn hồ sơ cuối kỳ", nameEn: "Burst at the end of the period", isRisk: true } as const;
const parameters = { days: 3, times: 3, atLeast: 30 };

/** Knew one way to tell a burst. */
export const burstOverMedian: AuditRule = {
  ...base,
  version: "1.0",
  definitionVi: "Hồ sơ trực tuyến trung bình mỗi ngày trong 3 ngày cuối khoảng chốt số liệu lớn hơn 3 lần trung vị các ngày còn lại (những ngày có hồ sơ), rồi giảm lại dưới một nửa trong 7 ngày sau. Cần ít nhất 8 ngày. Quy tắc rủi ro.",
  definitionEn: "Online filings a day in the last 3 days of the window are over 3 times the median of the other days that had any, and fall below half of it in the 7 days after. At least 8 days are needed. A risk rule.",
  defaults: { ...plainSettings, parameters },
  check: (facts, settings) => {
    const looked = lookAtEnd(facts, settings);
    return "unchecked" in looked ? looked : toObjections(facts, settings, looked, isOverMedian(looked, settings), {});
  },
};

/** The same burst, told in one of four ways. */
export const endPeriodBurst: AuditRule = {
  ...base,
  version: "1.1",
  definitionVi: "Hồ sơ trực tuyến trung bình mỗi ngày trong 3 ngày cuối khoảng chốt số liệu cao bất thường so với các ngày còn lại (những ngày có hồ sơ, không tính 3 ngày đó), rồi giảm lại dưới một nửa trong 7 ngày sau. Cách đo đặt trong bộ quy tắc: trên 3 lần trung vị (mặc định), điểm z, điểm z hiệu chỉnh, hoặc vượt mức cao nhất. Cần ít nhất 8 ngày. Quy tắc rủi ro.",
  definitionEn: "Online filings a day in the last 3 days of the window are unusually many beside the other days that had any, those 3 left out, and fall below half of it in the 7 days after. The rule set says how that is told: over 3 times the median (by default), the z-score, the modified z-score, or above the highest. At least 8 days are needed. A risk rule.",
  defaults: { ...plainSettings, parameters: { ...parameters, method: 0, zScore: 3, modifiedZScore: 3.5, abovePercent: 0 } },
  choices: { method: outlierMethods.map((_, index) => index) },
  check: (facts, settings) => {
    const looked = lookAtEnd(facts, settings);
    if ("unchecked" in looked) return looked;
    const method = outlierMethods[parameterOf(settings, "method")];
    if (!method) throw new Error("The rule set names a way of telling outliers that the code has not");
    const { isOut, score } = told[method](looked, settings);
    return toObjections(facts, settings, looked, isOut, { method, ...(score === undefined ? {} : { score: readable(score) }) });
  },
};

/** What is compared: the daily mean of the last days, and the days it is held against. */
type Looked = { burst: number; perDay: number; others: number[]; after: number[]; series: Record<string, number> };

function lookAtEnd(facts: AuditFacts, settings: RuleSettings): Looked | Unchecked {
  const unchecked = (reason: UncheckedReason): Unchecked => ({ unchecked: reason });
  if (facts.formId !== "services-report") return unchecked("other-form");
  const last = parameterOf(settings, "days");
  const online = new Map(facts.days.filter(({ unit }) => unit === "").map((day) => [day.day, day.online]));
  const tail = Array.from({ length: last }, (_, i) => addDays(facts.window.to, i + 1 - last));
  const week = Array.from({ length: 7 }, (_, i) => addDays(facts.window.to, i + 1));
  const others = [...online].filter(([day, count]) => count > 0 && isInside(facts, day) && !tail.includes(day)).map(([, count]) => count);
  if (online.size === 0) return unchecked("no-filing-facts");
  if (others.length < LEAST_POINTS) return unchecked("not-enough-history");
  const of = (days: string[]) => days.map((day) => online.get(day) ?? 0);
  const after = of(week);
  // Whether it fell back is known once something of the week after is.
  if (after.every((count) => count === 0)) return unchecked("not-enough-history");
  const burst = sumOf(of(tail));
  return { burst, perDay: burst / last, others, after, series: Object.fromEntries([...tail, ...week].map((day) => [day, online.get(day) ?? 0])) };
}

type Told = { isOut: boolean; score?: number };

const told: Record<OutlierMethod, (looked: Looked, settings: RuleSettings) => Told> = {
  "times-median": (looked, settings) => ({ isOut: isOverMedian(looked, settings) }),
  "z-score": ({ perDay, others }, settings) => above(zScoreOf(perDay, others), settings, "zScore"),
  "modified-z-score": ({ perDay, others }, settings) => above(modifiedZScoreOf(perDay, others), settings, "modifiedZScore"),
  "min-max": ({ perDay, others }, settings) => above(percentBeyondRange(perDay, others), settings, "abovePercent"),
};

function above(score: number, settings: RuleSettings, parameter: string): Told {
  return { isOut: score > parameterOf(settings, parameter), score };
}

/** On integers, so that it is exact at the edge. */
function isOverMedian({ burst, others }: Looked, settings: RuleSettings): boolean {
  return burst > parameterOf(settings, "times") * parameterOf(settings, "days") * medianOf(others);
}

function toObjections(facts: AuditFacts, settings: RuleSettings, { burst, perDay, others, after, series }: Looked, isOut: boolean, how: Record<string, unknown>): Objection[] {
  const fellBack = (sumOf(after) / after.length) * 2 < perDay;
  if (burst < parameterOf(settings, "atLeast") || !isOut || !fellBack) return [];
  const evidence = { ...reportEvidence(facts), medianOfDays: medianOf(others), daysLookedAt: others.length, series, ...how };
  return [{ measure: "filings-per-day", severity: severityOf("medium", settings), ...wholeUnit(facts), reported: null, actual: burst, evidence }];
}

/** Two digits; all others alike have no score, only a distance. */
function readable(score: number): number | "all-alike" {
  return Number.isFinite(score) ? Math.round(score * 100) / 100 : "all-alike";
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
