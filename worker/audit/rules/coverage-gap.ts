import { level1Of } from "../../filings/filing-codes.ts";
import type { AuditRule } from "../facts.ts";
import { reportEvidence, wholeUnit } from "./report-evidence.ts";
import { parameterOf, plainSettings, severityOf } from "./rule-settings.ts";

/** Enough to see which. */
const LISTED = 20;

export const coverageGap: AuditRule = {
  id: "R42",
  version: "2.0",
  nameVi: "Thiếu đơn vị trực thuộc",
  nameEn: "Child units missing",
  definitionVi: "Có đơn vị trực thuộc (theo mã định danh trong hồ sơ) gửi hồ sơ trong ít nhất 12 nửa tháng của năm trước khoảng chốt số liệu mà không có hồ sơ nào trong khoảng, dù các đơn vị khác có. Mã cấp 1 đã đóng sau khi sắp xếp đơn vị không tính.",
  definitionEn: "A child unit (by the agency code of its filings) had filings in at least 12 half months of the year before the window and has none in it, while others have. Units under a level 1 code that was closed by a merger are left out.",
  defaults: { ...plainSettings, parameters: { halfMonths: 12 } },
  check: (facts, settings) => {
    if (facts.formId !== "services-report") return { unchecked: "other-form" };
    const own = facts.units.filter(({ unit }) => level1Of(unit) === level1Of(facts.tenant.agencyCode) && unit !== facts.tenant.agencyCode);
    const expected = own.filter(({ halfMonthsBefore }) => halfMonthsBefore >= parameterOf(settings, "halfMonths"));
    if (expected.length === 0) return { unchecked: own.length === 0 ? "no-child-units" : "not-enough-history" };
    const missing = expected.filter(({ inWindow }) => inWindow === 0);
    // Where nobody sends, it is the system that is silent: another rule's question.
    if (missing.length === 0 || own.every(({ inWindow }) => inWindow === 0)) return [];
    const [before, ofMissing] = [own, missing].map((units) => units.reduce((sum, unit) => sum + unit.before, 0)) as [number, number];
    const evidence = { ...reportEvidence(facts), missingUnits: missing.map(({ unit }) => unit).slice(0, LISTED), filingsOfYearBefore: before, filingsOfMissingUnits: ofMissing };
    return [{ measure: "report", severity: severityOf("high", settings), ...wholeUnit(facts), reported: expected.length - missing.length, actual: expected.length, evidence }];
  },
};
