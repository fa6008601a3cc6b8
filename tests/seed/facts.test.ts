import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { TenantKind } from "../../worker/kernel/context.ts";
import { isInForce } from "../../worker/directory/tenant-view.ts";
import { printedFigures } from "../../worker/national/printed-figures.ts";
import { rateDefinitions } from "../../worker/statistics/definitions.ts";
import { factsDifference, migratedCentral } from "../../scripts/facts/facts-difference.ts";
import { printedFiguresModule } from "../../scripts/facts/printed-figures-module.ts";
import { listTenantFacts } from "../../scripts/facts/tenant-facts.ts";

const tenants = listTenantFacts();
const count = (kind: TenantKind, day: string) => tenants.filter((tenant) => tenant.kind === kind && isInForce(tenant, day)).length;
const byCode = (code: string) => tenants.find((tenant) => tenant.code === code);

test("the migrations leave exactly what the lists of facts say", () => {
  expect(factsDifference(migratedCentral())).toEqual([]);
});

test("the module of printed figures holds exactly what its list says, and every figure names its source", () => {
  expect(readFileSync("worker/national/printed-figures.ts", "utf8")).toBe(printedFiguresModule());
  expect(printedFigures.length).toBe(82);
  expect(printedFigures.filter(({ source, value, confidence }) => !source || !value || !confidence)).toEqual([]);
  for (const { definition } of printedFigures) if (definition !== null) expect(Object.keys(rateDefinitions)).toContain(definition);
});

test("63 provinces became 34 on 1 July 2025", () => {
  expect([count("province", "2016-12-14"), count("province", "2025-06-30"), count("province", "2025-07-01")]).toEqual([63, 63, 34]);
});

test("22 ministries and bodies of their rank became 17 on 1 March 2025", () => {
  expect([count("ministry", "2016-12-14"), count("ministry", "2025-02-28"), count("ministry", "2025-03-01")]).toEqual([22, 22, 17]);
});

test("the first holder keeps the bare code, the next one carries its year", () => {
  expect([byCode("H01")?.validTo, byCode("H01-2025")?.validFrom, byCode("H01-2025")?.agencyCode]).toEqual(["2025-06-30", "2025-07-01", "H01"]);
});

test("a closed tenant leads to the legal entity that took over, not to the one that carried the code before", () => {
  expect([byCode("H33")?.successorCode, byCode("H57")?.successorCode, byCode("G13")?.successorCode, byCode("G05")?.successorCode]).toEqual(["H01-2025", "H57-2025", "G10-2025", "G12"]);
  for (const tenant of tenants.filter(({ validTo }) => validTo !== null)) expect(byCode(tenant.successorCode ?? "none"), tenant.code).toBeDefined();
});

test("codes are unique and both ledgers hold every kind", () => {
  expect(new Set(tenants.map(({ code }) => code)).size).toBe(tenants.length);
  const halves = Object.groupBy(tenants.filter(({ kind }) => kind === "province"), ({ ledger }) => ledger);
  expect(Math.abs(halves.LEDGER_1!.length - halves.LEDGER_2!.length)).toBeLessThanOrEqual(1);
});
