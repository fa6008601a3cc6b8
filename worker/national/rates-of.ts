import type { ReportSums } from "../statistics/contract.ts";
import { rateDefinitions } from "../statistics/definitions.ts";
import { decimalsFor, rateOf } from "../statistics/rates.ts";
import type { AuditFigure, WindowFigure } from "../audit/figure-queries.ts";
import type { RateView, Side } from "./contract.ts";

type DefinitionId = keyof typeof rateDefinitions;

/**
 * Every rate that the figures have the numbers for, by definition and side: numerators and denominators are added up first, divided
 * once. What the platform has no number for is left out, not 0: PCT_TOANTRINH needs the number of eligible procedures, for one.
 */
export function ratesOf(figures: readonly AuditFigure[], heads: readonly Pick<WindowFigure, "reportSums">[]): RateView[] {
  const sum = (pick: (figure: AuditFigure) => number, of = figures) => of.reduce((total, figure) => total + pick(figure), 0);
  const atLevel = (level: string) => figures.filter((figure) => figure.levelScheme === "levels-2011" && figure.level === level);
  const online = sum((figure) => figure.filingsOnline);
  const total = sum((figure) => figure.filingsTotal);
  const resolved = sum((figure) => figure.resolved);
  const reported = figures.filter((figure) => figure.reportedTotal !== null);
  const columns = addUp(heads);
  const rates: (RateView | null)[] = [
    rate("SERVICES_WITH_FILING", "actual", sum((figure) => figure.withOnlineFilings), sum((figure) => figure.services)),
    rate("RATE_VPCP", "actual", online, total),
    rate("RATE_IDX9", "actual", online, total),
    ...(["4", "3"] as const).map((level) => rate(level === "4" ? "RATE_L4_2018" : "GATE_L3_L4", "actual", sum((figure) => figure.filingsOnline, atLevel(level)), sum((figure) => figure.filingsTotal, atLevel(level)))),
    // Systems that tell of no resolution leave nothing to divide by.
    rate("RATE_EMC_FULL", "actual", sum((figure) => figure.filingsFull), resolved),
    rate("ON_TIME", "actual", sum((figure) => figure.resolvedOnTime), resolved),
    columns
      ? rate("RATE_VPCP", "reported", columns.c4, columns.c4 + columns.c5)
      : rate("RATE_VPCP", "reported", sum((figure) => figure.reportedOnline!, reported), sum((figure) => figure.reportedTotal!, reported)),
    columns && rate("ON_TIME", "reported", columns.c8 + columns.c9, columns.c7),
    columns && rate("ON_TIME_WITH_OVERDUE", "reported", columns.c8 + columns.c9, columns.c7 + columns.c13),
  ];
  return rates.filter((one) => one !== null);
}

function rate(definition: DefinitionId, side: Side, numerator: number, denominator: number): RateView | null {
  if (denominator === 0) return null;
  const decimals = decimalsFor(denominator);
  return { definition, side, numerator, denominator, percent: rateOf(rateDefinitions[definition], numerator, denominator, decimals).percent, decimals };
}

/** The sums of the reports by field; null when none is among them. */
function addUp(heads: readonly Pick<WindowFigure, "reportSums">[]): ReportSums | null {
  const sums = heads.flatMap(({ reportSums }) => (reportSums === null ? [] : [JSON.parse(reportSums) as ReportSums]));
  if (sums.length === 0) return null;
  return sums.reduce((total, one) => Object.fromEntries(Object.entries(total).map(([column, value]) => [column, value + one[column as keyof ReportSums]])) as ReportSums);
}

/** The definitions that these rates are of, in the order of the list of definitions. */
export function definitionsOf(rates: readonly RateView[]) {
  const used = new Set(rates.map(({ definition }) => definition));
  return Object.values(rateDefinitions).filter(({ id }) => used.has(id));
}
