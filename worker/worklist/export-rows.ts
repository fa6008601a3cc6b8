import type { Tenant } from "../kernel/context.ts";
import { severityAt, sidesOf } from "../audit/contract.ts";
import type { ListedDiscrepancy } from "../audit/list-queries.ts";
import { getRule } from "../audit/rules/registry.ts";

export type Cell = string | number | null;
export type Sheet = { header: readonly string[]; rows: readonly (readonly Cell[])[] };
type Language = "vi" | "en";

type Field = { vi: string; en: string; cell(row: ListedDiscrepancy, tenant: Pick<Tenant, "code" | "nameVi" | "nameEn">, language: Language): Cell };

/** An empty cell does not say whether a number was left out or is none by nature. */
const reportedSides = {
  vi: { number: "có số liệu", "not-given": "không có số liệu", none: "không áp dụng" },
  en: { number: "number given", "not-given": "no number given", none: "not applicable" },
} as const;

function reportedSideOf({ rule, measure, reported }: ListedDiscrepancy): keyof (typeof reportedSides)["en"] {
  return sidesOf(rule, measure) !== "both" ? "none" : reported === null ? "not-given" : "number";
}

/** What an export says of each discrepancy, in this order. Names are those of the time; what has no number stays empty, never 0. */
const fields: readonly Field[] = [
  { vi: "Mã", en: "Id", cell: (row) => row.id },
  { vi: "Mã đơn vị", en: "Tenant code", cell: (_, tenant) => tenant.code },
  { vi: "Đơn vị", en: "Tenant", cell: (_, tenant, language) => (language === "vi" ? tenant.nameVi : tenant.nameEn) },
  { vi: "Quy tắc", en: "Rule", cell: (row) => row.rule },
  { vi: "Tên quy tắc", en: "Rule name", cell: (row, _, language) => (language === "vi" ? getRule(row.rule, row.ruleVersion).nameVi : getRule(row.rule, row.ruleVersion).nameEn) },
  { vi: "Phiên bản quy tắc", en: "Rule version", cell: (row) => row.ruleVersion },
  { vi: "Mức nghiêm trọng", en: "Severity", cell: (row) => severityAt(row.severity) },
  { vi: "Trạng thái", en: "State", cell: (row) => row.state },
  { vi: "Mã dịch vụ, lĩnh vực", en: "Subject code", cell: (row) => row.subject },
  { vi: "Dịch vụ, lĩnh vực", en: "Subject", cell: (row, _, language) => (language === "vi" ? row.subjectNameVi : row.subjectNameEn) },
  { vi: "Loại báo cáo", en: "Report type", cell: (row) => row.reportTypeId },
  { vi: "Kỳ", en: "Period", cell: (row) => row.periodId },
  { vi: "Đại lượng", en: "Measure", cell: (row) => row.measure },
  { vi: "Số báo cáo", en: "Reported", cell: (row) => row.reported },
  { vi: "Số thực tế", en: "Actual", cell: (row) => row.actual },
  { vi: "Chênh lệch", en: "Difference", cell: (row) => row.difference },
  { vi: "Phát hiện lúc", en: "Opened at", cell: (row) => new Date(row.openedAt).toISOString() },
  { vi: "Thấy gần nhất lúc", en: "Last seen at", cell: (row) => new Date(row.lastSeenAt).toISOString() },
  { vi: "Số lần phát hiện", en: "Times seen", cell: (row) => row.timesSeen },
  { vi: "Hạn", en: "Due on", cell: (row) => row.dueOn },
  { vi: "Người phụ trách", en: "Assignee", cell: (row) => row.assignee },
  { vi: "Phiên bản bản ghi", en: "Record version", cell: (row) => row.version },
  { vi: "Bên báo cáo", en: "Reported side", cell: (row, _, language) => reportedSides[language][reportedSideOf(row)] },
  { vi: "Trên tổng số hồ sơ", en: "Of filings", cell: (row) => row.lookedAt },
];

/** The rows as a table with a header in the language. `tenants` by code. */
export function toSheet(rows: readonly ListedDiscrepancy[], tenants: ReadonlyMap<string, Tenant>, language: Language): Sheet {
  return {
    header: fields.map((field) => field[language]),
    rows: rows.map((row) => {
      const tenant = tenants.get(row.tenantId) ?? { code: row.tenantId, nameVi: row.tenantId, nameEn: row.tenantId };
      return fields.map(({ cell }) => cell(row, tenant, language));
    }),
  };
}
