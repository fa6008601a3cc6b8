import type { FormPackage } from "../../../worker/forms/contract.ts";
import { parseCount } from "../../shared/locale/parse-count.ts";
import { toRowAnswers } from "./draft-answers.ts";
import type { DraftRow } from "./draft-store.ts";
import { listDisagreements, listFillableTotals, type Disagreement } from "./disagreements.ts";

/** What a row shows besides its numbers. */
export type RowView = { disagreements: Disagreement[]; fillable: Record<string, number>; isWrong: (column: string) => boolean };

/** `faults`: pointers below the row, e.g. `/c4`, that the last check named. */
export function viewRow(pkg: FormPackage, row: DraftRow, faults: ReadonlySet<string>): RowView {
  const answers = toRowAnswers(row);
  const disagreements = listDisagreements(pkg, answers);
  const total = new Set(disagreements.filter(({ level }) => level === "error").flatMap((one) => one.total ?? one.columns));
  const isNoCount = (column: string) => Number.isNaN(parseCount(row.cells[column] ?? "") ?? 0);
  const isOpen = (column: string) => row.cells[column]?.trim() === "";
  return {
    disagreements,
    fillable: listFillableTotals(pkg, answers),
    isWrong: (column) => total.has(column) || isNoCount(column) || (faults.has(`/${column}`) && isOpen(column)),
  };
}

/** The sum of a column over the rows that have a number; null when none has. */
export function totalOf(rows: readonly DraftRow[], column: string): number | null {
  const counts = rows.map((row) => parseCount(row.cells[column] ?? "")).filter((count): count is number => count !== null && !Number.isNaN(count));
  return counts.length === 0 ? null : counts.reduce((sum, count) => sum + count, 0);
}
