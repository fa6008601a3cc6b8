import { afterAll, beforeAll, expect, test } from "vitest";
import { servicesReport } from "../../worker/forms/national/services-report.ts";
import { publishForm } from "../../worker/forms/publish-form.ts";
import { findTenant } from "../../worker/directory/queries.ts";
import { getTenantTable } from "../../worker/national/tenant-table.ts";
import type { LocalPlatform } from "../../scripts/platform/open-local-platform.ts";
import { handsOf } from "../../scripts/seed/hands.ts";
import { seedLive } from "../../scripts/seed/seed-live.ts";
import { seedHistory } from "../../scripts/seed/seed-history.ts";
import { openFreshPlatform } from "./open-fresh-platform.ts";

let local: LocalPlatform;
const units = ["H22", "H60", "H60-2025", "G04", "H26", "G12"];
beforeAll(async () => {
  local = await openFreshPlatform(async (platform) => {
    const authority = (await findTenant(platform.central, "VN"))!;
    await publishForm(handsOf(platform, authority).asPlatform(Date.parse("2016-01-01T00:00:00Z")), servicesReport);
    await seedHistory(platform, units);
    // The demo of today comes after it at the first start: neither may refuse the other.
    await seedLive(platform, Date.now());
  });
}, 120_000);
afterAll(() => local?.close());

const codesOf = async (year: string, view: "as-was" | "as-now") => (await getTenantTable(local.central, local.platform, year, view)).tenants.map(({ code }) => code).toSorted();

test("2024 has the old provinces as they were, and one in their place as they are now", async () => {
  expect(await codesOf("2024", "as-was")).toEqual(["G04", "H22", "H26", "H60"]);
  expect(await codesOf("2024", "as-now")).toEqual(["G17", "H26", "H60-2025"]);
});

test("in 2025 the old ones have their part up to the merger and the new one its own, and a 2024 rate is still the same", async () => {
  expect(await codesOf("2025", "as-was")).toEqual(["G04", "G12", "H22", "H26", "H60", "H60-2025"]);
  const table = await getTenantTable(local.central, local.platform, "2025", "as-now");
  expect(table.tenants.find(({ code }) => code === "H60-2025")!.members.toSorted()).toEqual(["H22", "H60", "H60-2025"]);
  expect(table.generated).toBe(true);
});

test("as-was and as-now are made of the same filings", async () => {
  const sum = async (view: "as-was" | "as-now") => (await getTenantTable(local.central, local.platform, "2024", view)).tenants.reduce((total, { rates }) => total + rates.find(({ definition, side }) => definition === "RATE_VPCP" && side === "actual")!.numerator, 0);
  expect(await sum("as-now")).toBe(await sum("as-was"));
  expect(await sum("as-was")).toBeGreaterThan(50);
});

test("rates that were really printed are found not to hold together, through a signed report", async () => {
  const { results } = await local.platform.ledgers[(await findTenant(local.central, "G12"))!.ledger]
    .prepare("SELECT rule, subject, reported, actual FROM discrepancy WHERE tenant_id = 'G12' AND report_type_id = 'printed-rates-year' ORDER BY rule, subject").all();
  expect(results.map(({ rule, subject, reported, actual }) => `${rule} ${subject} ${reported}/${actual}`)).toEqual([
    "R13 rate:r6 4650/4490", "R13 rate:r7 3290/3180",
    "R14 rate:r1 6350/null", "R14 rate:r2 1854/null", "R14 rate:r7 3290/null",
    "R28 rate:r3 8349/8348",
  ]);
});
