import type { ReportingFigures, ReportingRow } from "../../../worker/submissions/obligation-contract.ts";
import { saveTable } from "../../shared/components/save-table.ts";

/** Report by report as a table, with the id of the signed document; codes as the API has them, so that it can be counted again. */
export function saveRows(rows: readonly (ReportingRow & { nameVi?: string })[]): Promise<void> {
  const titles = ["tenant", "name_vi", "report_type", "period", "from", "to", "is_owed", "due_on", "extended_to", "timing", "received_at", "is_complete", "unanswered", "is_contested", "mark", "jti"];
  return saveTable("reporting", titles, rows.map((row) => [
    row.tenant, row.nameVi ?? null, row.reportType, row.period, row.from, row.to, Number(row.isOwed), row.dueOn, row.extendedTo, row.timing,
    row.filed?.firstReceivedAt ?? null, row.filed ? Number(row.filed.isComplete) : null, row.filed?.unanswered ?? null, row.filed ? Number(row.filed.isContested) : null, row.filed?.mark ?? null, row.filed?.jti ?? null,
  ]));
}

/** Sums by tenant or by period, with the three rates as fractions that nothing caps; empty is "no target". */
export function saveSums(name: string, of: string, sums: readonly { key: string; figures: ReportingFigures }[]): Promise<void> {
  const columns = ["expected", "due", "received", "notOwed", "onTime", "onTimeByExtension", "late", "missing", "open", "complete", "marked", "reportingRate", "timeliness", "completeness"] as const;
  return saveTable(name, [of, ...columns], sums.map(({ key, figures }) => [key, ...columns.map((column) => figures[column])]));
}
