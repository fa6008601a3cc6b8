import type { Context } from "../kernel/context.ts";
import { Problem } from "../kernel/problem.ts";
import { bucketsOf, type Window } from "../kernel/windows.ts";
import { listServicesInWindow } from "../catalogue/queries.ts";
import { findReportType, getHolidays, type ReportType } from "../directory/queries.ts";
import { dueDayOf, findTenantWindow, findWindowBefore } from "../directory/report-windows.ts";
import { listCounters } from "../filings/queries.ts";
import { findExtendedDay } from "../submissions/obligation-queries.ts";
import { findNewestReport } from "../submissions/report-queries.ts";
import type { AuditFacts } from "./facts.ts";
import { toReportFacts } from "./report-facts.ts";

/**
 * Reads what the rules compare: the services offered in the window, the counters of its half months in one range, the newest
 * report and the one before. Reads grow with services and half months, never with filings.
 */
export async function gatherFacts(context: Context, scope: { reportType: string; periodId: string }): Promise<AuditFacts> {
  const { tenant, ledger, central, now } = context;
  const { reportType, window } = await getScope(context, scope);
  const before = findWindowBefore(reportType, window.id);
  const buckets = bucketsOf(window);
  const [holidays, services, counters, newest, previous, extendedTo] = await Promise.all([
    getHolidays(central),
    listServicesInWindow(ledger, tenant.code, window.from, window.to),
    listCounters(ledger, tenant.code, buckets.first, buckets.last),
    findNewestReport(ledger, tenant.code, reportType.id, window.id),
    before && findNewestReport(ledger, tenant.code, reportType.id, before.id),
    findExtendedDay(ledger, tenant.code, reportType.id, window.id),
  ]);
  const previousReport = previous && toReportFacts(previous, reportType.formId);
  return {
    tenant: { code: tenant.code, nameVi: tenant.nameVi, nameEn: tenant.nameEn },
    reportTypeId: reportType.id,
    formId: reportType.formId,
    window,
    dueOn: extendedTo ?? dueDayOf(reportType, window.id, holidays),
    now,
    services: services.map(({ fieldCode, fieldNameVi, fieldNameEn, ...service }) => ({ ...service, field: { code: fieldCode, nameVi: fieldNameVi, nameEn: fieldNameEn } })),
    counts: new Map(counters.map(({ service, onlineFull, onlinePartial, inPerson, post }) => [service, { onlineFull, onlinePartial, inPerson, post }])),
    resolved: new Map(counters.map(({ service, resolvedEarly, resolvedOnTime, resolvedLate }) => [service, { onTime: resolvedEarly + resolvedOnTime, late: resolvedLate }])),
    report: newest && toReportFacts(newest, reportType.formId),
    previous: previousReport && { period: before!.id, jti: previousReport.jti, from: previousReport.from, to: previousReport.to },
  };
}

/** The days of the period on which the tenant existed: what it is audited for. */
async function getScope({ central, tenant }: Pick<Context, "central" | "tenant">, scope: { reportType: string; periodId: string }): Promise<{ reportType: ReportType; window: Window }> {
  const reportType = await findReportType(central, scope.reportType);
  const window = reportType && findTenantWindow(reportType, scope.periodId, tenant);
  if (!reportType || !window) throw new Problem("not-found", `There is no period ${scope.periodId} of the report type ${scope.reportType}.`);
  return { reportType, window };
}
