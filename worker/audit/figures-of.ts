import type { AuditFacts } from "./facts.ts";
import type { AuditFigure } from "./figure-queries.ts";
import { isWithoutCount } from "./rules/services-without-counts.ts";
import { serviceFiguresOf } from "./service-figures-of.ts";

/**
 * What a tenant adds to the national table: per level the services offered online, those with an online filing in the window, those
 * its report lists without a number, and the filings of both sides. A period has one set: reports by service leave it, and II.06a
 * only for months, which no report by service covers; null is "another report's".
 */
export function figuresOf(facts: AuditFacts): AuditFigure[] | null {
  if (facts.formId !== "services-report" && !/^\d{4}-\d{2}$/.test(facts.window.id)) return null;
  const rows = facts.report?.kind === "services" ? facts.report.rows : [];
  const without = new Set(rows.filter(isWithoutCount).map((row) => row.service));
  const figures = new Map<string, AuditFigure>();
  for (const service of serviceFiguresOf(facts)) {
    const { levelScheme, level, reported, actual } = service;
    const key = `${levelScheme} ${level}`;
    const figure = figures.get(key) ?? { ...nothing, tenantId: facts.tenant.code, periodId: facts.window.id, levelScheme, level };
    figure.services += 1;
    figure.withOnlineFilings += actual.online > 0 ? 1 : 0;
    figure.reportedWithoutCounts += without.has(service.code) ? 1 : 0;
    figure.filingsOnline += actual.online;
    figure.filingsFull += actual.full;
    figure.filingsTotal += actual.total;
    figure.resolved += actual.resolved;
    figure.resolvedOnTime += actual.resolvedOnTime;
    if (reported.online !== null && reported.total !== null) {
      figure.reportedOnline = (figure.reportedOnline ?? 0) + reported.online;
      figure.reportedTotal = (figure.reportedTotal ?? 0) + reported.total;
    }
    figures.set(key, figure);
  }
  return [...figures.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, figure]) => figure);
}

const nothing = {
  services: 0, withOnlineFilings: 0, reportedWithoutCounts: 0, filingsOnline: 0, filingsFull: 0, filingsTotal: 0,
  resolved: 0, resolvedOnTime: 0, reportedOnline: null, reportedTotal: null,
};
