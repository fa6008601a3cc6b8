import type { Context } from "../kernel/context.ts";
import { addDays, clipWindow, dayAt, overlaps } from "../kernel/windows.ts";
import { getHolidays, listReportTypes } from "../directory/queries.ts";
import { dueDayOf, listReportWindows } from "../directory/report-windows.ts";
import { findOpenFormVersion } from "../forms/get-form-version.ts";
import type { DueReport, DueReportList } from "./contract.ts";
import { lastDayInTime } from "./last-day-in-time.ts";
import { listGranted } from "./obligation-queries.ts";
import { listFiledReports, listOwed, type FiledReports } from "./queries.ts";

/** How far back a closed window is still listed, in days. */
const LOOK_BACK = 400;
const LONGEST_WINDOW = 366;

/**
 * The reports the tenant owes for windows that have ended in the last 400 days, and those it filed, the newest window first; and what comes:
 * the windows that are under way today, the earliest deadline first.
 */
export async function listDueReports(context: Context): Promise<DueReportList> {
  const { ledger, tenant, central, platform, now } = context;
  const [types, owed, holidays, granted] = await Promise.all([listReportTypes(central), listOwed(ledger, tenant.code), getHolidays(central), listGranted(ledger, tenant.code)]);
  const today = dayAt(now);
  const lists = await Promise.all(
    types
      .filter((type) => owed.some(({ reportTypeId }) => reportTypeId === type.id))
      .map(async (type) => {
        const [form, filed] = await Promise.all([findOpenFormVersion(platform, tenant, type.formId), listFiledReports(ledger, tenant.code, type.id)]);
        if (!form) return { reports: [], coming: [] };
        // A window may have ended for a tenant that ended in the middle of it, though not for everybody.
        const windows = listReportWindows(type, addDays(today, LONGEST_WINDOW), LOOK_BACK + LONGEST_WINDOW)
          .flatMap((window) => clipWindow(window, tenant) ?? [])
          .filter((window) => window.from <= today && owed.some((one) => one.reportTypeId === type.id && overlaps(one, window)));
        const lastDayOf = (period: string) => lastDayInTime(dueDayOf(type, period, holidays), granted.find((one) => one.reportTypeId === type.id && one.periodId === period)?.until ?? null);
        const reports = windows.filter(({ to }) => to < today).map((window): DueReport => {
          const dueOn = lastDayOf(window.id);
          const report = filed.find(({ periodId }) => periodId === window.id) ?? null;
          return {
            reportType: type.id,
            form: { id: form.id, rev: form.rev, digest: form.digest },
            period: window.id,
            from: window.from,
            to: window.to,
            dueOn,
            state: stateOf(report, dueOn, today),
            filed: report?.filed ? { ...report.filed, receivedAt: new Date(report.filed.receivedAt).toISOString() } : null,
            pending: report?.pending ? toPendingView(report.pending) : null,
          };
        });
        const coming = windows.filter(({ to }) => to >= today).map(({ id, from, to }) => ({ reportType: type.id, period: id, from, to, dueOn: lastDayOf(id) }));
        return { reports, coming };
      }),
  );
  return {
    reports: lists.flatMap(({ reports }) => reports).toSorted((a, b) => (a.to === b.to ? (a.reportType < b.reportType ? -1 : 1) : a.to < b.to ? 1 : -1)),
    coming: lists.flatMap(({ coming }) => coming).toSorted((a, b) => (a.dueOn === b.dueOn ? (a.reportType < b.reportType ? -1 : 1) : a.dueOn < b.dueOn ? -1 : 1)),
  };
}

function stateOf(report: FiledReports | null, dueOn: string, today: string): DueReport["state"] {
  if (report?.firstFiledAt) return dayAt(report.firstFiledAt) <= dueOn ? "filed" : "filed-late";
  if (report?.pending) return report.pending.state;
  return today <= dueOn ? "open" : "overdue";
}

function toPendingView({ rejectionJti, receivedAt, ...pending }: NonNullable<FiledReports["pending"]>): DueReport["pending"] {
  return { ...pending, receivedAt: new Date(receivedAt).toISOString(), rejection: rejectionJti };
}
