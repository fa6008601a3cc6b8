import { expect, test } from "vitest";
import { listFilings2016 } from "../../scripts/seed/filings-2016.ts";
import { plan2016, window2016 } from "../../scripts/seed/plan-2016.ts";
import { listPlanted2016 } from "../../scripts/seed/planted-2016.ts";
import { procedureCode } from "../../worker/catalogue/contract.ts";
import { listServicesReportFindings } from "./check-plan.ts";

const plan = plan2016();
const servicesOf = (kind: string, level: string) => plan.filter(({ tenant }) => tenant.kind === kind).flatMap(({ services }) => services.filter((service) => service.level === level));

test("22 ministries offer 828 services and 63 provinces 11,409, each with a code of its own", () => {
  const counts = ["ministry", "province"].map((kind) => [plan.filter(({ tenant }) => tenant.kind === kind).length, servicesOf(kind, "3").length + servicesOf(kind, "4").length]);
  expect(counts).toEqual([[22, 828], [63, 11_409]]);
  for (const { tenant, services } of plan) expect(new Set(services.map(({ code }) => code)).size, tenant.code).toBe(services.length);
  expect(plan.flatMap(({ services }) => services).every(({ code }) => procedureCode.safeParse(code).success)).toBe(true);
});

test("the shares are those the press printed", () => {
  const shares = [["ministry", "3"], ["ministry", "4"], ["province", "3"], ["province", "4"]].map(([kind, level]) => {
    const services = servicesOf(kind!, level!);
    return (100 * services.filter(({ actual }) => actual.online > 0).length) / services.length;
  });
  expect([shares[0]!.toFixed(1), shares[1]!.toFixed(1), shares[2]!.toFixed(2), shares[3]!.toFixed(2)]).toEqual(["45.6", "92.8", "81.67", "22.63"]);
});

test("procedures recur from province to province", () => {
  const uses = Map.groupBy(plan.filter(({ tenant }) => tenant.kind === "province").flatMap(({ services }) => services), ({ code }) => code);
  expect([...uses.values()].every((offers) => offers.length > 5)).toBe(true);
});

test("the filings behind a unit are exactly those of its plan, and two that lie outside the window", () => {
  const unit = plan.find(({ tenant }) => tenant.code === "H26")!;
  const filings = listFilings2016(unit);
  const inside = filings.filter(({ at }) => window2016.from <= at.slice(0, 10) && at.slice(0, 10) <= window2016.to);
  expect(filings.length - inside.length).toBe(2);
  expect(inside.length).toBe(unit.services.reduce((sum, { actual }) => sum + actual.online + actual.inPerson + actual.post, 0));
  expect(new Set(filings.map(({ filing }) => filing)).size).toBe(filings.length);
});

test("the rules find in the plan what is planted, and nothing else", () => {
  expect(listServicesReportFindings(plan).toSorted()).toEqual(listPlanted2016(plan).map((planted) => JSON.stringify(planted)).toSorted());
});

test("every kind of mistake of the list is planted", () => {
  expect([...new Set(listPlanted2016(plan).map(({ rule, severity }) => `${rule} ${severity}`))].toSorted()).toEqual(["R07 critical", "R08 medium", "R09 high", "R10 high", "R10 medium", "R11 high", "R12 high", "R44 high", "R44 medium"]);
});

test("the plan is the same in every run", () => {
  expect(JSON.stringify(plan2016())).toBe(JSON.stringify(plan));
});
