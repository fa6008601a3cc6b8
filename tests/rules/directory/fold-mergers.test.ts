import { describe, expect, test } from "vitest";
import { listTenantFacts } from "../../../scripts/facts/tenant-facts.ts";
import type { AuditFigure } from "../../../worker/audit/figure-queries.ts";
import { foldMergers, predecessorsOf, standsUnder } from "../../../worker/directory/fold-mergers.ts";
import { groupOf } from "../../../worker/national/group-of.ts";
import { ratesOf } from "../../../worker/national/rates-of.ts";
import { tenantRows } from "../../../worker/national/tenant-table.ts";

const tenants = new Map(listTenantFacts().map((tenant) => [tenant.code, tenant]));
const tenant = (code: string) => tenants.get(code)!;

function figure(tenantId: string, changes: Partial<AuditFigure> = {}): AuditFigure {
  return {
    tenantId, periodId: "2024", levelScheme: "process-2022", level: "full", services: 10, withOnlineFilings: 4, reportedWithoutCounts: 0, filingsOnline: 40, filingsFull: 30,
    filingsTotal: 100, resolved: 90, resolvedOnTime: 81, reportedOnline: 44, reportedTotal: 100, ...changes,
  };
}
const rowsOf = (figures: AuditFigure[], view: "as-was" | "as-now") => tenantRows({ tenants, figures, heads: [], owing: [] }, view);
const rateOf = (row: ReturnType<typeof rowsOf>[number], id: string) => row.rates.find(({ definition, side }) => definition === id && side === "actual");

describe("mergers", () => {
  test("63 provinces stand under 34, and nobody gets lost", () => {
    const old = [...tenants.values()].filter((one) => one.kind === "province" && (one.validFrom === null || one.validFrom < "2025-01-01"));
    expect(old.length).toBe(63);
    const now = new Set(old.map((one) => standsUnder(one, tenants, "as-now").code));
    expect(now.size).toBe(34);
    for (const code of now) expect(tenant(code).validTo).toBeNull();
  });

  test("a 2024 rate never changes: as-was it is the closed province's own, whatever took over", () => {
    const [row] = rowsOf([figure("H22")], "as-was");
    expect(row).toMatchObject({ code: "H22", closedOn: "2025-06-30", successor: "H60-2025", members: [] });
    expect(rateOf(row!, "RATE_VPCP")).toMatchObject({ numerator: 40, denominator: 100, percent: 40 });
  });

  test("as-now the numbers of those merged are added up before they are divided, and the closed codes are named", () => {
    const rows = rowsOf([figure("H22"), figure("H60", { filingsOnline: 10, filingsTotal: 900 })], "as-now");
    expect(rows.length).toBe(1);
    expect(rows[0]).toMatchObject({ code: "H60-2025", services: 20, members: ["H22", "H60"] });
    // The mean of the two rates would be 20.6 %.
    expect(rateOf(rows[0]!, "RATE_VPCP")).toMatchObject({ numerator: 50, denominator: 1000, percent: 5 });
  });

  test("nothing is added or lost by folding: the national sum is the same in both views", () => {
    const figures = [...tenants.keys()].filter((code) => code !== "VN").map((code, i) => figure(code, { filingsOnline: i, filingsTotal: 200 + i }));
    const sum = (view: "as-was" | "as-now") => rowsOf(figures, view).reduce((total, row) => total + rateOf(row, "RATE_VPCP")!.numerator, 0);
    expect(sum("as-now")).toBe(sum("as-was"));
    expect(ratesOf(figures, [])).toEqual(ratesOf(figures.toReversed(), []));
  });

  test("a chain is followed to its end, and a circle ends", () => {
    const chain = new Map(["P01", "P02", "P03"].map((code, i, all) => [code, { ...tenant("H22"), code, successorCode: all[i + 1] ?? null }]));
    expect(standsUnder(chain.get("P01")!, chain, "as-now").code).toBe("P03");
    expect(predecessorsOf(chain.get("P03")!, chain).map(({ code }) => code)).toEqual(["P01", "P02"]);
    chain.get("P03")!.successorCode = "P01";
    expect(["P01", "P02", "P03"]).toContain(standsUnder(chain.get("P01")!, chain, "as-now").code);
  });

  test("in the year of the merger predecessors and successor stand beside each other as-was, and together as-now", () => {
    const year2025 = [figure("H22", { periodId: "2025" }), figure("H60", { periodId: "2025" }), figure("H60-2025", { periodId: "2025", filingsOnline: 60 })];
    expect(rowsOf(year2025, "as-was").map(({ code }) => code)).toEqual(["H22", "H60", "H60-2025"]);
    expect(rateOf(rowsOf(year2025, "as-now")[0]!, "RATE_VPCP")).toMatchObject({ numerator: 140, denominator: 300 });
  });

  test("things of a tenant nobody knows are left out, and agencies stand with the ministries", () => {
    expect(foldMergers([figure("X99")], tenants, "as-was").size).toBe(0);
    expect([groupOf(tenant("G24")), groupOf(tenant("G01")), groupOf(tenant("H26"))]).toEqual(["ministry", "ministry", "province"]);
  });
});

describe("rates of figures", () => {
  test("each definition has its own numerator and denominator, and both sides stay apart", () => {
    const rates = ratesOf([figure("H26"), figure("H26", { levelScheme: "levels-2011", level: "4", filingsOnline: 3, filingsTotal: 4, services: 5, withOnlineFilings: 1 })], []);
    const shown = Object.fromEntries(rates.map(({ definition, side, numerator, denominator }) => [`${definition} ${side}`, [numerator, denominator]]));
    expect(shown).toEqual({
      "SERVICES_WITH_FILING actual": [5, 15], "RATE_VPCP actual": [43, 104], "RATE_IDX9 actual": [43, 104], "RATE_L4_2018 actual": [3, 4],
      "RATE_EMC_FULL actual": [60, 180], "ON_TIME actual": [162, 180], "RATE_VPCP reported": [88, 200],
    });
  });

  test("a report by field gives its rates by the columns, without what was carried over", () => {
    const sums = { c3: 120, c4: 60, c5: 40, c6: 20, c7: 100, c8: 50, c9: 30, c10: 20, c11: 20, c12: 15, c13: 5 };
    const reported = ratesOf([figure("H26")], [{ reportSums: JSON.stringify(sums) }, { reportSums: null }]).filter(({ side }) => side === "reported");
    expect(reported.map(({ definition, numerator, denominator }) => [definition, numerator, denominator])).toEqual([["RATE_VPCP", 60, 100], ["ON_TIME", 80, 100], ["ON_TIME_WITH_OVERDUE", 80, 105]]);
  });

  test("where there is nothing to divide by there is no rate: no number is not 0 %", () => {
    expect(ratesOf([figure("H26", { services: 0, filingsOnline: 0, filingsTotal: 0, filingsFull: 0, resolved: 0, resolvedOnTime: 0, reportedOnline: null, reportedTotal: null })], [])).toEqual([]);
  });
});
