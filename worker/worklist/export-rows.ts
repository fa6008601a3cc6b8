import type { Tenant } from "../kernel/context.ts";
import { severityAt, sidesOf } from "../audit/contract.ts";
import type { ListedDiscrepancy } from "../audit/list-queries.ts";
import { getRule } from "../audit/rules/registry.ts";
import type { ListColumn } from "./contract.ts";
import { measureWords, severityWords, signatureWords, stateWords, type Language } from "./export-words.ts";

export type Cell = string | number | null;
/** Rows are made as they are asked for: twenty thousand at once would be a large part of what a Worker may hold. */
export type Sheet = { header: readonly string[]; rows: Iterable<readonly Cell[]> };

type Subject = Pick<Tenant, "code" | "nameVi" | "nameEn">;
type Around = { tenant: Subject; assignee: string | null; language: Language };
/** `of` is the column of the list that the field belongs to; "every" stands in each file, none only in a file with everything. */
type Field = { of?: ListColumn | "every"; vi: string; en: string; cell(row: ListedDiscrepancy, around: Around): Cell };

/** Which columns of the list a file shows, in their order; null is everything there is. `tenants` and `officers` (names) by code and id. */
export type SheetWish = { tenants: ReadonlyMap<string, Tenant>; officers: ReadonlyMap<string, string>; language: Language; columns: readonly ListColumn[] | null };

/** An empty cell does not say whether a number was left out or is none by nature. */
const reportedSides = {
  vi: { number: "có số liệu", "not-given": "không có số liệu", none: "không áp dụng" },
  en: { number: "number given", "not-given": "no number given", none: "not applicable" },
} as const;

/** What can be said of each discrepancy, in this order. Names are those of the time; what has no number stays empty, never 0; times are in Viet Nam. */
const fields: readonly Field[] = [
  { of: "every", vi: "Mã", en: "Id", cell: (row) => row.id },
  { of: "every", vi: "Mã đơn vị", en: "Tenant code", cell: (_, { tenant }) => tenant.code },
  { of: "tenant", vi: "Đơn vị", en: "Tenant", cell: (_, { tenant, language }) => (language === "vi" ? tenant.nameVi : tenant.nameEn) },
  { of: "rule", vi: "Quy tắc", en: "Rule", cell: (row) => row.rule },
  { of: "rule", vi: "Tên quy tắc", en: "Rule name", cell: (row, { language }) => (language === "vi" ? getRule(row.rule, row.ruleVersion).nameVi : getRule(row.rule, row.ruleVersion).nameEn) },
  { vi: "Phiên bản quy tắc", en: "Rule version", cell: (row) => row.ruleVersion },
  { of: "severity", vi: "Mức nghiêm trọng", en: "Severity", cell: (row, { language }) => severityWords[severityAt(row.severity)][language] },
  { of: "state", vi: "Trạng thái", en: "State", cell: (row, { language }) => stateWords[row.state][language] },
  { of: "subject", vi: "Mã dịch vụ, lĩnh vực", en: "Subject code", cell: (row) => row.subject },
  { of: "subject", vi: "Dịch vụ, lĩnh vực", en: "Subject", cell: (row, { language }) => (language === "vi" ? row.subjectNameVi : row.subjectNameEn) },
  { vi: "Loại báo cáo", en: "Report type", cell: (row) => row.reportTypeId },
  { of: "period", vi: "Kỳ", en: "Period", cell: (row) => row.periodId },
  { of: "every", vi: "Đại lượng", en: "Measure", cell: (row, { language }) => measureWords[row.measure][language] },
  { of: "every", vi: "Đơn vị tính", en: "Unit", cell: (row, { language }) => (isPercentage(row) ? "%" : language === "vi" ? "số lượng" : "count") },
  { of: "reported", vi: "Số báo cáo", en: "Reported", cell: (row) => valueOf(row, row.reported) },
  { of: "reported", vi: "Bên báo cáo", en: "Reported side", cell: (row, { language }) => reportedSides[language][reportedSideOf(row)] },
  { of: "actual", vi: "Số thực tế", en: "Actual", cell: (row) => valueOf(row, row.actual) },
  { of: "actual", vi: "Trên tổng số hồ sơ", en: "Of filings", cell: (row) => row.lookedAt },
  { of: "difference", vi: "Chênh lệch", en: "Difference", cell: (row) => valueOf(row, row.difference) },
  { of: "percent", vi: "Chênh lệch so với số thực tế (%)", en: "Difference of the actual number (%)", cell: shareOf },
  { of: "age", vi: "Phát hiện lúc", en: "Opened at", cell: (row) => momentOf(row.openedAt) },
  { vi: "Thấy gần nhất lúc", en: "Last seen at", cell: (row) => momentOf(row.lastSeenAt) },
  { of: "moved", vi: "Xử lý gần nhất lúc", en: "Last moved at", cell: (row) => momentOf(row.movedAt) },
  { of: "seen", vi: "Số lần phát hiện", en: "Times seen", cell: (row) => row.timesSeen },
  { of: "repeat", vi: "Số kỳ trước cũng có", en: "Earlier periods", cell: (row) => row.timesBefore },
  { of: "due", vi: "Hạn", en: "Due on", cell: (row) => row.dueOn },
  { of: "assignee", vi: "Người phụ trách", en: "Assignee", cell: (_, { assignee }) => assignee },
  { of: "signature", vi: "Chữ ký của văn bản", en: "Signature of the document", cell: (row, { language }) => signatureWords[row.documentJti === null ? "none" : row.isContested ? "contested" : "valid"][language] },
  { of: "every", vi: "Phiên bản bản ghi", en: "Record version", cell: (row) => row.version },
];

