import Papa from "papaparse";
import { spreadsheetText } from "../kernel/spreadsheet-text.ts";
import type { DatasetDocument } from "./contract.ts";

/**
 * The table as CSV (RFC 4180, UTF-8 with a byte order mark). Every row names its window and whether it was generated; a cell that begins
 * like a formula is written as text, so that opening the file runs nothing.
 */
export function toCsv({ window, generated, rows }: DatasetDocument): string {
  const dated = window === null ? rows : rows.map((row) => ({ ...row, window: window.id, window_from: window.from, window_to: window.to, generated }));
  return `\ufeff${Papa.unparse(dated.map((row) => Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, spreadsheetText(cell)]))), { newline: "\r\n" })}\r\n`;
}
