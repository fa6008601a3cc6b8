import type { Platform } from "../kernel/context.ts";
import { dayAt, listClosedWindows, overlaps } from "../kernel/windows.ts";
import { addWorkingDays, type HolidayTable } from "../kernel/working-days.ts";
import { getHolidays, listReportTypes, type ReportType } from "../directory/queries.ts";
import { listObligations, type Obligation } from "../submissions/report-queries.ts";

/** One audit to run: a tenant, a report type and one of its windows. */
export type DueAudit = { tenant: string; reportType: string; periodId: string; from: string; to: string };

/** A window is audited every night for so long after its end, so that amendments and late filings are seen. */
const LOOK_BACK_DAYS = 60;

/** A night of audits. `key` names its Workflow instances, so the same night is never started twice. */
export type Night = { key: string; day: string };

/** The night that cron starts at `now` (milliseconds): named by the Vietnamese day that has just begun. */
export function nightAt(now: number): Night {
  const day = dayAt(now);
  return { key: day, day };
}

/** A night that somebody asks for at `now`: the same minute is the same night, so a second click starts nothing. */
export function askedNight(now: number, day: string): Night {
  const minute = new Date(now).toISOString().slice(0, 16).replaceAll(/[-:]/g, "");
  return { key: `${day}_asked-${minute}Z`, day };
}

/** Starts the night's Workflow and returns its id. A night that was started already goes on as it is. */
export async function startNight(workflow: Workflow, night: Night): Promise<string> {
  const id = `night_${night.key}`;
  // Not `create`: createBatch passes over an id that exists, as a repeated start must.
  await workflow.createBatch([{ id, params: night }]);
  return id;
}

/** What is due on the day: reads the obligations of every ledger, one call each. */
export async function findDueAudits(central: D1Database, platform: Platform, day: string): Promise<DueAudit[]> {
  const [reportTypes, holidays, ...obligations] = await Promise.all([
    listReportTypes(central),
    getHolidays(central),
    ...Object.values(platform.ledgers).map((ledger) => listObligations(ledger)),
  ]);
  return listDueAudits(day, reportTypes, holidays, obligations.flat());
}

/**
 * The closed windows whose deadline was before `day`, for every tenant that owed the report on a day of the window; by report
 * type, period and tenant.
 */
export function listDueAudits(day: string, reportTypes: readonly ReportType[], holidays: HolidayTable, obligations: readonly Obligation[]): DueAudit[] {
  const due = reportTypes.flatMap((type) =>
    listClosedWindows(type.periodKind, type.cutOffRule, day, LOOK_BACK_DAYS)
      .filter((window) => overlaps(type, window) && addWorkingDays(window.to, type.deadlineWorkingDays, holidays) < day)
      .flatMap((window) => {
        const owing = obligations.filter((obligation) => obligation.reportTypeId === type.id && overlaps(obligation, window));
        return [...new Set(owing.map(({ tenantId }) => tenantId))].map((tenant) => ({ tenant, reportType: type.id, periodId: window.id, from: window.from, to: window.to }));
      }),
  );
  return due.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

function keyOf({ reportType, periodId, tenant }: DueAudit): string {
  return `${reportType} ${periodId} ${tenant}`;
}
