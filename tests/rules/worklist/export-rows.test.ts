import { describe, expect, test } from "vitest";
import type { ListedDiscrepancy } from "../../../worker/audit/list-queries.ts";
import { listColumns } from "../../../worker/worklist/contract.ts";
import { toSheet, type SheetWish } from "../../../worker/worklist/export-rows.ts";

const row = {
  id: "dis_1", tenantId: "H26", rule: "R07", ruleVersion: "1.0", severity: 4, state: "EXPLAINED", subject: "1.001193", subjectNameVi: "Đăng ký khai sinh", subjectNameEn: "Birth registration",
  reportTypeId: "II.06a-month", periodId: "2026-10", measure: "filings-online", reported: 26, actual: 19, difference: 7, openedAt: Date.parse("2026-11-25T20:14:18.250Z"), lastSeenAt: 0, movedAt: 0,
  timesSeen: 2, timesBefore: 1, dueOn: null, assignee: "off_1", documentJti: "jti", isContested: true, version: 3, lookedAt: null,
} as unknown as ListedDiscrepancy;
const wish: SheetWish = { tenants: new Map(), officers: new Map([["off_1", "Người phụ trách mẫu"]]), language: "en", columns: null };

function cellsOf(of: Partial<ListedDiscrepancy> = {}, as: Partial<SheetWish> = {}) {
  const { header, rows } = toSheet([{ ...row, ...of }], { ...wish, ...as });
  return Object.fromEntries(header.map((name, place) => [name, [...rows][0]![place]]));
}

describe("a row of a file", () => {
  test("says in words what the list says in words, with the share, the moment in Viet Nam and the name of the assignee", () => {
    expect(cellsOf()).toMatchObject({
      Severity: "Critical", State: "Explained", Measure: "online filings", Unit: "count", Difference: 7, "Difference of the actual number (%)": 36.8,
      "Opened at": "2026-11-26T03:14:18+07:00", Assignee: "Người phụ trách mẫu", "Signature of the document": "Contested", "Earlier periods": 1,
    });
  });

  test("gives a printed rate as the percentage that was printed", () => {
    expect(cellsOf({ measure: "printed-rate", reported: 3290, actual: 3288, difference: 2 })).toMatchObject({ Unit: "%", Reported: 32.9, Actual: 32.88, Difference: 0.02, "Difference of the actual number (%)": null });
  });

  test("has no share where there was nothing to compare with", () => {
    expect(cellsOf({ actual: 0 })["Difference of the actual number (%)"]).toBeNull();
    expect(cellsOf({ difference: null })["Difference of the actual number (%)"]).toBeNull();
  });
});

describe("the columns of a file", () => {
  test("are those of the view in its order, after what names the row and its unit", () => {
    expect(toSheet([], { ...wish, columns: ["difference", "severity"] }).header).toEqual(["Id", "Tenant code", "Measure", "Unit", "Record version", "Difference", "Severity"]);
  });

  test("know every column of the list", () => {
    const fixed = toSheet([], { ...wish, columns: [] }).header.length;
    for (const column of listColumns) expect(toSheet([], { ...wish, columns: [column] }).header.length, column).toBeGreaterThan(fixed);
  });
});
