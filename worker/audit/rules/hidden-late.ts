import type { FieldRow } from "../../forms/contract.ts";
import type { AuditFacts, AuditRule, Objection } from "../facts.ts";
import { fieldName } from "./field-name.ts";
import { marksOf, servicesOfField, sumOfMarks } from "./filing-marks.ts";
import { fieldsReportOf } from "./report-of.ts";
import { reportEvidence } from "./report-evidence.ts";
import { exceeds, gradeOf, plainSettings, severityOf } from "./rule-settings.ts";

export const onTimeInflated: AuditRule = {
  id: "R16",
  version: "1.0",
  nameVi: "Đúng hạn nhờ hồ sơ trả lại, rút, chờ",
  nameEn: "On time thanks to what was set aside",
  definitionVi: "Biểu II.06a, từng lĩnh vực: hồ sơ đang chờ bổ sung, đã rút hoặc dừng xử lý chiếm trên 20% của cột (9) + (12).",
  definitionEn: "Form II.06a, in every field of work: filings that wait for a supplement, were withdrawn or suspended are more than 20 % of columns (9) + (12).",
  defaults: { ...plainSettings, warnIf: { absolute: 4, perThousand: 200 }, errorIf: { absolute: 4, perThousand: 200 } },
  check: (facts, settings) => {
    const report = fieldsReportOf(facts);
    if ("unchecked" in report) return report;
    if (sumOfMarks(facts, ["status-known"]) === 0) return { unchecked: "no-filing-facts" };
    return report.rows.flatMap((row): Objection[] => {
      const [waiting, withdrawn, stopped] = (["waiting", "withdrawn", "stopped"] as const).map((mark) => servicesOfField(facts, row.field).reduce((sum, code) => sum + (marksOf(facts, code)[mark] ?? 0), 0)) as [number, number, number];
      const aside = waiting + withdrawn + stopped;
      const severity = gradeOf(aside, row.c9 + row.c12, "medium", settings);
      if (!severity) return [];
      return [{ measure: "set-aside", severity, ...about(facts, row), reported: row.c9 + row.c12, actual: aside, evidence: { ...reportEvidence(facts), columns: { c9: row.c9, c12: row.c12 }, waiting, withdrawn, stopped, threshold: settings.warnIf } }];
    });
  },
};

export const lateHidden: AuditRule = {
  id: "R17",
  version: "1.0",
  nameVi: "Giấu hồ sơ quá hạn",
  nameEn: "Late filings hidden",
  definitionVi: "Biểu II.06a, từng lĩnh vực: cột (13) nhỏ hơn số hồ sơ mà hệ thống ghi nhận là chưa xong và đã quá ngày hẹn trả vào cuối khoảng chốt số liệu. Hồ sơ chờ người dân không tính.",
  definitionEn: "Form II.06a, in every field of work: column (13) is less than the filings known to be unfinished past their due date at the end of the window. What waits for the citizen is not counted.",
  defaults: plainSettings,
  check: (facts, settings) => {
    const report = fieldsReportOf(facts);
    if ("unchecked" in report) return report;
    if (sumOfMarks(facts, ["due-known"]) + facts.overdue.size === 0) return { unchecked: "no-filing-facts" };
    return report.rows.flatMap((row): Objection[] => {
      const services = servicesOfField(facts, row.field).filter((code) => (facts.overdue.get(code) ?? 0) > 0);
      const overdue = services.reduce((sum, code) => sum + facts.overdue.get(code)!, 0);
      if (row.c13 >= overdue || !exceeds(overdue - row.c13, overdue, settings.warnIf)) return [];
      const byService = Object.fromEntries(services.sort().map((code) => [code, facts.overdue.get(code)!]));
      return [{ measure: "overdue", severity: severityOf("critical", settings), ...about(facts, row), reported: row.c13, actual: overdue, evidence: { ...reportEvidence(facts), columns: { c13: row.c13 }, overdue: byService } }];
    });
  },
};

function about(facts: AuditFacts, row: FieldRow): { subject: string; subjectNameVi: string; subjectNameEn: string } {
  return { subject: `field:${row.field}`, ...fieldName(facts, row) };
}
