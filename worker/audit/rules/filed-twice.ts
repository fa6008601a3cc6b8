import type { AuditRule, Objection } from "../facts.ts";
import { marksOf, receivedOf, sumOfMarks } from "./filing-marks.ts";
import { reportEvidence } from "./report-evidence.ts";
import { gradeOf, plainSettings } from "./rule-settings.ts";

/** Enough days to find the filings by; the counters have them all. */
const LISTED = 10;

export const filedTwice: AuditRule = {
  id: "R34",
  version: "1.0",
  nameVi: "Nộp trùng hồ sơ",
  nameEn: "Filed twice",
  definitionVi: "Cùng chủ hồ sơ (mã băm), cùng thủ tục, cùng ngày có từ hai hồ sơ không bị từ chối hay rút. Có thể hợp lệ, như một tổ chức nộp nhiều hồ sơ: đây là câu hỏi.",
  definitionEn: "The same owner (a keyed hash) has two filings or more of a procedure on one day, neither refused nor withdrawn. It may be lawful, as when a company files for several things: it is a question.",
  defaults: plainSettings,
  check: (facts, settings) => {
    if (facts.formId !== "services-report") return { unchecked: "other-form" };
    if (sumOfMarks(facts, ["owner-known"]) === 0) return { unchecked: "no-owners" };
    const offered = new Map(facts.services.map((service) => [service.code, service]));
    return [...facts.twice].flatMap(([code, days]): Objection[] => {
      const filings = days.reduce((sum, day) => sum + day.filings, 0);
      const known = marksOf(facts, code)["owner-known"] ?? 0;
      const severity = gradeOf(filings, known, "medium", settings);
      if (!severity) return [];
      const service = offered.get(code);
      const evidence = { ...reportEvidence(facts), filingsLookedAt: known, filingsReceived: receivedOf(facts, code), daysFiledTwice: days.slice(0, LISTED).map(({ day, filings: count }) => `${day}: ${count}`) };
      return [{ measure: "filings-flagged", severity, subject: code, subjectNameVi: service?.nameVi ?? code, subjectNameEn: service?.nameEn ?? code, reported: null, actual: filings, evidence }];
    });
  },
};
