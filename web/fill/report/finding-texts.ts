import type { Finding } from "../../../worker/kernel/problem.ts";
import type { FormPackage } from "../../../worker/forms/contract.ts";
import { m } from "../../words/m.ts";
import type { SummaryLine } from "../../shared/components/error-summary.tsx";
import { cellId } from "./count-input.tsx";
import type { ReportDraft } from "./draft-store.ts";
import { textOf } from "./form-columns.ts";

const MAX_LINES = 25;

/** The findings as lines that lead to their cells: the empty cells of a row in one line, everything else in its own. */
export function toSummaryLines(pkg: FormPackage, draft: ReportDraft, findings: readonly Finding[]): SummaryLine[] {
  const lines = [...Map.groupBy(findings, (finding) => lineKey(finding))].map(([, group]) => toLine(pkg, draft, group));
  const rest = lines.length - MAX_LINES;
  return rest > 0 ? [...lines.slice(0, MAX_LINES), { text: m.findings_more({ count: rest }) }] : lines;
}

/** The row and, below it, the cell of a pointer such as `/rows/3/c4`; null outside the table. */
export function placeOf(pointer: string): { row: number; column: string } | null {
  const match = /^\/rows\/(\d+)(?:\/(\w+))?$/.exec(pointer);
  return match ? { row: Number(match[1]), column: match[2] ?? "" } : null;
}

/** The faulty cells by row, as the table wants them. */
export function toFaults(findings: readonly Finding[]): Map<number, Set<string>> {
  const faults = new Map<number, Set<string>>();
  for (const { pointer } of findings) {
    const place = placeOf(pointer);
    if (place) faults.set(place.row, (faults.get(place.row) ?? new Set()).add(`/${place.column}`));
  }
  return faults;
}

function lineKey({ pointer, code }: Finding): string {
  const place = placeOf(pointer);
  return place && code === "required" ? `${place.row}/required` : `${pointer}/${code}`;
}

function toLine(pkg: FormPackage, draft: ReportDraft, group: readonly Finding[]): SummaryLine {
  const first = group[0]!;
  const place = placeOf(first.pointer);
  if (!place) return { text: findingText(pkg, first) };
  const name = draft.rows[place.row]?.given["name"] ?? "";
  const target = cellId(place.row, place.column);
  if (first.code !== "required") return { text: `${name}: ${findingText(pkg, first)}`, target };
  return { text: m.finding_empty({ name, columns: group.map((finding) => shortColumn(placeOf(finding.pointer)?.column ?? "", pkg)).join(", ") }), target };
}

/** `(4)` where the form numbers its columns, else the label. */
function shortColumn(column: string, pkg: FormPackage): string {
  const label = textOf(pkg, `label:/rows/${column}`);
  return /^\(\d+\)/.exec(label)?.[0] ?? label;
}

/** One finding in words: the form's own where it has some. */
export function findingText(pkg: FormPackage, { code, pointer }: Finding): string {
  const check = pkg.logic.checks.find(({ id }) => id === code);
  if (check) return textOf(pkg, check.message_key);
  if (code === "not-a-count") return m.finding_not_a_count();
  if (code === "minimum" || code === "maximum") return m.finding_out_of_range();
  const column = placeOf(pointer)?.column;
  if (code === "format" && column) return textOf(pkg, `hint:${column}`);
  if (code === "required") return m.finding_required();
  return m.finding_other({ code, pointer });
}
