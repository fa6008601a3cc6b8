import type { AuditRule } from "../facts.ts";
import { cannotCompare, compareSubjects } from "./compare-subjects.ts";
import { gradeOf, plainSettings } from "./rule-settings.ts";

export const underReportedOnline: AuditRule = {
  id: "R08",
  version: "1.0",
  nameVi: "Báo cáo thiếu hồ sơ trực tuyến",
  nameEn: "Online filings under-reported",
  definitionVi: "Số hồ sơ trực tuyến báo cáo nhỏ hơn số hồ sơ trực tuyến ghi nhận trong khoảng chốt số liệu, vượt dung sai. Ô không ghi số không được coi là 0.",
  definitionEn: "Fewer online filings are reported than are known in the window, by more than the tolerance. A cell without a number is not read as 0.",
  defaults: { ...plainSettings, warnIf: { absolute: 1, perThousand: 5 }, errorIf: { absolute: 1, perThousand: 5 } },
  check: (facts, settings) =>
    cannotCompare(facts) ?? compareSubjects(facts, settings).flatMap(({ subject, nameVi, nameEn, reportedOnline, actualOnline, evidence }) => {
      if (reportedOnline === null || reportedOnline >= actualOnline) return [];
      const severity = gradeOf(reportedOnline - actualOnline, actualOnline, "medium", settings);
      if (!severity) return [];
      return [{ measure: "filings-online", severity, subject, subjectNameVi: nameVi, subjectNameEn: nameEn, reported: reportedOnline, actual: actualOnline, evidence }];
    }),
};
