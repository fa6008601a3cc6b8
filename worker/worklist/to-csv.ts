import Papa from "papaparse";
import { spreadsheetText } from "../kernel/spreadsheet-text.ts";
import type { Sheet } from "./export-rows.ts";
import { joined, piecesOf } from "./in-pieces.ts";

/** Without it Excel reads UTF-8 as the machine's code page. */
const BOM = "\uFEFF";
const END = "\r\n";

/** RFC 4180 text in UTF-8. A text that a spreadsheet would take for a formula gets an apostrophe before it; numbers stay numbers. */
export function toCsv({ header, rows }: Sheet): Uint8Array {
  const encoder = new TextEncoder();
  const parts = [encoder.encode(BOM + Papa.unparse([[...header]], { newline: END }) + END)];
  for (const piece of piecesOf(rows)) parts.push(encoder.encode(Papa.unparse(piece.map((row) => row.map(spreadsheetText)), { newline: END }) + END));
  return joined(parts);
}
