import type { Platform, Tenant } from "../kernel/context.ts";
import { overlaps, type Window } from "../kernel/windows.ts";
import { listReportTypes, listTenants, type ReportType } from "../directory/queries.ts";
import { listObligations, type Obligation } from "../submissions/report-queries.ts";
import { listTenantsWithRealPeople } from "../tenancy/queries.ts";
import { listFigures, listWindowFigures, type AuditFigure, type WindowFigure } from "../audit/figure-queries.ts";
import { findFigureWindow, unknownWindow } from "./figure-windows.ts";

/** Everything the public pages say of one window, as the last runs left it: some hundred rows. */
export type NationalWindow = {
  window: Window;
  reportType: ReportType;
  tenants: ReadonlyMap<string, Tenant>;
  figures: readonly AuditFigure[];
  heads: readonly WindowFigure[];
  /** Who owes a report of the window, by report type. */
  owing: readonly Obligation[];
  /** True where every ledger behind the numbers was generated for the demo. */
  generated: boolean;
  coverage: { tenants: number; audited: number };
};

/** Reads a window from all ledgers at once. Throws Problem `not-found` with the windows that have figures. */
export async function readWindow(central: D1Database, platform: Platform, periodId: string): Promise<NationalWindow> {
  const ledgers = Object.values(platform.ledgers);
  const ofAll = async <Row>(read: (ledger: D1Database) => Promise<readonly Row[]>): Promise<Row[]> => (await Promise.all(ledgers.map(read))).flat();
  const [tenants, reportTypes, figures, heads, obligations, real] = await Promise.all([
    listTenants(central),
    listReportTypes(central),
    ofAll((ledger) => listFigures(ledger, [periodId])),
    ofAll((ledger) => listWindowFigures(ledger, [periodId])),
    ofAll(listObligations),
    ofAll(listTenantsWithRealPeople),
  ]);
  const found = figures.length > 0 ? findFigureWindow(reportTypes, periodId) : null;
  if (!found) throw await unknownWindow(central, platform, periodId);

  const { window, reportType } = found;
  const owing = obligations.filter((one) => one.reportTypeId === reportType.id && overlaps(one, window));
  const audited = new Set(figures.map(({ tenantId }) => tenantId));
  return {
    window,
    reportType,
    tenants: new Map(tenants.map((tenant) => [tenant.code, tenant])),
    figures,
    heads: heads.filter(({ reportTypeId }) => reportTypeId === reportType.id),
    owing,
    generated: [...audited].every((code) => !real.includes(code)),
    coverage: { tenants: new Set([...owing.map(({ tenantId }) => tenantId), ...audited]).size, audited: audited.size },
  };
}

/** What every public answer begins with. */
export function aboutWindow({ window, generated, coverage }: NationalWindow) {
  return { window: { id: window.id, from: window.from, to: window.to }, generated, coverage };
}
