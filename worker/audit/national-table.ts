import { ledgerNames, type Platform, type Tenant } from "../kernel/context.ts";
import { Problem } from "../kernel/problem.ts";
import { overlaps, type Window } from "../kernel/windows.ts";
import { levels, levelSchemes } from "../catalogue/contract.ts";
import { listReportTypes, listTenants, type ReportType } from "../directory/queries.ts";
import { findReportWindow } from "../directory/report-windows.ts";
import type { ServicesStatistics } from "../statistics/contract.ts";
import { rateDefinitions } from "../statistics/definitions.ts";
import { decimalsFor, rateOf } from "../statistics/rates.ts";
import { listObligations } from "../submissions/report-queries.ts";
import { listTenantsWithRealPeople } from "../tenancy/queries.ts";
import { listFigures, listFigureWindows, type AuditFigure } from "./run-queries.ts";

type Group = ServicesStatistics["groups"][number];
const definition = rateDefinitions.SERVICES_WITH_FILING;

/**
 * The table of the yearly report: per level the services offered online and those with an online filing, ministries beside
 * provinces, from the figures of the last audits. Throws Problem `not-found` with the windows that have figures.
 */
export async function getNationalTable(central: D1Database, platform: Platform, periodId: string): Promise<ServicesStatistics> {
  const ledgers = Object.values(platform.ledgers);
  const [tenants, reportTypes, figures, obligations, real] = await Promise.all([
    listTenants(central),
    listReportTypes(central),
    Promise.all(ledgers.map((ledger) => listFigures(ledger, periodId))).then((lists) => lists.flat()),
    Promise.all(ledgers.map((ledger) => listObligations(ledger))).then((lists) => lists.flat()),
    Promise.all(ledgers.map((ledger) => listTenantsWithRealPeople(ledger))).then((lists) => new Set(lists.flat())),
  ]);
  const found = figures.length > 0 ? findServicesWindow(reportTypes, periodId) : null;
  if (!found) throw await unknownWindow(central, platform, periodId);

  const { window, reportType } = found;
  const owing = obligations.filter((one) => one.reportTypeId === reportType.id && overlaps(one, window));
  const audited = new Set(figures.map(({ tenantId }) => tenantId));
  return {
    window: { id: window.id, from: window.from, to: window.to },
    definition,
    generated: [...audited].every((code) => !real.has(code)),
    coverage: { tenants: new Set([...owing.map(({ tenantId }) => tenantId), ...audited]).size, audited: audited.size },
    groups: groupsOf(figures, new Map(tenants.map((tenant) => [tenant.code, tenant]))),
  };
}

/** The windows that have figures, oldest first, with how many tenants each. */
export async function listNationalWindows(central: D1Database, platform: Platform): Promise<{ id: string; from: string; to: string; tenants: number }[]> {
  const [reportTypes, ...lists] = await Promise.all([listReportTypes(central), ...ledgerNames.map((name) => listFigureWindows(platform.ledgers[name]))]);
  const tenants = new Map<string, number>();
  for (const { periodId, tenants: count } of lists.flat()) tenants.set(periodId, (tenants.get(periodId) ?? 0) + count);
  return [...tenants]
    .flatMap(([periodId, count]) => {
      const found = findServicesWindow(reportTypes, periodId);
      return found ? [{ id: periodId, from: found.window.from, to: found.window.to, tenants: count }] : [];
    })
    .sort((a, b) => (a.to + a.from < b.to + b.from ? -1 : 1));
}

/** Figures by kind of tenant and level. Agencies of the government stand with the ministries, as in the reports on them. */
function groupsOf(figures: readonly AuditFigure[], tenants: ReadonlyMap<string, Tenant>): Group[] {
  const groups = new Map<string, Group>();
  for (const figure of figures) {
    const kind = tenants.get(figure.tenantId)?.kind === "province" ? "province" : "ministry";
    const { levelScheme, level } = figure;
    const key = `${kind} ${levelScheme} ${level}`;
    const group = groups.get(key) ?? { kind, levelScheme, level, services: 0, withOnlineFilings: 0, share: null, decimals: 1, reportedWithoutCounts: 0 };
    group.services += figure.services;
    group.withOnlineFilings += figure.withOnlineFilings;
    group.reportedWithoutCounts += figure.reportedWithoutCounts;
    groups.set(key, group);
  }
  return [...groups.values()]
    .map((group) => ({ ...group, decimals: decimalsFor(group.services), share: rateOf(definition, group.withOnlineFilings, group.services, decimalsFor(group.services)).percent }))
    .sort((a, b) => placeOf(a) - placeOf(b));
}

function placeOf({ kind, levelScheme, level }: Group): number {
  return ((kind === "ministry" ? 0 : 1) * levelSchemes.length + levelSchemes.indexOf(levelScheme)) * levels.length + levels.indexOf(level);
}

function findServicesWindow(reportTypes: readonly ReportType[], periodId: string): { window: Window; reportType: ReportType } | null {
  for (const reportType of reportTypes) {
    const window = reportType.formId === "services-report" ? findReportWindow(reportType, periodId) : null;
    if (window) return { window, reportType };
  }
  return null;
}

async function unknownWindow(central: D1Database, platform: Platform, periodId: string): Promise<Problem> {
  const known = (await listNationalWindows(central, platform)).map(({ id }) => id);
  const what = known.length > 0 ? `The windows with figures are ${known.join(", ")}.` : "No window has figures yet; the first comes with the first audit of a report by service.";
  return new Problem("not-found", `There are no figures for the window ${periodId}. ${what}`, undefined, { windows: known });
}
