import { Problem } from "../kernel/problem.ts";
import type { Tenant } from "../kernel/context.ts";
import { clipWindow, overlaps, type Window } from "../kernel/windows.ts";
import type { ReportType } from "../directory/queries.ts";
import { findReportWindow } from "../directory/report-windows.ts";

export type ReportHeadOf = { reportType: string; period: string; from: string; to: string };
export type ReportRules = Pick<ReportType, "id" | "formId" | "periodKind" | "settings">;
export type Owed = { validFrom: string; validTo: string | null };

/**
 * The window a report is about, when the report may be filed on `today`: its type belongs to the form, its dates are exactly
 * the days of the period on which the tenant existed, they have ended, and the tenant owes it. Throws what is wrong and what to do.
 */
export function requireReportFits(head: ReportHeadOf, formId: string, type: ReportRules | null, owed: readonly Owed[], today: string, tenant: Pick<Tenant, "code" | "validFrom" | "validTo">): Window {
  if (!type || type.formId !== formId) throw notDue(`There is no report type \`${head.reportType}\` on this form.`);
  const period = findReportWindow(type, head.period);
  if (!period) throw notDue(`\`${head.period}\` is not a period of ${type.id}.`);
  const window = clipWindow(period, tenant);
  if (!window) throw notDue(`${tenant.code} did not exist in the period ${period.id} (${period.from} to ${period.to}).`);
  if (head.from !== window.from || head.to !== window.to) {
    throw new Problem("window-mismatch", `The period ${window.id} of ${tenant.code} runs from ${window.from} to ${window.to}; the report says ${head.from} to ${head.to}. Open the report from the list of reports due, so that the dates are right.`, undefined, { window: { from: window.from, to: window.to } });
  }
  if (today <= window.to) throw notDue(`The window ends on ${window.to}; it can be reported from the next day on.`);
  if (!owed.some((one) => overlaps(one, window))) throw notDue("The tenant does not owe this report for this period.");
  return window;
}

function notDue(why: string): Problem {
  return new Problem("report-not-due", `${why} GET …/due-reports lists what can be filed now.`);
}
