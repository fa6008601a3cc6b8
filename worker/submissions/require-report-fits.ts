import { Problem } from "../kernel/problem.ts";
import { findWindow, overlaps, type CutOffRule, type PeriodKind, type Window } from "../kernel/windows.ts";

export type ReportHeadOf = { reportType: string; period: string; from: string; to: string };
export type ReportRules = { id: string; formId: string; periodKind: PeriodKind; cutOffRule: CutOffRule };
export type Owed = { validFrom: string; validTo: string | null };

/**
 * The window a report is about, when the report may be filed on `today`: its type belongs to the form, its dates are exactly
 * those of the period, the window has ended, and the tenant owes it. Throws what is wrong and what to do.
 */
export function requireReportFits(head: ReportHeadOf, formId: string, type: ReportRules | null, owed: readonly Owed[], today: string): Window {
  if (!type || type.formId !== formId) throw notDue(`There is no report type \`${head.reportType}\` on this form.`);
  const window = findWindow(head.period, type.cutOffRule);
  if (!window || window.kind !== type.periodKind) throw notDue(`\`${head.period}\` is not a period of ${type.id}.`);
  if (head.from !== window.from || head.to !== window.to) {
    throw new Problem("window-mismatch", `The period ${window.id} runs from ${window.from} to ${window.to}; the report says ${head.from} to ${head.to}. Open the report from the list of reports due, so that the dates are right.`, undefined, { window: { from: window.from, to: window.to } });
  }
  if (today <= window.to) throw notDue(`The window ends on ${window.to}; it can be reported from the next day on.`);
  if (!owed.some((one) => overlaps(one, window))) throw notDue("The tenant does not owe this report for this period.");
  return window;
}

function notDue(why: string): Problem {
  return new Problem("report-not-due", `${why} GET …/due-reports lists what can be filed now.`);
}
