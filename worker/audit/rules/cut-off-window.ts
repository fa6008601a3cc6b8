import { addDays } from "../../kernel/windows.ts";
import type { AuditRule } from "../facts.ts";
import { reportEvidence, wholeUnit } from "./report-evidence.ts";
import { plainSettings, severityOf } from "./rule-settings.ts";

export const cutOffWindow: AuditRule = {
  id: "R45",
  version: "1.0",
  nameVi: "Sai khoảng chốt số liệu",
  nameEn: "Wrong cut-off window",
  definitionVi: "Từ ngày, đến ngày của báo cáo khác khoảng chốt số liệu của loại báo cáo, hoặc chồng lên hay cách quãng với báo cáo kỳ trước.",
  definitionEn: "The report's first and last day are not those of its type's window, or they overlap the report of the period before or leave a gap to it.",
  defaults: plainSettings,
  check: (facts, settings) => {
    const { report, window, previous } = facts;
    if (!report) return { unchecked: "no-report" };
    const isOther = report.from !== window.from || report.to !== window.to;
    const gapDays = previous ? daysBetween(addDays(previous.to, 1), report.from) : 0;
    if (!isOther && gapDays === 0) return [];
    return [{
      measure: "report-window",
      severity: severityOf("high", settings),
      ...wholeUnit(facts),
      reported: daysBetween(report.from, report.to) + 1,
      actual: daysBetween(window.from, window.to) + 1,
      evidence: { ...reportEvidence(facts), reported: { from: report.from, to: report.to }, previous, daysOverlapped: Math.max(0, -gapDays), daysLeftOut: Math.max(0, gapDays) },
    }];
  },
};

/** Days from one day to another; negative when the second is earlier. */
function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000;
}
