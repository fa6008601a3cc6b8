import type { Finding } from "../../../worker/kernel/problem.ts";
import { checkAnswers, type AnswerFindings } from "../../../worker/forms/check-answers.ts";
import type { FormPackage } from "../../../worker/forms/contract.ts";
import { parseCount } from "../../shared/locale/parse-count.ts";
import type { DraftRow, ReportDraft } from "./draft-store.ts";
import { hasEntries, listCountColumns, listTextColumns } from "./form-columns.ts";

/** The row as it would be signed. Texts left empty, and what is empty or no count, are left out. */
export function toRowAnswers(row: DraftRow): Record<string, string | number | null> {
  const counts = Object.entries(row.cells).flatMap(([column, text]): [string, number | null][] => {
    if (text === null) return [[column, null]];
    const count = parseCount(text);
    return count === null || Number.isNaN(count) ? [] : [[column, count]];
  });
  return { ...Object.fromEntries(Object.entries(row.given).filter(([, text]) => text !== "")), ...Object.fromEntries(counts) };
}

export function toAnswers(draft: ReportDraft): Record<string, unknown> {
  return { ...draft.head, rows: draft.rows.map(toRowAnswers) };
}

/** A draft that starts from answers: the prepared ones of a new report, or those of the filed one. A missing count is empty. */
export function toDraft(pkg: FormPackage, form: ReportDraft["form"], answers: Record<string, unknown>, amends: ReportDraft["amends"]): ReportDraft {
  const { rows, ...head } = answers as ReportDraft["head"] & { rows: Record<string, unknown>[] };
  const given = listTextColumns(pkg);
  const counts = listCountColumns(pkg);
  return {
    head,
    form,
    amends,
    rows: rows.map((row) => ({
      given: Object.fromEntries(given.map((column) => [column, String(row[column] ?? "")])),
      cells: Object.fromEntries(counts.map(({ name }) => [name, cellOf(row[name], amends !== null || hasEntries(pkg))])),
    })),
  };
}

/** In a new report by service null only means that nobody has answered yet; in a filed one, and in an entry, it is the answer. */
function cellOf(value: unknown, isFiled: boolean): string | null {
  if (typeof value === "number") return String(value);
  return value === null && isFiled ? null : "";
}

/** All that stands in the way of signing, and what one should look at. Cells that are no count come before the form's own checks. */
export function checkDraft(pkg: FormPackage, draft: ReportDraft): AnswerFindings {
  const typing = draft.rows.flatMap((row, i) => Object.entries(row.cells).flatMap(([column, text]) => typingFault(text, `/rows/${i}/${column}`)));
  if (typing.length > 0) return { errors: typing, warnings: [] };
  return checkAnswers(pkg, toAnswers(draft));
}

function typingFault(text: string | null, pointer: string): Finding[] {
  if (text === null) return [];
  const count = parseCount(text);
  if (count === null) return [{ pointer, code: "required" }];
  return Number.isNaN(count) ? [{ pointer, code: "not-a-count" }] : [];
}

/** Whether every cell of the row is filled in or explicitly without a number. */
export function isRowFilled(row: DraftRow): boolean {
  return Object.values(row.cells).every((text) => text === null || text.trim() !== "");
}
