import type { AuditRule, Objection } from "../facts.ts";
import { cannotCompare, compareSubjects } from "./compare-subjects.ts";
import { reportEvidence, wholeUnit } from "./report-evidence.ts";
import { plainSettings, severityOf } from "./rule-settings.ts";

export const zeroVsNull: AuditRule = {
  id: "R12",
  version: "1.0",
  nameVi: "Ghi 0 khi có hồ sơ, hoặc khi không có số liệu",
  nameEn: "0 where there are filings, or no figures",
  definitionVi: "Báo cáo ghi 0 hồ sơ trực tuyến ở nơi hệ thống ghi nhận nhiều hơn dung sai; hoặc ghi 0 trong khi cả khoảng chốt số liệu hệ thống nguồn không gửi gì: không có số liệu khác với không có hồ sơ.",
  definitionEn: "The report says 0 online filings where more than the tolerance are known; or it says 0 while the source system sent nothing in the whole window: no figures are not no filings.",
  defaults: { ...plainSettings, warnIf: { absolute: 1, perThousand: 0 }, errorIf: { absolute: 1, perThousand: 0 } },
  check: (facts, settings) => {
    const reason = cannotCompare(facts);
    if (reason) return reason;
    const zeros = compareSubjects(facts, { ...settings, missing: "skip-if-any" }).filter(({ reportedOnline }) => reportedOnline === 0);
    if (zeros.length > 0 && facts.counts.size === 0) {
      return [{ measure: "filings-online", severity: severityOf("high", settings), ...wholeUnit(facts), reported: 0, actual: null, evidence: { ...reportEvidence(facts), filingsKnown: false, linesWithZero: zeros.length } }];
    }
    return zeros.flatMap(({ subject, nameVi, nameEn, actualOnline, evidence }): Objection[] =>
      actualOnline <= settings.warnIf.absolute ? [] : [{ measure: "filings-online", severity: severityOf("high", settings), subject, subjectNameVi: nameVi, subjectNameEn: nameEn, reported: 0, actual: actualOnline, evidence }],
    );
  },
};
