import type { Context } from "../kernel/context.ts";
import { digestOf } from "../kernel/digest.ts";
import { Problem } from "../kernel/problem.ts";
import { dayAt } from "../kernel/windows.ts";
import { findTenant, listTenants } from "../directory/queries.ts";
import { signReceipt } from "../log/receipt.ts";
import { record } from "../log/record.ts";
import { requireOfficer } from "../tenancy/require-role.ts";
import type { ListedDiscrepancy } from "../audit/list-queries.ts";
import type { ExportFormat, ExportRequest } from "./contract.ts";
import { assigneeNames, toDiscrepancyViews } from "./discrepancy-view.ts";
import { mapped, toSheet, type Sheet } from "./export-rows.ts";
import { joined, piecesOf } from "./in-pieces.ts";
import { readAllRows, type ListScope } from "./list-discrepancies.ts";
import type { Asker } from "./read-query.ts";
import { toCsv } from "./to-csv.ts";
import { toXlsx } from "./to-xlsx.ts";

/** `manifest` is the platform's signature over the log entry that names the file's SHA-256, the query's and the number of rows. */
export type ExportedFile = { bytes: Uint8Array; mediaType: string; name: string; manifest: string };

/** More rows than this are exported in parts. */
export const MOST_EXPORTED = 20_000;

const mediaTypes: Record<ExportFormat, string> = {
  csv: "text/csv; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  json: "application/json",
};

/**
 * The whole list as a file, and an entry in the asker's own log that says what left the platform: who took how many rows of which query, and
 * the file's digest. Throws `query-invalid` for a list that is too long for one file.
 */
export async function exportList(asker: Asker, scope: ListScope, request: ExportRequest): Promise<ExportedFile> {
  const officer = requireOfficer(asker);
  const rows = await readAll(scope, request);
  const file = request.format === "json" ? await toJson(asker, rows, request) : await toTable(asker, rows, request);
  const context = await contextOfOwnTenant(asker, officer.tenantCode);
  const entry = { kind: "list.exported" as const, at: asker.now, by: officer.id, format: request.format, rows: rows.length, query: await digestOf(request.q), file: await digestOf(file) };
  const { index, entry: text } = await record(context, entry, []);
  return {
    bytes: file,
    mediaType: mediaTypes[request.format],
    name: `doi-soat-${dayAt(asker.now)}-${index}.${request.format}`,
    manifest: await signReceipt(asker.platform, context.tenant, index, text),
  };
}

async function readAll(scope: ListScope, { sort }: ExportRequest): Promise<ListedDiscrepancy[]> {
  const rows = await readAllRows(scope, sort, MOST_EXPORTED);
  if (rows.length > MOST_EXPORTED) throw new Problem("query-invalid", `The list has more than ${MOST_EXPORTED} discrepancies. Narrow it, by tenant or period, and export it in parts.`, [{ pointer: "/q", code: "too-many" }]);
  return rows;
}

/** A workbook names its query on a sheet of its own; of a CSV file, which has one sheet, each row does. */
async function toTable(asker: Asker, rows: readonly ListedDiscrepancy[], { q, sort, format, language, columns }: ExportRequest): Promise<Uint8Array> {
  const tenants = new Map((await listTenants(asker.central)).map((tenant) => [tenant.code, tenant]));
  const sheet = toSheet(rows, { tenants, officers: await assigneeNames(asker, rows), language, columns: columns ?? null });
  const query = language === "vi" ? "Truy vấn" : "Query";
  if (format === "csv") return toCsv({ header: [...sheet.header, query], rows: mapped(sheet.rows, (row) => [...row, q]) });
  const about: Sheet = { header: [query, language === "vi" ? "Thứ tự" : "Order"], rows: [[q, sort]] };
  return toXlsx([{ name: language === "vi" ? "Chênh lệch" : "Discrepancies", sheet }, { name: query, sheet: about }]);
}

async function toJson(asker: Asker, rows: readonly ListedDiscrepancy[], { q, sort }: ExportRequest): Promise<Uint8Array> {
  const encoder = new TextEncoder();
  const parts = [encoder.encode(`${JSON.stringify({ query: q, sort }).slice(0, -1)},"discrepancies":[`)];
  for (const piece of piecesOf(rows)) parts.push(encoder.encode(`${parts.length > 1 ? "," : ""}${JSON.stringify(await toDiscrepancyViews(asker, piece)).slice(1, -1)}`));
  return joined([...parts, encoder.encode("]}")]);
}

async function contextOfOwnTenant({ central, platform }: Asker, code: string): Promise<Pick<Context, "ledger" | "tenant">> {
  const tenant = await findTenant(central, code);
  if (!tenant) throw new Error(`The directory has no tenant ${code}`);
  return { tenant, ledger: platform.ledgers[tenant.ledger] };
}
