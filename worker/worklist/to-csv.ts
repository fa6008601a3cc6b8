import Papa from "papaparse";
import { spreadsheetText } from "../kernel/spreadsheet-text.ts";
import type { Sheet } from "./export-rows.ts";

/** Without it Excel reads UTF-8 as the machine's code page. */
const BOM = "\uFEFF";

/** RFC 4180 text in UTF-8. A text that a spreadsheet would take for a formula gets an apostrophe before it; numbers stay numbers. */
export function toCsv({ header, rows }: Sheet): string {
  return BOM + Papa.unparse({ fields: [...header], data: rows.map((row) => row.map(spreadsheetText)) }, { newline: "\r\n" }) + "\r\n";
}
