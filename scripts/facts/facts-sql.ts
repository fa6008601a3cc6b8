import { sortKeyOf } from "../../worker/directory/sort-key.ts";
import { readTsv } from "./read-tsv.ts";
import { listTenantFacts } from "./tenant-facts.ts";

export type Cell = string | number | null;
export type FactTable = { name: string; key: readonly string[]; columns: readonly string[]; rows: readonly Cell[][] };

/** What the lists of facts say, table by table of CENTRAL: tenants, days off, report types and their changes. */
export function factTables(): FactTable[] {
  return [
    { name: "tenant", key: ["code"], columns: ["code", "agency_code", "name_vi", "name_en", "kind", "type", "valid_from", "valid_to", "successor_code", "ledger", "sort_key"], rows: tenantRows() },
    { name: "holiday", key: ["day"], columns: ["day", "kind", "name_vi", "name_en", "confirmed"], rows: holidayRows() },
    { name: "report_type", key: ["id"], columns: ["id", "form_id", "period_kind", "cut_off_rule", "deadline_working_days", "valid_from"], rows: reportTypeRows() },
    { name: "report_type_change", key: ["report_type_id", "valid_from"], columns: ["report_type_id", "valid_from", "cut_off_rule", "deadline_working_days", "basis"], rows: reportTypeChangeRows() },
  ];
}

function tenantRows(): Cell[][] {
  return listTenantFacts().map((tenant) => [
    tenant.code, tenant.agencyCode, tenant.nameVi, tenant.nameEn, tenant.kind, tenant.type, tenant.validFrom, tenant.validTo, tenant.successorCode, tenant.ledger,
    sortKeyOf(tenant.nameVi.replace(/^Thành phố /, "")),
  ]);
}

function holidayRows(): Cell[][] {
  return readTsv<"day" | "kind" | "name_vi" | "name_en" | "confirmed">("holidays.tsv").map((row) => [row.day, row.kind, row.name_vi, row.name_en, row.confirmed === "yes" ? 1 : 0]);
}

function reportTypeRows(): Cell[][] {
  return readTsv<"id" | "form_id" | "period_kind" | "cut_off_rule" | "deadline_working_days" | "valid_from">("report-types.tsv").map((row) => [
    row.id, row.form_id, row.period_kind, row.cut_off_rule, Number(row.deadline_working_days), row.valid_from,
  ]);
}

function reportTypeChangeRows(): Cell[][] {
  return readTsv<"report_type_id" | "valid_from" | "cut_off_rule" | "deadline_working_days" | "basis">("report-type-changes.tsv").map((row) => [
    row.report_type_id, row.valid_from, row.cut_off_rule, Number(row.deadline_working_days), row.basis,
  ]);
}

export function literal(cell: Cell): string {
  return cell === null ? "NULL" : typeof cell === "number" ? String(cell) : `'${cell.replaceAll("'", "''")}'`;
}
