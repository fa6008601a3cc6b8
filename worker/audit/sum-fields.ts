import type { FieldRow } from "../forms/contract.ts";
import type { ReportSums } from "../statistics/contract.ts";

const columns = ["c3", "c4", "c5", "c6", "c7", "c8", "c9", "c10", "c11", "c12", "c13"] as const;

/** The columns of II.06a added up over its fields of work. */
export function sumFields(rows: readonly FieldRow[]): ReportSums {
  return Object.fromEntries(columns.map((column) => [column, rows.reduce((sum, row) => sum + row[column], 0)])) as ReportSums;
}
