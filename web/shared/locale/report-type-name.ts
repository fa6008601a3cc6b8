import { m } from "../../words/m.ts";

const names: Record<string, () => string> = {
  "ii06a-month": m.report_type_ii06a_month,
  "ii06a-quarter": m.report_type_ii06a_quarter,
  "services-quarter": m.report_type_services_quarter,
  "services-year": m.report_type_services_year,
  "printed-rates-year": m.report_type_printed_rates_year,
};

/** The report's name in words; a type that is newer than this page is shown by its id. */
export function reportTypeName(reportType: string): string {
  return names[reportType]?.() ?? reportType;
}

/** The report types this page has words for. */
export const namedReportTypes: readonly string[] = Object.keys(names);
