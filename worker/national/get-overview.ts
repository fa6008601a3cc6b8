import type { Context } from "../kernel/context.ts";
import { dayAt } from "../kernel/windows.ts";
import { countWorkingDays } from "../kernel/working-days.ts";
import { getHolidays } from "../directory/queries.ts";
import { listDueReports } from "../submissions/list-due-reports.ts";
import { requireReader } from "../tenancy/require-role.ts";
import { severities } from "../audit/contract.ts";
import { countOpenOfTenant } from "../audit/tally-queries.ts";
import { listRuns } from "../audit/run-queries.ts";
import { toRunView } from "../audit/run-view.ts";
import type { Overview } from "./contract.ts";

const RUNS_SHOWN = 5;

/** What a tenant's own people look at first: what is due in how many working days, what is open, what was audited last. */
export async function getOverview(context: Context): Promise<Overview> {
  requireReader(context);
  const { ledger, tenant, central, now } = context;
  const [{ reports }, holidays, open, runs] = await Promise.all([listDueReports(context), getHolidays(central), countOpenOfTenant(ledger, tenant.code), listRuns(ledger, tenant.code, RUNS_SHOWN)]);
  const today = dayAt(now);
  const owed = reports.filter(({ state }) => state !== "filed" && state !== "filed-late");
  return {
    today,
    due: owed
      .map(({ reportType, period, from, to, dueOn, state }) => ({
        reportType, window: { id: period, from, to }, dueOn, state,
        workingDaysLeft: today <= dueOn ? countWorkingDays(today, dueOn, holidays) : -countWorkingDays(dueOn, today, holidays),
      }))
      .sort((a, b) => (a.dueOn < b.dueOn ? -1 : 1)),
    filed: reports.length - owed.length,
    openDiscrepancies: open.map(({ severity, count }) => ({ severity: severities[severity]!, count })),
    runs: runs.map(toRunView),
  };
}
