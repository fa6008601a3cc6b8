import type { Platform, Tenant } from "../kernel/context.ts";
import { Problem } from "../kernel/problem.ts";
import { listReportTypes } from "../directory/queries.ts";
import { listPublicDocuments } from "../submissions/report-queries.ts";
import { listTenantsWithRealPeople } from "../tenancy/queries.ts";
import { countOpenOfWindow, findServiceFigures, listFiguresOfService } from "../audit/figure-queries.ts";
import { severities } from "../audit/contract.ts";
import type { ServiceHistory, TenantWindow } from "./contract.ts";
import { findFigureWindow } from "./figure-windows.ts";
import { namesOf } from "./tenant-table.ts";

/** One tenant's window down to its services: reported beside actual, the signed documents behind, how many discrepancies are open. */
export async function getTenantWindow(central: D1Database, platform: Platform, tenant: Tenant, periodId: string): Promise<TenantWindow> {
  const ledger = platform.ledgers[tenant.ledger];
  const reportTypes = await listReportTypes(central);
  const found = findFigureWindow(reportTypes, periodId);
  const services = found && (await findServiceFigures(ledger, tenant.code, found.reportType.id, periodId));
  if (!services) throw new Problem("not-found", `${tenant.code} has no figures for the window ${periodId}. GET /v1/t/${tenant.code}/statistics lists those that have some.`);
  const ids = reportTypes.map(({ id }) => id);
  const [documents, open, real] = await Promise.all([
    listPublicDocuments(ledger, tenant.code, ids, periodId),
    countOpenOfWindow(ledger, tenant.code, periodId, ids),
    listTenantsWithRealPeople(ledger),
  ]);
  const { id, from, to } = found.window;
  return {
    ...namesOf(tenant),
    window: { id, from, to },
    generated: !real.includes(tenant.code),
    services,
    documents: documents.map(({ receivedAt, ...document }) => ({ ...document, receivedAt: new Date(receivedAt).toISOString() })),
    openDiscrepancies: open.map(({ severity, count }) => ({ severity: severities[severity]!, count })),
  };
}

/** One service over all windows, the newest first. Throws Problem `not-found` when no window knows it. */
export async function getServiceHistory(central: D1Database, platform: Platform, tenant: Tenant, code: string): Promise<ServiceHistory> {
  const ledger = platform.ledgers[tenant.ledger];
  const [reportTypes, figures, real] = await Promise.all([listReportTypes(central), listFiguresOfService(ledger, tenant.code, code), listTenantsWithRealPeople(ledger)]);
  const windows = figures.flatMap(({ reportTypeId, periodId, service }) => {
    const found = findFigureWindow(reportTypes, periodId);
    return found?.reportType.id === reportTypeId ? [{ window: { id: periodId, from: found.window.from, to: found.window.to }, reportType: reportTypeId, service }] : [];
  });
  if (windows.length === 0) throw new Problem("not-found", `No window has figures of the service ${code} at ${tenant.code}. GET /v1/t/${tenant.code}/statistics lists its windows.`);
  return { ...namesOf(tenant), generated: !real.includes(tenant.code), windows: windows.sort((a, b) => (a.window.to + a.window.from < b.window.to + b.window.from ? 1 : -1)) };
}
