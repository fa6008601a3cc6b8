import type { Context } from "../kernel/context.ts";
import { addDays, clipWindow, dayAt, overlaps } from "../kernel/windows.ts";
import { getHolidays, listReportTypes } from "../directory/queries.ts";
import { dueDayOf, listReportWindows } from "../directory/report-windows.ts";
import { findOpenFormVersion } from "../forms/get-form-version.ts";
import type { DueReport } from "./contract.ts";
import { lastDayInTime } from "./last-day-in-time.ts";
import { listGranted } from "./obligation-queries.ts";
import { listFiledReports, listOwed, type FiledReports } from "./queries.ts";

/** How far back a closed window is still listed, in days. */
const LOOK_BACK = 400;
const LONGEST_WINDOW = 366;

/** The reports the tenant owes for windows that have ended in the last 400 days, and those it filed; the newest window first. */
export async function listDueReports(context: Context): Promise<DueReport[]> {
  const { ledger, tenant, central, platform, now } = context;
  const [types, owed, holidays, granted] = await Promise.all([listReportTypes(central), listOwed(ledger, tenant.code), getHolidays(central), listGranted(ledger, tenant.code)]);
  const today = dayAt(now);
  const lists = await Promise.all(
    types
      .filter((type) => owed.some(({ reportTypeId }) => reportTypeId === type.id))
      .map(async (type) => {
        const [form, filed] = await Promise.all([findOpenFormVersion(platform, tenant, type.formId), listFiledReports(ledger, tenant.code, type.id)]);
        if (!form) return [];
        // A window may have ended for a tenant that ended in the middle of it, though not for everybody.
        const windows = listReportWindows(type, addDays(today, LONGEST_WINDOW), LOOK_BACK + LONGEST_WINDOW)
          .flatMap((window) => clipWindow(window, tenant) ?? [])
          .filter((window) => window.to < today);
        const owedWindows = windows.filter((window) => owed.some((one) => one.reportTypeId === type.id && overlaps(one, window)));
        return owedWindows.map((window): DueReport => {
          const extendedTo = granted.find((one) => one.reportTypeId === type.id && one.periodId === window.id)?.until ?? null;
          const dueOn = lastDayInTime(dueDayOf(type, window.id, holidays), extendedTo);
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
      }),
  );
  return lists.flat().toSorted((a, b) => (a.to === b.to ? (a.reportType < b.reportType ? -1 : 1) : a.to < b.to ? 1 : -1));
}

function stateOf(report: FiledReports | null, dueOn: string, today: string): DueReport["state"] {
  if (report?.firstFiledAt) return dayAt(report.firstFiledAt) <= dueOn ? "filed" : "filed-late";
  if (report?.pending) return report.pending.state;
  return today <= dueOn ? "open" : "overdue";
}

function toPendingView({ rejectionJti, receivedAt, ...pending }: NonNullable<FiledReports["pending"]>): DueReport["pending"] {
  return { ...pending, receivedAt: new Date(receivedAt).toISOString(), rejection: rejectionJti };
}
