import type { Context } from "../kernel/context.ts";
import { addWorkingDays } from "../kernel/working-days.ts";
import { dayAt, listClosedWindows, overlaps } from "../kernel/windows.ts";
import { getHolidays, listReportTypes } from "../directory/queries.ts";
import { findOpenFormVersion } from "../forms/get-form-version.ts";
import type { DueReport } from "./contract.ts";
import { listFiledReports, listOwed, type FiledReport } from "./queries.ts";

/** How far back a closed window is still listed, in days. */
const LOOK_BACK = 400;

/** The reports the tenant owes for windows that have ended in the last 400 days, and those it filed; the newest window first. */
export async function listDueReports(context: Context): Promise<DueReport[]> {
  const { ledger, tenant, central, platform, now } = context;
  const [types, owed, holidays] = await Promise.all([listReportTypes(central), listOwed(ledger, tenant.code), getHolidays(central)]);
  const today = dayAt(now);
  const lists = await Promise.all(
    types
      .filter((type) => owed.some(({ reportTypeId }) => reportTypeId === type.id))
      .map(async (type) => {
        const [form, filed] = await Promise.all([findOpenFormVersion(platform, tenant, type.formId), listFiledReports(ledger, tenant.code, type.id)]);
        if (!form) return [];
        const windows = listClosedWindows(type.periodKind, type.cutOffRule, today, LOOK_BACK);
        const owedWindows = windows.filter((window) => owed.some((one) => one.reportTypeId === type.id && overlaps(one, window)));
        return owedWindows.map((window): DueReport => {
          const dueOn = addWorkingDays(window.to, type.deadlineWorkingDays, holidays);
          const report = filed.find(({ periodId }) => periodId === window.id) ?? null;
          return {
            reportType: type.id,
            form: { id: form.id, rev: form.rev, digest: form.digest },
            period: window.id,
            from: window.from,
            to: window.to,
            dueOn,
            state: stateOf(report, dueOn, today),
            filed: report && { jti: report.jti, digest: report.digest, receivedAt: new Date(report.receivedAt).toISOString() },
          };
        });
      }),
  );
  return lists.flat().toSorted((a, b) => (a.to === b.to ? (a.reportType < b.reportType ? -1 : 1) : a.to < b.to ? 1 : -1));
}

function stateOf(report: FiledReport | null, dueOn: string, today: string): DueReport["state"] {
  if (report) return dayAt(report.firstReceivedAt) <= dueOn ? "filed" : "filed-late";
  return today <= dueOn ? "open" : "overdue";
}
