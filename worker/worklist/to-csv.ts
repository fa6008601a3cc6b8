import Papa from "papaparse";
import type { Sheet } from "./export-rows.ts";

/** What a spreadsheet would take for a formula, also in full width. */
const FORMULA = /^[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/;
/** Without it Excel reads UTF-8 as the machine's code page. */
const BOM = "\uFEFF";

/** RFC 4180 text in UTF-8. A text that begins like a formula gets an apostrophe before it; numbers stay numbers. */
export function toCsv({ header, rows }: Sheet): string {
  return BOM + Papa.unparse({ fields: [...header], data: rows.map((row) => [...row]) }, { escapeFormulae: FORMULA, newline: "\r\n" }) + "\r\n";
}
