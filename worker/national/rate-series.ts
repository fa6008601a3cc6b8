import type { Platform } from "../kernel/context.ts";
import { Problem } from "../kernel/problem.ts";
import type { Window } from "../kernel/windows.ts";
import { listReportTypes, listTenants } from "../directory/queries.ts";
import type { RateDefinition } from "../statistics/contract.ts";
import { rateDefinitions } from "../statistics/definitions.ts";
import { listTenantsWithRealPeople } from "../tenancy/queries.ts";
import { listFigures, listWindowFigures } from "../audit/figure-queries.ts";
import { foldMergers } from "../directory/fold-mergers.ts";
import type { MergerView } from "../directory/contract.ts";
import type { RateSeries, Side } from "./contract.ts";
import { findFigureWindow, listNationalWindows, unknownWindow } from "./figure-windows.ts";
import { ratesOf } from "./rates-of.ts";
import { namesOf } from "./tenant-table.ts";

/** More windows than this make no small multiple readable. */
const MAX_WINDOWS = 12;

/** One rate of every tenant over the last twelve windows of the same kind as `periodId`. */
export async function getRateSeries(central: D1Database, platform: Platform, wish: { periodId: string; rate: string; side: Side; view: MergerView }): Promise<RateSeries> {
  const definition = definitionOf(wish.rate);
  const [all, reportTypes, known] = await Promise.all([listNationalWindows(central, platform), listReportTypes(central), listTenants(central)]);
  const kindOf = (id: string): Window["kind"] | undefined => findFigureWindow(reportTypes, id)?.window.kind;
  const windows = all.filter(({ id }) => kindOf(id) === kindOf(wish.periodId)).slice(-MAX_WINDOWS);
  if (!all.some(({ id }) => id === wish.periodId)) throw await unknownWindow(central, platform, wish.periodId);

  const ids = windows.map(({ id }) => id);
  const ledgers = Object.values(platform.ledgers);
  const [figures, heads, real] = await Promise.all([
    Promise.all(ledgers.map((ledger) => listFigures(ledger, ids))).then((lists) => lists.flat()),
    Promise.all(ledgers.map((ledger) => listWindowFigures(ledger, ids))).then((lists) => lists.flat()),
    Promise.all(ledgers.map(listTenantsWithRealPeople)).then((lists) => new Set(lists.flat())),
  ]);
  const headsOf = heads.filter(({ reportTypeId, periodId }) => findFigureWindow(reportTypes, periodId)?.reportType.id === reportTypeId);
  const tenants = new Map(known.map((tenant) => [tenant.code, tenant]));
  const [foldedFigures, foldedHeads] = [foldMergers(figures, tenants, wish.view), foldMergers(headsOf, tenants, wish.view)];
  return {
    definition,
    side: wish.side,
    view: wish.view,
    generated: figures.every(({ tenantId }) => !real.has(tenantId)),
    windows: windows.map(({ id, from, to }) => ({ id, from, to })),
    tenants: [...foldedFigures].map(([tenant, own]) => ({
      ...namesOf(tenant),
      points: ids.map((id) => {
        const rates = ratesOf(own.filter(({ periodId }) => periodId === id), (foldedHeads.get(tenant) ?? []).filter(({ periodId }) => periodId === id));
        return rates.find((rate) => rate.definition === definition.id && rate.side === wish.side) ?? null;
      }),
    })),
  };
}

function definitionOf(id: string): RateDefinition {
  const definition = (rateDefinitions as Record<string, RateDefinition>)[id];
  if (definition && Object.hasOwn(rateDefinitions, id)) return definition;
  throw new Problem("query-invalid", `There is no definition ${id}. GET /v1/statistics/definitions lists them.`, [{ pointer: "/rate", code: "unknown-definition" }]);
}
