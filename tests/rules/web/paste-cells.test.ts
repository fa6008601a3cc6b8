import { describe, expect, test } from "vitest";
import type { DraftRow } from "../../../web/fill/report/draft-store.ts";
import { layBlock, parseBlock } from "../../../web/fill/report/paste-cells.ts";

const rows: DraftRow[] = ["a", "b", "c"].map((service) => ({ given: { service }, cells: { online: "", total: null } }));
const columns = ["online", "total"];

describe("a block from a spreadsheet", () => {
  test("is read line by line, whatever ends the lines", () => {
    expect(parseBlock("1\t2\r\n3\t4\r\n")).toEqual([["1", "2"], ["3", "4"]]);
    expect(parseBlock("1\n2\n")).toEqual([["1"], ["2"]]);
  });

  test("is none when it is a single value", () => {
    expect(parseBlock("12\n")).toBeNull();
  });

  test("is laid over the rows as the screen shows them, and what does not fit is counted", () => {
    const { rows: laidOver, laid, left } = layBlock(rows, [2, 0], columns, { row: 2, column: "online" }, [["1", "2", "3"], ["4", "5"], ["6"]]);
    expect(laidOver.map(({ cells }) => cells)).toEqual([{ online: "4", total: "5" }, { online: "", total: null }, { online: "1", total: "2" }]);
    expect([laid, left]).toEqual([4, 2]);
  });
});
