import type { Context } from "../kernel/context.ts";
import { Problem } from "../kernel/problem.ts";
import { bucketsOf, type Window } from "../kernel/windows.ts";
import { listServicesInWindow } from "../catalogue/queries.ts";
import { findReportType, getHolidays, type ReportType } from "../directory/queries.ts";
import { dueDayOf, findTenantWindow, findWindowBefore } from "../directory/report-windows.ts";
import { findContestedFilings } from "../filings/contested-queries.ts";
import { getFilingFacts } from "../filings/filing-facts-queries.ts";
import { lastDayInTime } from "../submissions/last-day-in-time.ts";
import { findExtendedDay } from "../submissions/obligation-queries.ts";
import { findAmendedReport } from "../submissions/report-proof-queries.ts";
import { findNewestReport, type SignedReport } from "../submissions/report-queries.ts";
import type { AuditFacts } from "./facts.ts";
import { listShared } from "./list-shared.ts";
import { listCarriedFrom } from "./list-carried-from.ts";
import { isPeriodExplained } from "./queries.ts";
import { toReportFacts } from "./report-facts.ts";
import { lookAtSignature } from "./look-at-signature.ts";

/**
 * Reads what the rules compare: the services offered in the window, what is counted of its half months in ranges, the newest
 * report and those before it. Reads grow with services and half months, never with filings.
 */
export async function gatherFacts(context: Context, scope: { reportType: string; periodId: string }): Promise<AuditFacts> {
  const { tenant, ledger, central, now } = context;
  const { reportType, window } = await getScope(context, scope);
  const before = findWindowBefore(reportType, window.id);
  const earlier = before && findWindowBefore(reportType, before.id);
  const reportOf = (period: Window | null) => period && findNewestReport(ledger, tenant.code, reportType.id, period.id);
  const [holidays, services, filings, newest, previous, beforePrevious, carriedFrom, shared, isExplained, extendedTo, contestedFilings] = await Promise.all([
    getHolidays(central),
    listServicesInWindow(ledger, tenant.code, window.from, window.to),
    getFilingFacts(ledger, tenant.code, window),
    reportOf(window),
    reportOf(before),
    reportOf(earlier),
    reportType.formId === "ii06a" ? listCarriedFrom(context, reportType, window) : [],
    reportType.formId === "services-report" ? listShared(context, window) : null,
    isPeriodExplained(ledger, tenant.code, reportType.id, window.id),
    findExtendedDay(ledger, tenant.code, reportType.id, window.id),
    findContestedFilings(ledger, tenant.code, bucketsOf(window)),
  ]);
  const facts = (signed: SignedReport) => toReportFacts(signed, reportType.formId);
  const previousReport = previous && facts(previous);
  const [signature, amended] = newest ? await Promise.all([lookAtSignature(context, newest), findAmendedReport(ledger, tenant.code, newest.jti)]) : [null, null];
  return {
    tenant: { code: tenant.code, nameVi: tenant.nameVi, nameEn: tenant.nameEn, agencyCode: tenant.agencyCode },
    reportTypeId: reportType.id,
    formId: reportType.formId,
    window,
    dueOn: lastDayInTime(dueDayOf(reportType, window.id, holidays), extendedTo),
    now,
    services: services.map(({ fieldCode, fieldNameVi, fieldNameEn, ...service }) => ({ ...service, field: { code: fieldCode, nameVi: fieldNameVi, nameEn: fieldNameEn } })),
    report: newest && facts(newest),
    previous: previousReport && { period: before!.id, jti: previousReport.jti, from: previousReport.from, to: previousReport.to },
    history: previousReport ? [previousReport, ...(beforePrevious ? [facts(beforePrevious)] : [])] : [],
    carriedFrom,
    children: null,
    shared,
    amended: amended && facts({ ...amended, firstReceivedAt: amended.receivedAt }),
    isExplained,
    signature,
    ...(contestedFilings ? { contestedFilings } : {}),
    ...filings,
  };
}

/** The days of the period on which the tenant existed: what it is audited for. */
async function getScope({ central, tenant }: Pick<Context, "central" | "tenant">, scope: { reportType: string; periodId: string }): Promise<{ reportType: ReportType; window: Window }> {
  const reportType = await findReportType(central, scope.reportType);
  const window = reportType && findTenantWindow(reportType, scope.periodId, tenant);
  if (!reportType || !window) throw new Problem("not-found", `There is no period ${scope.periodId} of the report type ${scope.reportType}.`);
  return { reportType, window };
}
