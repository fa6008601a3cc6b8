import type { ServiceRow } from "../../forms/contract.ts";
import type { AuditRule } from "../facts.ts";
import { reportEvidence, wholeUnit } from "./report-evidence.ts";
import { servicesReportOf } from "./report-of.ts";
import { plainSettings, severityOf } from "./rule-settings.ts";

/** Enough to see which; the signed report has them all. */
const LISTED = 50;

/** Whether the report lists the service without saying how many filings it had. 0 is a number. */
export function isWithoutCount(row: ServiceRow): boolean {
  return row.online === null || row.total === null;
}

export const servicesWithoutCounts: AuditRule = {
  id: "R11",
  version: "1.0",
  nameVi: "Dịch vụ không có số hồ sơ",
  nameEn: "Services without a number of filings",
  definitionVi: "Báo cáo liệt kê dịch vụ mà không ghi số hồ sơ. Ô trống khác với số 0. Mỗi báo cáo một chênh lệch: số dịch vụ liệt kê và số dịch vụ có ghi đủ số.",
  definitionEn: "The report lists services and gives no number of filings for them. An empty cell is not 0. One discrepancy a report: services listed, and services with their numbers.",
  defaults: plainSettings,
  check: (facts, settings) => {
    const report = servicesReportOf(facts);
    if ("unchecked" in report) return report;
    const { rows } = report;
    const without = rows.filter(isWithoutCount).map((row) => row.service).sort();
    if (without.length === 0) return [];
    return [{
      measure: "services-without-counts",
      severity: severityOf("high", settings),
      ...wholeUnit(facts),
      reported: rows.length,
      actual: rows.length - without.length,
      evidence: { ...reportEvidence(facts), servicesWithoutCounts: without.length, services: without.slice(0, LISTED) },
    }];
  },
};
