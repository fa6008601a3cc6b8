import { strToU8, Zip, ZipDeflate } from "fflate";
import type { Cell, Sheet } from "./export-rows.ts";
import { joined, piecesOf } from "./in-pieces.ts";

/** Characters that XML 1.0 has no way to write. */
// oxlint-disable-next-line no-control-regex
const NOT_XML = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;

/** Excel calls a workbook damaged when a cell has more. */
const LONGEST_TEXT = 32_767;
/** Excel reads it as the character of this number, so that text which only looks so has its first sign written so itself. */
const LOOKS_ESCAPED = /_(?=x[0-9A-Fa-f]{4}_)/g;

/**
 * A workbook (ECMA-376) with one sheet per entry. Texts are written as texts, so none of them can be a formula; numbers as numbers; null as
 * no cell at all. The bytes depend on nothing but the sheets: the same rows are the same file.
 */
export function toXlsx(sheets: readonly { name: string; sheet: Sheet }[]): Uint8Array {
  const files: Record<string, Iterable<string>> = {
    "[Content_Types].xml": [`${XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>${sheets.map((_, i) => `<Override PartName="/xl/worksheets/sheet${i + 1}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`).join("")}</Types>`],
    "_rels/.rels": [`${XML}<Relationships xmlns="${RELATIONS}"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`],
    "xl/workbook.xml": [`${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${sheets.map(({ name }, i) => `<sheet name="${escape(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`).join("")}</sheets></workbook>`],
    "xl/_rels/workbook.xml.rels": [`${XML}<Relationships xmlns="${RELATIONS}">${sheets.map((_, i) => `<Relationship Id="rId${i + 1}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`).join("")}</Relationships>`],
  };
  sheets.forEach(({ sheet }, i) => (files[`xl/worksheets/sheet${i + 1}.xml`] = sheetXml(sheet)));
  return zipped(files);
}

/** Each file is compressed as it is written, so that its whole text is never there at once. */
function zipped(files: Record<string, Iterable<string>>): Uint8Array {
  const parts: Uint8Array[] = [];
  const zip = new Zip((error, part) => {
    if (error) throw error;
    parts.push(part);
  });
  for (const [path, texts] of Object.entries(files)) {
    const file = new ZipDeflate(path);
    // The first moment a ZIP can name, so that the clock is not in the bytes.
    file.mtime = new Date(1980, 0, 1);
    zip.add(file);
    for (const text of texts) file.push(strToU8(text));
    file.push(new Uint8Array(0), true);
  }
  zip.end();
  return joined(parts);
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships";

function* sheetXml({ header, rows }: Sheet): Iterable<string> {
  yield `${XML}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>${rowXml(header, 1)}`;
  let number = 1;
  for (const piece of piecesOf(rows)) yield piece.map((cells) => rowXml(cells, ++number)).join("");
  yield "</sheetData></worksheet>";
}

function rowXml(cells: readonly Cell[], number: number): string {
  return `<row r="${number}">${cells.map((cell, column) => cellXml(cell, `${columnName(column)}${number}`)).join("")}</row>`;
}

function cellXml(cell: Cell, reference: string): string {
  if (cell === null) return "";
  if (typeof cell === "number") return `<c r="${reference}"><v>${cell}</v></c>`;
  return `<c r="${reference}" t="inlineStr"><is><t xml:space="preserve">${escape(shortened(cell).replace(LOOKS_ESCAPED, "_x005F_"))}</t></is></c>`;
}

function shortened(text: string): string {
  return text.length <= LONGEST_TEXT ? text : `${text.slice(0, LONGEST_TEXT - 1)}…`;
}

/** A, B … Z, AA, AB … */
function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter;
}

function escape(text: string): string {
  return text.replace(NOT_XML, "\uFFFD").replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
