import type { ServiceFigure } from "../statistics/contract.ts";
import type { AuditFacts } from "./facts.ts";
import { takesFilingsOnline } from "./takes-filings-online.ts";

/** Both sides of every service one could file online at in the window, in order of code. Null is "no number given". */
export function serviceFiguresOf(facts: AuditFacts): ServiceFigure[] {
  const rows = Map.groupBy(facts.report?.kind === "services" ? facts.report.rows : [], (row) => row.service);
  return facts.services
    .filter(takesFilingsOnline)
    .map((service): ServiceFigure => {
      const { code, nameVi, nameEn, field, levelScheme, level, onlineSince } = service;
      const { onlineFull = 0, onlinePartial = 0, inPerson = 0, post = 0 } = facts.counts.get(code) ?? {};
      const { onTime = 0, late = 0 } = facts.resolved.get(code) ?? {};
      const own = rows.get(code) ?? [];
      return {
        code, nameVi, nameEn, fieldVi: field.nameVi, fieldEn: field.nameEn, levelScheme, level, onlineSince,
        reported: { online: addUp(own.map(({ online }) => online)), total: addUp(own.map(({ total }) => total)) },
        actual: { online: onlineFull + onlinePartial, full: onlineFull, total: onlineFull + onlinePartial + inPerson + post, resolved: onTime + late, resolvedOnTime: onTime },
      };
    })
    .sort((a, b) => (a.code < b.code ? -1 : 1));
}

/** A service may stand on several lines of a report; a line without a number leaves the sum without one. */
function addUp(numbers: readonly (number | null)[]): number | null {
  return numbers.length === 0 ? null : numbers.reduce((sum, one) => (sum === null || one === null ? null : sum + one));
}
