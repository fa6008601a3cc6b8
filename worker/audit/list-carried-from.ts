import type { Context } from "../kernel/context.ts";
import type { Window } from "../kernel/windows.ts";
import { listTenants, type ReportType } from "../directory/queries.ts";
import { findReportWindow, findWindowBefore } from "../directory/report-windows.ts";
import { findNewestReport } from "../submissions/report-queries.ts";
import type { CarriedFrom } from "./facts.ts";
import { toReportFacts } from "./report-facts.ts";

/**
 * Where the numbers carried over into the window come from: the unit's own report of the period before. A unit that began with or in the window
 * took over what its predecessors had left pending: in the same period, which ended for them the day before, or in the one before.
 */
export async function listCarriedFrom({ tenant, central, platform }: Pick<Context, "tenant" | "central" | "platform">, reportType: ReportType, window: Window): Promise<CarriedFrom[]> {
  const whole = findReportWindow(reportType, window.id)!;
  const period = tenant.validFrom !== null && tenant.validFrom > whole.from ? whole : findWindowBefore(reportType, window.id);
  if (!period) return [];
  const isNew = tenant.validFrom !== null && tenant.validFrom >= whole.from;
  const units = isNew ? (await listTenants(central)).filter(({ successorCode }) => successorCode === tenant.code) : [tenant];
  return Promise.all(
    units.map(async ({ code, ledger }) => {
      const signed = await findNewestReport(platform.ledgers[ledger], code, reportType.id, period.id);
      const report = signed && toReportFacts(signed, reportType.formId);
      return { tenant: code, period: period.id, jti: report?.jti ?? null, rows: report?.kind === "fields" ? report.rows : null };
    }),
  );
}
