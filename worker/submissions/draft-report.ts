import type { Context } from "../kernel/context.ts";
import { Problem } from "../kernel/problem.ts";
import { findReportType } from "../directory/queries.ts";
import { findTenantWindow, findWindowBefore } from "../directory/report-windows.ts";
import { listServicesInWindow, type Service } from "../catalogue/queries.ts";
import type { FieldsReport } from "../forms/contract.ts";
import { signedClaims } from "../signing/signed-claims.ts";
import { findNewestReport } from "./report-queries.ts";

/** What the form starts with: the head, and a row for every service or field of work in force in the window. Numbers that nobody knows yet are left out. */
export async function draftReport(context: Context, reportTypeId: string, periodId: string): Promise<Record<string, unknown>> {
  const type = await findReportType(context.central, reportTypeId);
  const window = type && findTenantWindow(type, periodId, context.tenant);
  if (!type || !window) throw new Problem("not-found", "There is no such report type and period. GET …/due-reports lists what can be filed.");
  const head = { reportType: type.id, period: window.id, from: window.from, to: window.to };
  // What was printed elsewhere is known to nobody here: one row to begin with.
  if (type.formId === "printed-rates") return { ...head, rows: [{ id: "r1", numerator: null, denominator: null, carried: null }] };
  const services = await listServicesInWindow(context.ledger, context.tenant.code, window.from, window.to);
  if (type.formId === "services-report") return { ...head, rows: services.map(({ code, nameVi, level }) => ({ service: code, name: nameVi, level, online: null, total: null })) };
  const carried = await carriedOver(context, reportTypeId, findWindowBefore(type, window.id)?.id ?? null);
  return { ...head, rows: fieldsOf(services).map((field) => ({ ...field, ...(carried.has(field.field) ? { c6: carried.get(field.field) } : {}) })) };
}

function fieldsOf(services: readonly Service[]): { field: string; name: string }[] {
  const fields = new Map(services.map(({ fieldCode, fieldNameVi }) => [fieldCode, fieldNameVi]));
  return [...fields].map(([field, name]) => ({ field, name })).toSorted((a, b) => (a.field < b.field ? -1 : 1));
}

/** Column 6 of this period is column 11 of the one before (II.06a), where that one was filed. */
async function carriedOver({ ledger, tenant }: Context, reportTypeId: string, before: string | null): Promise<Map<string, number>> {
  const report = before && (await findNewestReport(ledger, tenant.code, reportTypeId, before));
  if (!report) return new Map();
  const { data } = signedClaims<{ data: FieldsReport }>(report.jws);
  return new Map(data.rows.map(({ field, c11 }) => [field, c11]));
}
