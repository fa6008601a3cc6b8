import type { Platform, Tenant } from "../kernel/context.ts";
import { listReportTypes, listTenants } from "../directory/queries.ts";
import { listTenantsWithRealPeople } from "../tenancy/queries.ts";
import { listFiguresOfTenant, listWindowFiguresOfTenant } from "../audit/figure-queries.ts";
import { predecessorsOf } from "../directory/fold-mergers.ts";
import type { MergerView } from "../directory/contract.ts";
import type { TenantHistory } from "./contract.ts";
import { findFigureWindow } from "./figure-windows.ts";
import { definitionsOf, ratesOf } from "./rates-of.ts";
import { namesOf } from "./tenant-table.ts";

/** A tenant's numbers over time, the newest window first; as-now with those of everybody who was merged into it. */
export async function getTenantHistory(central: D1Database, platform: Platform, tenant: Tenant, view: MergerView): Promise<TenantHistory> {
  const [known, reportTypes] = await Promise.all([listTenants(central), listReportTypes(central)]);
  const predecessors = predecessorsOf(tenant, new Map(known.map((one) => [one.code, one])));
  const members = view === "as-now" ? [tenant, ...predecessors] : [tenant];
  const ledgerOf = (one: Tenant) => platform.ledgers[one.ledger];
  const [figures, heads, real] = await Promise.all([
    Promise.all(members.map((one) => listFiguresOfTenant(ledgerOf(one), one.code))).then((lists) => lists.flat()),
    Promise.all(members.map((one) => listWindowFiguresOfTenant(ledgerOf(one), one.code))).then((lists) => lists.flat()),
    Promise.all(Object.values(platform.ledgers).map(listTenantsWithRealPeople)).then((lists) => new Set(lists.flat())),
  ]);
  const windows = [...new Set(figures.map(({ periodId }) => periodId))]
    .flatMap((id) => findFigureWindow(reportTypes, id) ?? [])
    .sort((a, b) => (a.window.to + a.window.from < b.window.to + b.window.from ? 1 : -1))
    .map(({ window: { id, from, to }, reportType }) => {
      const ownFigures = figures.filter(({ periodId }) => periodId === id);
      const ownHeads = heads.filter(({ periodId, reportTypeId }) => periodId === id && reportTypeId === reportType.id);
      return {
        window: { id, from, to },
        services: ownFigures.reduce((sum, { services }) => sum + services, 0),
        unused: ownHeads.reduce((sum, { unusedCount }) => sum + unusedCount, 0),
        withoutCounts: ownFigures.reduce((sum, { reportedWithoutCounts }) => sum + reportedWithoutCounts, 0),
        reports: { filed: ownHeads.filter(({ filed }) => filed).length, onTime: ownHeads.filter(({ onTime }) => onTime).length },
        rates: ratesOf(ownFigures, ownHeads),
      };
    });
  return {
    ...namesOf(tenant),
    closedOn: tenant.validTo,
    successor: tenant.successorCode,
    predecessors: predecessors.map(({ code }) => code),
    view,
    generated: members.every(({ code }) => !real.has(code)),
    definitions: definitionsOf(windows.flatMap(({ rates }) => rates)),
    windows,
  };
}
