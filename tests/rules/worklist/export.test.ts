import { strFromU8, unzipSync } from "fflate";
import Papa from "papaparse";
import { describe, expect, test } from "vitest";
import type { Sheet } from "../../../worker/worklist/export-rows.ts";
import { toCsv } from "../../../worker/worklist/to-csv.ts";
import { toXlsx } from "../../../worker/worklist/to-xlsx.ts";

const formulas = ["=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1", "＝1", "＋1", "－1", "＠1", "\n=1", " =1", "\u00a0=1", "\u3000＝1", "\u200b=1", "\ufeff+1", "\u202e=1"];
const sheet: Sheet = {
  header: ["Đơn vị", "Số báo cáo"],
  rows: [...formulas.map((text) => [text, -5]), ['dấu "nháy", phẩy\nxuống dòng', null], ["<&>\u0001", 0]],
};

/** With the mark at its beginning. */
const textOf = (one: Sheet) => new TextDecoder("utf-8", { ignoreBOM: true }).decode(toCsv(one));

describe("an export as CSV", () => {
  const text = textOf(sheet);
  const { data } = Papa.parse<string[]>(text.slice(1), { skipEmptyLines: true });

  test("is UTF-8 with a mark that spreadsheets know, and reads back cell by cell", () => {
    expect(text.charCodeAt(0)).toBe(0xfeff);
    expect(data[0]).toEqual(["Đơn vị", "Số báo cáo"]);
    expect(data[1 + formulas.length]).toEqual(['dấu "nháy", phẩy\nxuống dòng', ""]);
  });

  test("gives no cell that a spreadsheet would take for a formula, and leaves numbers numbers", () => {
    for (const [cell, number] of data.slice(1, 1 + formulas.length)) {
      expect(cell!.startsWith("'")).toBe(true);
      expect(number).toBe("-5");
    }
  });

  test("has none either where a spreadsheet cuts the lines at semicolons, as in Vietnamese", () => {
    const hostile = textOf({ header: ["a", "b"], rows: [["x;=1+1", "y; \t-2"], ['x";@SUM(A1)', "x\n=1"], ["a; b - c = d", "1.2;3"]] });
    for (const cell of hostile.slice(1).split(/[;\r\n]/)) expect(cell.trimStart()).not.toMatch(/^[=+\-@]/);
    expect(hostile).toContain("a; b - c = d,1.2;3");
  });

  test("tells no number from nought", () => {
    expect([data[1 + formulas.length]![1], data[2 + formulas.length]![1]]).toEqual(["", "0"]);
  });
});

describe("an export as a workbook", () => {
  const files = unzipSync(toXlsx([{ name: "Chênh lệch", sheet }, { name: "Truy vấn", sheet: { header: ["q"], rows: [["state:open"]] } }]));
  const first = strFromU8(files["xl/worksheets/sheet1.xml"]!);

  test("has a sheet for the rows and one for the query", () => {
    expect(Object.keys(files).sort()).toEqual(["[Content_Types].xml", "_rels/.rels", "xl/_rels/workbook.xml.rels", "xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"]);
    expect(strFromU8(files["xl/workbook.xml"]!)).toContain('name="Chênh lệch"');
    expect(strFromU8(files["xl/worksheets/sheet2.xml"]!)).toContain("state:open");
  });

  test("writes texts as texts and numbers as numbers, and has no formula", () => {
    expect(first).not.toContain("<f>");
    for (const text of formulas.filter((one) => !/[\t\r\n]/.test(one))) expect(first).toContain(`<is><t xml:space="preserve">${text}</t></is>`);
    expect(first).toContain('<c r="B2"><v>-5</v></c>');
  });

  test("leaves a cell without a number out, keeps nought, and writes what XML cannot as a sign of its absence", () => {
    expect(first).not.toContain(`r="B${2 + formulas.length}"`);
    expect(first).toContain(`<c r="B${3 + formulas.length}"><v>0</v></c>`);
    expect(first).toContain("&lt;&amp;&gt;\uFFFD");
  });

  test("has no cell that Excel calls damaged or reads as another text", () => {
    const cells = strFromU8(unzipSync(toXlsx([{ name: "a", sheet: { header: ["x".repeat(40_000)], rows: [["_x000D_ _x41_"]] } }]))["xl/worksheets/sheet1.xml"]!);
    expect(/>(x+…)</.exec(cells)![1]).toHaveLength(32_767);
    expect(cells).toContain(">_x005F_x000D_ _x41_<");
  });

  test("of many rows is written in pieces, and is whole", () => {
    const many = { header: ["n"], rows: Array.from({ length: 1203 }, (_, i) => [i] as const) };
    expect([...strFromU8(unzipSync(toXlsx([{ name: "a", sheet: many }]))["xl/worksheets/sheet1.xml"]!).matchAll(/<row r="(\d+)"><c r="A\1"><v>(\d+)</g)].map(([, row, value]) => Number(row) - Number(value))).toEqual(Array(1203).fill(2));
    expect(textOf(many).split("\r\n")).toEqual(["\ufeffn", ...many.rows.map(([n]) => String(n)), ""]);
  });

  test("is the same bytes whenever it is made", () => {
    expect(toXlsx([{ name: "a", sheet }])).toEqual(toXlsx([{ name: "a", sheet }]));
  });
});
