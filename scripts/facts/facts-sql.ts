import { sortKeyOf } from "../../worker/directory/sort-key.ts";
import { readTsv } from "./read-tsv.ts";
import { listTenantFacts } from "./tenant-facts.ts";

type Cell = string | number | null;

/** The migration that puts the facts into CENTRAL: tenants, days off, report types. */
export function factsSql(): string {
  const statements = [
    insert("tenant", ["code", "agency_code", "name_vi", "name_en", "kind", "type", "valid_from", "valid_to", "successor_code", "ledger", "sort_key"], tenantRows()),
    insert("holiday", ["day", "kind", "name_vi", "name_en", "confirmed"], holidayRows()),
    insert("report_type", ["id", "form_id", "period_kind", "cut_off_rule", "deadline_working_days", "valid_from"], reportTypeRows()),
  ];
  return `-- Written by scripts/write-facts.ts from scripts/facts/*.tsv, which name their sources.\n${statements.join("\n--> statement-breakpoint\n")}\n`;
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

function insert(table: string, columns: readonly string[], rows: readonly Cell[][]): string {
  const values = rows.map((row) => `  (${row.map(literal).join(", ")})`).join(",\n");
  return `INSERT INTO ${table} (${columns.join(", ")}) VALUES\n${values};`;
}

function literal(cell: Cell): string {
  return cell === null ? "NULL" : typeof cell === "number" ? String(cell) : `'${cell.replaceAll("'", "''")}'`;
}