/** The rows as a table with a header in the language. */
export function toSheet(rows: readonly ListedDiscrepancy[], { tenants, officers, language, columns }: SheetWish): Sheet {
  const shown = fieldsOf(columns);
  return {
    header: shown.map((field) => field[language]),
    rows: mapped(rows, (row) => {
      const tenant = tenants.get(row.tenantId) ?? { code: row.tenantId, nameVi: row.tenantId, nameEn: row.tenantId };
      const assignee = row.assignee === null ? null : (officers.get(row.assignee) ?? row.assignee);
      return shown.map(({ cell }) => cell(row, { tenant, assignee, language }));
    }),
  };
}

/** What becomes of each, one after the other, as often as it is asked for. */
export function mapped<One, Other>(all: Iterable<One>, become: (one: One) => Other): Iterable<Other> {
  return {
    *[Symbol.iterator]() {
      for (const one of all) yield become(one);
    },
  };
}

function fieldsOf(columns: readonly ListColumn[] | null): readonly Field[] {
  if (columns === null) return fields;
  return [...fields.filter(({ of }) => of === "every"), ...columns.flatMap((column) => fields.filter(({ of }) => of === column))];
}

function reportedSideOf({ rule, measure, reported }: ListedDiscrepancy): keyof (typeof reportedSides)["en"] {
  return sidesOf(rule, measure) !== "both" ? "none" : reported === null ? "not-given" : "number";
}

/** Printed rates are kept in hundredths of a percent; in a file they are percentages, as they were printed. */
function isPercentage({ measure }: ListedDiscrepancy): boolean {
  return measure === "printed-rate";
}

function valueOf(row: ListedDiscrepancy, value: number | null): number | null {
  return value !== null && isPercentage(row) ? value / 100 : value;
}

/** With one decimal, as the list shows it; of percentages and of nothing there is none. */
function shareOf(row: ListedDiscrepancy): number | null {
  return row.difference === null || !row.actual || isPercentage(row) ? null : Math.round((row.difference / row.actual) * 1000) / 10;
}

const VIET_NAM = 7 * 3_600_000;

function momentOf(milliseconds: number): string {
  return `${new Date(milliseconds + VIET_NAM).toISOString().slice(0, 19)}+07:00`;
}
