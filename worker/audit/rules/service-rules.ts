import { procedureOf } from "../../catalogue/queries.ts";
import type { AuditRule, Objection } from "../facts.ts";
import { marksOf, receivedOf, sumOfMarks } from "./filing-marks.ts";
import { reportEvidence } from "./report-evidence.ts";
import { parameterOf, plainSettings, severityOf } from "./rule-settings.ts";

export const levelOverclaim: AuditRule = {
  id: "R40",
  version: "1.0",
  nameVi: "Khai quá mức độ cung cấp",
  nameEn: "Level over-claimed",
  definitionVi: "Dịch vụ khai toàn trình (hoặc mức độ 4) có từ 5 hồ sơ phải nộp phí mà không hồ sơ nào nộp phí trực tuyến, hoặc từ 5 hồ sơ có kết quả mà không kết quả nào trả điện tử hay qua bưu chính.",
  definitionEn: "A service declared as full-process (or level 4) had 5 filings or more with a fee and none paid online, or 5 or more with a result and none given electronically or by post.",
  defaults: { ...plainSettings, parameters: { filings: 5 } },
  check: (facts, settings) => {
    if (facts.formId !== "services-report") return { unchecked: "other-form" };
    if (sumOfMarks(facts, ["fee-due", "result-known"]) === 0) return { unchecked: "no-filing-facts" };
    const least = parameterOf(settings, "filings");
    return facts.services.filter(({ level }) => level === "full" || level === "4").flatMap((service): Objection[] => {
      const { "fee-due": fees = 0, "fee-paid-online": paid = 0, "result-known": results = 0, "result-remote": remote = 0 } = marksOf(facts, service.code);
      const [noPayment, noResult] = [fees >= least && paid === 0, results >= least && remote === 0];
      if (!noPayment && !noResult) return [];
      const flagged = Math.max(noPayment ? fees : 0, noResult ? results : 0);
      return [{ measure: "service", severity: severityOf("high", settings), subject: service.code, subjectNameVi: service.nameVi, subjectNameEn: service.nameEn, reported: null, actual: flagged, evidence: { ...reportEvidence(facts), level: service.level, feesDue: fees, feesPaidOnline: paid, resultsKnown: results, resultsRemote: remote } }];
    });
  },
};

export const partialWithoutReason: AuditRule = {
  id: "R41",
  version: "1.0",
  nameVi: "Một phần mà không nêu lý do",
  nameEn: "Partial without a reason",
  definitionVi: "Dịch vụ cung cấp một phần sau ngày 01/7/2026 mà không công bố lý do và căn cứ pháp lý (NĐ 224/2026/NĐ-CP Đ14).",
  definitionEn: "A service offered in part after 2026-07-01 without a published reason and legal basis (NĐ 224/2026/NĐ-CP Đ14).",
  defaults: plainSettings,
  check: (facts, settings) => {
    if (facts.formId !== "services-report") return { unchecked: "other-form" };
    if (facts.window.to < "2026-07-01") return { unchecked: "not-in-force" };
    return facts.services.filter(({ level, partialReason, validTo }) => level === "partial" && partialReason === null && (validTo === null || validTo >= "2026-07-01")).map((service) => ({
      measure: "service", severity: severityOf("medium", settings), subject: service.code, subjectNameVi: service.nameVi, subjectNameEn: service.nameEn, reported: null, actual: null,
      evidence: { ...reportEvidence(facts), level: service.level, onlineSince: service.onlineSince },
    } satisfies Objection));
  },
};

export const missingAtPortal: AuditRule = {
  id: "R26",
  version: "1.0",
  nameVi: "Chưa đồng bộ Cổng Dịch vụ công quốc gia",
  nameEn: "Not synchronised with the national portal",
  definitionVi: "Hồ sơ của dịch vụ chưa có sự kiện đồng bộ lên Cổng Dịch vụ công quốc gia, ở đơn vị có gửi sự kiện đồng bộ.",
  definitionEn: "Filings of a service without an event that they reached the national portal, at a unit that tells such events.",
  defaults: plainSettings,
  check: (facts, settings) => {
    if (facts.formId !== "services-report") return { unchecked: "other-form" };
    if (sumOfMarks(facts, ["synced"]) === 0) return { unchecked: "no-filing-facts" };
    return facts.services.flatMap((service): Objection[] => {
      const counts = facts.counts.get(service.code);
      const received = counts ? counts.onlineFull + counts.onlinePartial + counts.inPerson + counts.post : 0;
      const synced = marksOf(facts, service.code).synced ?? 0;
      if (synced >= received) return [];
      return [{ measure: "filings-synced", severity: severityOf("medium", settings), subject: service.code, subjectNameVi: service.nameVi, subjectNameEn: service.nameEn, reported: synced, actual: received, evidence: { ...reportEvidence(facts), filingsReceived: received, filingsSynced: synced } }];
    });
  },
};

export const duplicateService: AuditRule = {
  id: "R43",
  version: "1.0",
  nameVi: "Dịch vụ trùng với dịch vụ dùng chung",
  nameEn: "Service that doubles a shared one",
  definitionVi: "Đơn vị cung cấp như dịch vụ riêng một thủ tục mà đơn vị khác đã khai là dịch vụ dùng chung. So theo mã thủ tục, không kể phần đuôi chỉ cơ quan.",
  definitionEn: "The unit offers as a service of its own a procedure that another unit has declared as shared. Compared by the procedure's code without the part that names an agency.",
  defaults: plainSettings,
  check: (facts, settings) => {
    if (facts.formId !== "services-report") return { unchecked: "other-form" };
    const { shared } = facts;
    if (shared === null) return { unchecked: "no-shared-services" };
    return facts.services.flatMap((service): Objection[] => {
      const others = service.isShared ? undefined : shared.get(procedureOf(service.code));
      if (!others) return [];
      return [{ measure: "service", severity: severityOf("low", settings), subject: service.code, subjectNameVi: service.nameVi, subjectNameEn: service.nameEn, reported: null, actual: null, evidence: { ...reportEvidence(facts), sharedBy: others.map(({ tenant, nameVi }) => `${tenant}: ${nameVi}`), filingsReceived: receivedOf(facts, service.code) } }];
    });
  },
};
