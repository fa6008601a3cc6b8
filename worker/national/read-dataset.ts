import type { Platform } from "../kernel/context.ts";
import type { RateDefinition } from "../statistics/contract.ts";
import { rateDefinitions } from "../statistics/definitions.ts";
import type { ServiceFigure } from "../statistics/contract.ts";
import { listServiceFigures } from "../audit/figure-queries.ts";
import { LICENCE, type DatasetDocument, type DatasetId } from "./contract.ts";
import { getNationalTable } from "./national-table.ts";
import { printedFigures } from "./printed-figures.ts";
import { aboutWindow, readWindow } from "./read-window.ts";
import { readReportingRates, readReports } from "./reporting-datasets.ts";
import { getTenantTable } from "./tenant-table.ts";

type Row = DatasetDocument["rows"][number];
type Scope = { central: D1Database; platform: Platform; now: number };
type Part = Pick<DatasetDocument, "window" | "generated" | "coverage" | "definitions" | "rows">;

/** One dataset of one window, or `all` for what has none. Throws Problem `not-found` for a window without figures. */
export async function readDataset(scope: Scope, dataset: DatasetId, periodId: string): Promise<DatasetDocument> {
  const part = await readers[dataset](scope, periodId);
  return { dataset, licence: LICENCE, source: `${scope.platform.origin}/national`, ...part };
}

const timeless = (rows: Row[]): Part => ({ window: null, generated: null, coverage: null, definitions: [], rows });

const readers: Readonly<Record<DatasetId, (scope: Scope, periodId: string) => Promise<Part>>> = {
  "services-by-level": async ({ central, platform }, periodId) => {
    const { groups, definition, ...about } = await getNationalTable(central, platform, periodId);
    return { ...about, definitions: [definition], rows: groups.map(({ kind, levelScheme, level, services, withOnlineFilings, share, reportedWithoutCounts, filingsOnline, filingsTotal }) => ({ kind, level_scheme: levelScheme, level, services, with_online_filings: withOnlineFilings, share_percent: share, reported_without_counts: reportedWithoutCounts, filings_online: filingsOnline, filings_total: filingsTotal, definition: definition.id })) };
  },
  tenants: async ({ central, platform }, periodId) => {
    const { window, generated, coverage, tenants } = await getTenantTable(central, platform, periodId, "as-was");
    return { window, generated, coverage, definitions: [], rows: tenants.map((row) => ({ tenant: row.code, name_vi: row.nameVi, name_en: row.nameEn, kind: row.kind, services: row.services, unused: row.unused, without_counts: row.withoutCounts, reports_expected: row.reports.expected, reports_filed: row.reports.filed, reports_on_time: row.reports.onTime, closed_on: row.closedOn, successor: row.successor })) };
  },
  rates: async ({ central, platform }, periodId) => {
    const { window, generated, coverage, definitions, tenants } = await getTenantTable(central, platform, periodId, "as-was");
    return { window, generated, coverage, definitions, rows: tenants.flatMap(({ code, nameVi, nameEn, kind, rates }) => rates.map(({ definition, side, numerator, denominator, percent }) => ({ tenant: code, name_vi: nameVi, name_en: nameEn, kind, definition, side, numerator, denominator, percent }))) };
  },
  services: ({ central, platform }, periodId) => readServices(central, platform, periodId, "services"),
  "unused-services": ({ central, platform }, periodId) => readServices(central, platform, periodId, "unused"),
  reports: readReports,
  "reporting-rates": readReportingRates,
  definitions: () => Promise.resolve(timeless(Object.values<RateDefinition>(rateDefinitions).map(({ points = [], ...definition }) => ({ ...definition, pointsVi: pointsText(points.map(({ points: given, textVi }) => [given, textVi])), pointsEn: pointsText(points.map(({ points: given, textEn }) => [given, textEn])) })))),
  "printed-figures": () => Promise.resolve(timeless(printedFigures.map((figure) => ({ ...figure })))),
};

async function readServices(central: D1Database, platform: Platform, periodId: string, which: "services" | "unused"): Promise<Part> {
  const national = await readWindow(central, platform, periodId);
  const places = new Map([...national.tenants.keys()].map((code, place) => [code, place]));
  const lists = (await Promise.all(Object.values(platform.ledgers).map((ledger) => listServiceFigures(ledger, national.reportType.id, periodId, which)))).flat();
  const inOrder = lists.sort((a, b) => places.get(a.tenantId)! - places.get(b.tenantId)!);
  return { ...aboutWindow(national), definitions: [], rows: inOrder.flatMap(({ tenantId, services }) => services.map((service) => toServiceRow(tenantId, service))) };
}

function toServiceRow(tenant: string, { code, nameVi, nameEn, fieldVi, fieldEn, levelScheme, level, onlineSince, reported, actual }: ServiceFigure): Row {
  return {
    tenant, service: code, name_vi: nameVi, name_en: nameEn, field_vi: fieldVi, field_en: fieldEn, level_scheme: levelScheme, level, online_since: onlineSince,
    reported_online: reported.online, reported_total: reported.total, actual_online: actual.online, actual_full: actual.full, actual_total: actual.total, resolved: actual.resolved, resolved_on_time: actual.resolvedOnTime,
  };
}

/** What an act gives for a rate, in one cell; null where it gives no points. */
function pointsText(points: readonly (readonly [points: number, text: string])[]): string | null {
  return points.length === 0 ? null : points.map(([given, text]) => `${given}: ${text}`).join("; ");
}
