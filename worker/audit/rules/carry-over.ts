import type { AuditRule } from "../facts.ts";
import { fieldName } from "./field-name.ts";
import { fieldsReportOf } from "./report-of.ts";
import { reportEvidence } from "./report-evidence.ts";
import { gradeOf, plainSettings, sumGiven } from "./rule-settings.ts";

export const carryOver: AuditRule = {
  id: "R05",
  version: "1.0",
  nameVi: "Số chuyển kỳ không khớp",
  nameEn: "Carry-over does not match",
  definitionVi: "Biểu II.06a, từng lĩnh vực: cột (6) kỳ này khác tổng cột (11) kỳ trước của đơn vị, hoặc của các đơn vị mà nó kế thừa khi sáp nhập.",
  definitionEn: "Form II.06a, in every field of work: column (6) of this period is not the sum of column (11) of the period before, of the unit or, after a merger, of those it took over from.",
  defaults: plainSettings,
  check: (facts, settings) => {
    const report = fieldsReportOf(facts);
    if ("unchecked" in report) return report;
    const { carriedFrom } = facts;
    if (carriedFrom.every(({ rows }) => rows === null)) return { unchecked: "no-previous-report" };
    if (settings.missing === "skip-if-any" && carriedFrom.some(({ rows }) => rows === null)) return { unchecked: "no-previous-report" };
    return report.rows.flatMap((row) => {
      // A report that does not have the field carried nothing over in it; a report that is not there said nothing.
      const pending = carriedFrom.map(({ rows }) => rows && (rows.find(({ field }) => field === row.field)?.c11 ?? 0));
      const sum = sumGiven(pending, settings.missing);
      const severity = sum === null ? null : gradeOf(row.c6 - sum, sum, "high", settings);
      if (!severity) return [];
      const before = Object.fromEntries(carriedFrom.map(({ tenant, period, jti }, i) => [tenant, { period, jti, pending: pending[i] ?? null }]));
      return [{ measure: "carry-over", severity, subject: `field:${row.field}`, ...fieldName(facts, row), reported: row.c6, actual: sum, evidence: { ...reportEvidence(facts), columns: { c6: row.c6 }, before } }];
    });
  },
};
