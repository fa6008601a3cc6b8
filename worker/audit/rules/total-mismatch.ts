import type { AuditRule } from "../facts.ts";
import { cannotCompare, compareSubjects } from "./compare-subjects.ts";
import { gradeOf, plainSettings } from "./rule-settings.ts";

export const totalMismatch: AuditRule = {
  id: "R09",
  version: "1.0",
  nameVi: "Lệch tổng số hồ sơ tiếp nhận",
  nameEn: "Filings in all do not match",
  definitionVi: "Tổng số hồ sơ tiếp nhận trong kỳ theo báo cáo (trực tuyến, trực tiếp và bưu chính) khác tổng số ghi nhận trong khoảng chốt số liệu, vượt dung sai. Số từ kỳ trước chuyển sang không tính.",
  definitionEn: "The filings reported as received in the period, online, in person and by post, differ from those known in the window by more than the tolerance. What was carried over is not counted.",
  defaults: { ...plainSettings, warnIf: { absolute: 1, perThousand: 5 }, errorIf: { absolute: 1, perThousand: 5 } },
  check: (facts, settings) =>
    cannotCompare(facts) ?? compareSubjects(facts, settings).flatMap(({ subject, nameVi, nameEn, reportedTotal, actualTotal, evidence }) => {
      const severity = reportedTotal === null ? null : gradeOf(reportedTotal - actualTotal, actualTotal, "high", settings);
      if (!severity) return [];
      return [{ measure: "filings-total", severity, subject, subjectNameVi: nameVi, subjectNameEn: nameEn, reported: reportedTotal, actual: actualTotal, evidence }];
    }),
};
