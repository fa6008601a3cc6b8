import type { Platform, Tenant } from "../kernel/context.ts";
import { clipWindow, dayAt, overlaps, type Window } from "../kernel/windows.ts";
import type { HolidayTable } from "../kernel/working-days.ts";
import { getHolidays, listReportTypes, listTenants, type ReportType } from "../directory/queries.ts";
import { dueDayOf, listReportWindows } from "../directory/report-windows.ts";
import { listObligations, type Obligation } from "../submissions/report-queries.ts";

/** One audit to run: a tenant, a report type and one of its windows. */
export type DueAudit = { tenant: string; reportType: string; periodId: string; from: string; to: string };

/** A window is audited every night for so long after its end, so that amendments and late filings are seen. */
const LOOK_BACK_DAYS = 60;
const LONGEST_WINDOW = 366;

/** A night of audits. `key` names its Workflow instances, so the same night is never started twice. */
export type Night = { key: string; day: string; /** Only what failed and is queued again. */ isRetry?: true };

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
  const { reportTypes, holidays, obligations, tenants } = await readOwing(central, platform);
  return listDueAudits(day, reportTypes, holidays, obligations, tenants);
}

/** What was due over the last `count` windows of every report type, up to the day. */
export async function findLastAudits(central: D1Database, platform: Platform, day: string, count: number): Promise<DueAudit[]> {
  const { reportTypes, holidays, obligations, tenants } = await readOwing(central, platform);
  return auditsOf(reportTypes, (type) => dueWindows(type, day, count * LONGEST_WINDOW + LOOK_BACK_DAYS, holidays).slice(-count), obligations, tenants);
}

async function readOwing(central: D1Database, platform: Platform) {
  const [reportTypes, holidays, tenants, ...obligations] = await Promise.all([
    listReportTypes(central),
    getHolidays(central),
    listTenants(central),
    ...Object.values(platform.ledgers).map((ledger) => listObligations(ledger)),
  ]);
  return { reportTypes, holidays, tenants, obligations: obligations.flat() };
}

/**
 * The closed windows whose deadline was before `day`, for every tenant that owed the report on a day of the window on which it
 * existed, with those days: where tenants merge within a window, the old ones and the new one each have their part. By report type,
 * period and tenant.
 */
export function listDueAudits(day: string, reportTypes: readonly ReportType[], holidays: HolidayTable, obligations: readonly Obligation[], tenants: readonly Life[]): DueAudit[] {
  return auditsOf(reportTypes, (type) => dueWindows(type, day, LOOK_BACK_DAYS, holidays), obligations, tenants);
}

function dueWindows(type: ReportType, day: string, lookBackDays: number, holidays: HolidayTable): Window[] {
  return listReportWindows(type, day, lookBackDays).filter((window) => dueDayOf(type, window.id, holidays) < day);
}

function auditsOf(reportTypes: readonly ReportType[], windowsOf: (type: ReportType) => Window[], obligations: readonly Obligation[], tenants: readonly Life[]): DueAudit[] {
  const lives = new Map(tenants.map((tenant) => [tenant.code, tenant]));
  const audits = reportTypes.flatMap((type) => {
    const owing = [...Map.groupBy(obligations.filter(({ reportTypeId }) => reportTypeId === type.id), ({ tenantId }) => tenantId)];
    return windowsOf(type).flatMap((window) =>
      owing.flatMap(([tenant, owed]) => {
        const own = clipWindow(window, lives.get(tenant) ?? always);
        if (!own || !owed.some((one) => overlaps(one, own))) return [];
        return [{ tenant, reportType: type.id, periodId: window.id, from: own.from, to: own.to }];
      }),
    );
  });
  return audits.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

type Life = Pick<Tenant, "code" | "validFrom" | "validTo">;
const always = { validFrom: null, validTo: null };

function keyOf({ reportType, periodId, tenant }: DueAudit): string {
  return `${reportType} ${periodId} ${tenant}`;
}
