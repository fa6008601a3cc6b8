import type { FieldRow } from "../../forms/contract.ts";
import type { Measure, RuleId, Severity } from "../contract.ts";
import type { AuditRule } from "../facts.ts";
import { fieldsReportOf } from "./report-of.ts";
import { reportEvidence } from "./report-evidence.ts";
import { gradeOf, plainSettings } from "./rule-settings.ts";

type Column = Exclude<keyof FieldRow, "field" | "name">;
type Identity = { id: RuleId; measure: Measure; severity: Severity; total: Column; parts: readonly Column[]; nameVi: string; nameEn: string };

/** The four identities of Biểu II.06a/VPCP/KSTT (TT 01/2020/TT-VPCP): a total is the sum of its parts, in every row. */
const identities: readonly Identity[] = [
  { id: "R01", measure: "received", severity: "high", total: "c3", parts: ["c4", "c5", "c6"], nameVi: "Tổng tiếp nhận không khớp", nameEn: "Received does not add up" },
  { id: "R02", measure: "resolved", severity: "high", total: "c7", parts: ["c8", "c9", "c10"], nameVi: "Tổng đã giải quyết không khớp", nameEn: "Resolved does not add up" },
  { id: "R03", measure: "pending", severity: "high", total: "c11", parts: ["c12", "c13"], nameVi: "Tổng đang giải quyết không khớp", nameEn: "Pending does not add up" },
  { id: "R04", measure: "balance", severity: "critical", total: "c3", parts: ["c7", "c11"], nameVi: "Tiếp nhận không bằng đã và đang giải quyết", nameEn: "Received is not resolved plus pending" },
];

export const identityRules: readonly AuditRule[] = identities.map(({ id, measure, severity, total, parts, nameVi, nameEn }) => {
  const formula = `(${numberOf(total)}) = ${parts.map((part) => `(${numberOf(part)})`).join(" + ")}`;
  return {
    id,
    version: "1.0",
    nameVi,
    nameEn,
    definitionVi: `Biểu II.06a, từng lĩnh vực: cột ${formula}.`,
    definitionEn: `Form II.06a, in every field of work: columns ${formula}.`,
    defaults: plainSettings,
    check: (facts, settings) => {
      const report = fieldsReportOf(facts);
      if ("unchecked" in report) return report;
      return report.rows.flatMap((row) => {
        const sum = parts.reduce((all, part) => all + row[part], 0);
        const grade = gradeOf(row[total] - sum, sum, severity, settings);
        if (!grade) return [];
        const columns = Object.fromEntries([total, ...parts].map((column) => [column, row[column]]));
        const field = facts.services.find((service) => service.field.code === row.field)?.field;
        return [{
          measure,
          severity: grade,
          subject: `field:${row.field}`,
          subjectNameVi: field?.nameVi ?? row.name,
          subjectNameEn: field?.nameEn ?? row.name,
          reported: row[total],
          actual: sum,
          evidence: { ...reportEvidence(facts), columns, formula },
        }];
      });
    },
  };
});

function numberOf(column: Column): string {
  return column.slice(1);
}
