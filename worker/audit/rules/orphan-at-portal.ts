import type { AuditRule, Objection } from "../facts.ts";
import { marksOf, sumOfMarks } from "./filing-marks.ts";
import { reportEvidence } from "./report-evidence.ts";
import { plainSettings, severityOf } from "./rule-settings.ts";

export const orphanAtPortal: AuditRule = {
  id: "R27",
  version: "1.0",
  nameVi: "Hồ sơ chỉ có trên Cổng Dịch vụ công quốc gia",
  nameEn: "Only at the national portal",
  definitionVi: "Hồ sơ có trong danh sách do Cổng Dịch vụ công quốc gia xuất ra cho đơn vị mà hệ thống của đơn vị không tiếp nhận. Danh sách do đơn vị gửi kèm (sự kiện listed); đơn vị không gửi thì không kiểm tra.",
  definitionEn: "A filing is in the list that the national portal gives out for the unit, and the unit's system never received it. The unit passes the list on (events `listed`); where it does not, nothing is checked.",
  defaults: plainSettings,
  check: (facts, settings) => {
    if (facts.formId !== "services-report") return { unchecked: "other-form" };
    if (sumOfMarks(facts, ["listed", "listed-unknown"]) === 0) return { unchecked: "no-portal-list" };
    const offered = new Map(facts.services.map((service) => [service.code, service]));
    return [...facts.marks.keys()].flatMap((code): Objection[] => {
      const { listed = 0, "listed-unknown": unknown = 0 } = marksOf(facts, code);
      if (unknown === 0) return [];
      const service = offered.get(code);
      const samples = facts.samples.get(code)?.["listed-unknown"];
      const evidence = { ...reportEvidence(facts), filingsListed: listed + unknown, filingsOnlyListed: unknown, ...(samples ? { sampleFilings: samples } : {}) };
      return [{ measure: "filings-flagged", severity: severityOf("high", settings), subject: code, subjectNameVi: service?.nameVi ?? code, subjectNameEn: service?.nameEn ?? code, reported: null, actual: unknown, evidence }];
    });
  },
};
