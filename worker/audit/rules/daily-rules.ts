import type { AuditRule, Objection } from "../facts.ts";
import { isInside } from "./is-inside.ts";
import { reportEvidence, wholeUnit } from "./report-evidence.ts";
import { gradeOf, parameterOf, plainSettings, severityOf } from "./rule-settings.ts";

/** Enough to see which; the counters have them all. */
const LISTED = 20;

export const sequenceGap: AuditRule = {
  id: "R30",
  version: "1.0",
  nameVi: "Đứt số thứ tự hồ sơ",
  nameEn: "Gap in the running numbers",
  definitionVi: "Mã hồ sơ theo TT 01/2018/TT-VPCP đánh số trong ngày: số lớn nhất của một đơn vị trong ngày lớn hơn số hồ sơ ghi nhận. Mức trung bình khi thiếu trên 5%.",
  definitionEn: "Filing codes of TT 01/2018/TT-VPCP are numbered within the day: the highest number of a unit's day is above the filings known. Medium when more than 5 % are missing.",
  defaults: { ...plainSettings, errorIf: { absolute: 0, perThousand: 50 } },
  check: (facts, settings) => {
    if (facts.formId !== "services-report") return { unchecked: "other-form" };
    const numbered = facts.days.filter((day) => day.numbered > 0 && isInside(facts, day.day));
    if (numbered.length === 0) return { unchecked: "no-filing-facts" };
    const broken = numbered.filter(({ highest, numbered: known }) => highest > known);
    const [highest, known] = [numbered.reduce((sum, day) => sum + Math.max(day.highest, day.numbered), 0), numbered.reduce((sum, day) => sum + day.numbered, 0)];
    const severity = gradeOf(highest - known, highest, "medium", settings);
    if (!severity) return [];
    const gaps = broken.toSorted((a, b) => (a.day + a.unit < b.day + b.unit ? -1 : 1)).slice(0, LISTED).map(({ day, unit, highest: number, numbered: filings }) => `${day} ${unit}: ${filings}/${number}`);
    return [{ measure: "running-numbers", severity, ...wholeUnit(facts), reported: highest, actual: known, evidence: { ...reportEvidence(facts), daysWithGaps: broken.length, gaps } }];
  },
};

export const burstAfterTarget: AuditRule = {
  id: "R38",
  version: "1.0",
  nameVi: "Tỷ lệ dừng ngay trên chỉ tiêu",
  nameEn: "Rate that stops just above the target",
  definitionVi: "Tỷ lệ trực tuyến của ít nhất 3 tháng liền trong khoảng nằm trong 0,5 điểm phần trăm ngay trên chỉ tiêu. Chỉ tiêu (phần nghìn) đặt trong bộ quy tắc; không có chỉ tiêu thì không kiểm tra. Quy tắc rủi ro.",
  definitionEn: "The online share of at least 3 months in a row lies within 0.5 percentage points above the target. The target (per thousand) stands in the rule set; without one nothing is checked. A risk rule.",
  isRisk: true,
  defaults: { ...plainSettings, parameters: { targetPerThousand: 0, months: 3 } },
  check: (facts, settings) => {
    if (facts.formId !== "services-report") return { unchecked: "other-form" };
    const [target, months] = [parameterOf(settings, "targetPerThousand"), parameterOf(settings, "months")];
    if (target === 0) return { unchecked: "no-target" };
    if (facts.months.length < months) return { unchecked: "not-enough-history" };
    const isClose = facts.months.map(({ online, total }) => total > 0 && online * 1000 >= target * total && online * 1000 <= (target + 5) * total);
    const runs = isClose.join("").split("false").map((run) => run.length / "true".length);
    const longest = Math.max(...runs);
    if (longest < months) return [];
    const series = facts.months.map(({ online, total }) => `${online}/${total}`);
    return [{ measure: "filings-online", severity: severityOf("low", settings), ...wholeUnit(facts), reported: null, actual: longest, evidence: { ...reportEvidence(facts), targetPerThousand: target, series } } satisfies Objection];
  },
};
