import type { AuditRule } from "../facts.ts";
import { compareSubjects } from "./compare-subjects.ts";
import { exceeds } from "./tolerance.ts";

export const underReportedOnline: AuditRule = {
  id: "R08",
  version: "1.0",
  nameVi: "Báo cáo thiếu hồ sơ trực tuyến",
  nameEn: "Online filings under-reported",
  definitionVi: "Số hồ sơ trực tuyến báo cáo nhỏ hơn số hồ sơ trực tuyến ghi nhận trong khoảng chốt số liệu, vượt dung sai. Ô không ghi số không được coi là 0.",
  definitionEn: "Fewer online filings are reported than are known in the window, by more than the tolerance. A cell without a number is not read as 0.",
  check: (facts) =>
    compareSubjects(facts).flatMap(({ subject, nameVi, nameEn, reportedOnline, actualOnline, evidence }) => {
      if (reportedOnline === null || reportedOnline >= actualOnline || !exceeds(reportedOnline - actualOnline, actualOnline, facts.tolerance)) return [];
      return [{ measure: "filings-online", severity: "medium", subject, subjectNameVi: nameVi, subjectNameEn: nameEn, reported: reportedOnline, actual: actualOnline, evidence }];
    }),
};
