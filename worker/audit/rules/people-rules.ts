import type { AuditRule, Objection } from "../facts.ts";
import { sumOfMarks } from "./filing-marks.ts";
import { reportEvidence, wholeUnit } from "./report-evidence.ts";
import { parameterOf, plainSettings, severityOf } from "./rule-settings.ts";

export const proxyConcentration: AuditRule = {
  id: "R35",
  version: "1.0",
  nameVi: "Một người nộp cho nhiều người",
  nameEn: "One submitter for many",
  definitionVi: "Một người nộp (mã băm) nộp cho từ 15 chủ hồ sơ khác nhau trong khoảng chốt số liệu, hoặc người nộp là cán bộ. Quy tắc rủi ro: có thể là dịch vụ bưu chính hay đại lý hợp pháp; không bao giờ là kết luận.",
  definitionEn: "One submitter (a keyed hash) filed for 15 owners or more in the window, or an officer was the submitter. A risk rule: it may be the post or a lawful agent; never a conclusion.",
  isRisk: true,
  defaults: { ...plainSettings, parameters: { owners: 15 } },
  check: (facts, settings) => {
    if (facts.formId !== "services-report") return { unchecked: "other-form" };
    const officers = sumOfMarks(facts, ["officer-filed"]);
    if (facts.submitters.length === 0 && sumOfMarks(facts, ["role-known"]) === 0) return { unchecked: "no-filing-facts" };
    const many = facts.submitters.filter(({ owners }) => owners >= parameterOf(settings, "owners")).toSorted((a, b) => b.owners - a.owners || (a.submitter < b.submitter ? -1 : 1));
    if (many.length === 0 && officers === 0) return [];
    const submitters = many.slice(0, 10).map(({ submitter, owners, filings }) => `${submitter.slice(0, 8)}…: ${owners} / ${filings}`);
    return [{ measure: "filings-flagged", severity: severityOf("high", settings), ...wholeUnit(facts), reported: null, actual: many.reduce((sum, { filings }) => sum + filings, 0) + officers, evidence: { ...reportEvidence(facts), submittersForMany: many.length, submitters, filedByOfficers: officers } } satisfies Objection];
  },
};
