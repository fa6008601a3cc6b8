import { ledgerNames, type Platform } from "../kernel/context.ts";
import { Problem } from "../kernel/problem.ts";
import type { Window } from "../kernel/windows.ts";
import { listReportTypes, type ReportType } from "../directory/queries.ts";
import { findReportWindow } from "../directory/report-windows.ts";
import { listFigureWindows } from "../audit/figure-queries.ts";

/** The window of a period and the report that its figures come from: by service where there is one, else II.06a. */
export function findFigureWindow(reportTypes: readonly ReportType[], periodId: string): { window: Window; reportType: ReportType } | null {
  const byService = reportTypes.filter(({ formId }) => formId === "services-report");
  for (const reportType of [...byService, ...reportTypes]) {
    const window = findReportWindow(reportType, periodId);
    if (window) return { window, reportType };
  }
  return null;
}

/** The windows that have figures, oldest first, with how many tenants each. */
export async function listNationalWindows(central: D1Database, platform: Platform): Promise<{ id: string; from: string; to: string; tenants: number }[]> {
  const [reportTypes, ...lists] = await Promise.all([listReportTypes(central), ...ledgerNames.map((name) => listFigureWindows(platform.ledgers[name]))]);
  const tenants = new Map<string, number>();
  for (const { periodId, tenants: count } of lists.flat()) tenants.set(periodId, (tenants.get(periodId) ?? 0) + count);
  return [...tenants]
    .flatMap(([periodId, count]) => {
      const found = findFigureWindow(reportTypes, periodId);
      return found ? [{ id: periodId, from: found.window.from, to: found.window.to, tenants: count }] : [];
    })
    .sort((a, b) => (a.to + a.from < b.to + b.from ? -1 : 1));
}

/** `not-found`, with the windows that have figures. */
export async function unknownWindow(central: D1Database, platform: Platform, periodId: string): Promise<Problem> {
  const known = (await listNationalWindows(central, platform)).map(({ id }) => id);
  const what = known.length > 0 ? `The windows with figures are ${known.join(", ")}.` : "No window has figures yet; the first comes with the first audit of a report by service.";
  return new Problem("not-found", `There are no figures for the window ${periodId}. ${what}`, undefined, { windows: known });
}
