import type { FieldRow } from "../../forms/contract.ts";
import type { AuditFacts, AuditRule, Objection } from "../facts.ts";
import { fieldName } from "./field-name.ts";
import { fieldsReportOf } from "./report-of.ts";
import { reportEvidence } from "./report-evidence.ts";
import { gradeOf, plainSettings, sumGiven } from "./rule-settings.ts";

const columns = ["c3", "c4", "c5", "c6", "c7", "c8", "c9", "c10", "c11", "c12", "c13"] as const;

export const rollUp: AuditRule = {
  id: "R06",
  version: "1.0",
  nameVi: "Tổng hợp không khớp đơn vị trực thuộc",
  nameEn: "Roll-up does not match",
  definitionVi: "Biểu II.06a, từng lĩnh vực: một cột của đơn vị khác tổng cột đó của các đơn vị trực thuộc đã báo cáo. Mỗi lĩnh vực một chênh lệch, ở cột lệch nhiều nhất.",
  definitionEn: "Form II.06a, in every field of work: a column of the unit is not the sum of that column of its child units' reports. One discrepancy a field, at the column that is furthest off.",
  defaults: plainSettings,
  check: (facts, settings) => {
    const report = fieldsReportOf(facts);
    if ("unchecked" in report) return report;
    const children = facts.children ?? [];
    if (children.every(({ rows }) => rows === null)) return { unchecked: "no-child-reports" };
    if (settings.missing === "skip-if-any" && children.some(({ rows }) => rows === null)) return { unchecked: "no-child-reports" };
    return report.rows.flatMap((row): Objection[] => {
      const sums = columns.map((column) => ({ column, reported: row[column], actual: sumGiven(childCells(children, row.field, column), settings.missing)! }));
      const off = sums.filter(({ reported, actual }) => gradeOf(reported - actual, actual, "high", settings)).toSorted((a, b) => Math.abs(b.reported - b.actual) - Math.abs(a.reported - a.actual));
      const [worst] = off;
      if (!worst) return [];
      const differences = Object.fromEntries(off.map(({ column, reported, actual }) => [column, reported - actual]));
      const severity = gradeOf(worst.reported - worst.actual, worst.actual, "high", settings)!;
      return [{ measure: "roll-up", severity, subject: `field:${row.field}`, ...fieldName(facts, row), reported: worst.reported, actual: worst.actual, evidence: { ...reportEvidence(facts), differences, childUnits: children.map(({ code }) => code).sort() } }];
    });
  },
};

function childCells(children: NonNullable<AuditFacts["children"]>, field: string, column: (typeof columns)[number]): (number | null)[] {
  return children.map(({ rows }) => rows && (rows.find((row: FieldRow) => row.field === field)?.[column] ?? 0));
}
