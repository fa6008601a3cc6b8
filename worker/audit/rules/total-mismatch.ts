import type { AuditRule } from "../facts.ts";
import { compareSubjects } from "./compare-subjects.ts";
import { exceeds } from "./tolerance.ts";

export const totalMismatch: AuditRule = {
  id: "R09",
  version: "1.0",
  nameVi: "Lệch tổng số hồ sơ tiếp nhận",
  nameEn: "Filings in all do not match",
  definitionVi: "Tổng số hồ sơ tiếp nhận trong kỳ theo báo cáo (trực tuyến, trực tiếp và bưu chính) khác tổng số ghi nhận trong khoảng chốt số liệu, vượt dung sai. Số từ kỳ trước chuyển sang không tính.",
  definitionEn: "The filings reported as received in the period, online, in person and by post, differ from those known in the window by more than the tolerance. What was carried over is not counted.",
  check: (facts) =>
    compareSubjects(facts).flatMap(({ subject, nameVi, nameEn, reportedTotal, actualTotal, evidence }) => {
      if (reportedTotal === null || !exceeds(reportedTotal - actualTotal, actualTotal, facts.tolerance)) return [];
      return [{ measure: "filings-total", severity: "high", subject, subjectNameVi: nameVi, subjectNameEn: nameEn, reported: reportedTotal, actual: actualTotal, evidence }];
    }),
};
