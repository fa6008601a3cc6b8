import type { AuditFacts } from "./facts.ts";
import type { AuditFigure } from "./run-queries.ts";
import { isWithoutCount } from "./rules/services-without-counts.ts";
import { takesFilingsOnline } from "./takes-filings-online.ts";

/**
 * What a tenant adds to the national table: per level the services offered online, those with an online filing in the
 * window, and those its report lists without a number. Only audits of reports by service have figures: a period has one set.
 */
export function figuresOf(facts: AuditFacts): AuditFigure[] {
  if (facts.formId !== "services-report") return [];
  const rows = facts.report?.kind === "services" ? facts.report.rows : [];
  const without = new Set(rows.filter(isWithoutCount).map((row) => row.service));
  const figures = new Map<string, AuditFigure>();
  for (const service of facts.services.filter(takesFilingsOnline)) {
    const { levelScheme, level } = service;
    const key = `${levelScheme} ${level}`;
    const figure = figures.get(key) ?? { tenantId: facts.tenant.code, periodId: facts.window.id, levelScheme, level, services: 0, withOnlineFilings: 0, reportedWithoutCounts: 0 };
    const counts = facts.counts.get(service.code);
    figure.services += 1;
    figure.withOnlineFilings += counts && counts.onlineFull + counts.onlinePartial > 0 ? 1 : 0;
    figure.reportedWithoutCounts += without.has(service.code) ? 1 : 0;
    figures.set(key, figure);
  }
  return [...figures.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, figure]) => figure);
}
