import { describe, expect, test } from "vitest";
import { countOpen, listDiscrepancies, type DiscrepancyFilters, type DiscrepancyPlace } from "../../../worker/audit/queries.ts";
import { runAudit } from "../../../worker/audit/run-audit.ts";
import type { Tenant } from "../../../worker/kernel/context.ts";
import { bucketsOf } from "../../../worker/kernel/windows.ts";
import { countD1 } from "../count-d1.ts";
import { contextFor, makeTenant } from "../make-tenant.ts";
import { AFTER_DEADLINE, foundIn, PERIOD, plantCounters, plantReport, plantServices, WINDOW } from "./plant.ts";

const SERVICES = 300;
/** Every sixth service is over-reported online. */
const WRONG = 50;
const BUCKETS = bucketsOf(WINDOW).count;
const codes = Array.from({ length: SERVICES }, (_, i) => `1.${String(i + 1).padStart(6, "0")}`);
const days = ["2024-12-20", "2025-01-05", "2025-01-20", "2025-02-05", "2025-02-20", "2025-03-05"];

/** 300 services with filings in every half month; one in six is over-reported. */
async function plantBigTenant(filings: number): Promise<Tenant> {
  const tenant = await makeTenant();
  await plantServices(tenant, codes.map((code) => ({ code })));
  for (const day of days) await plantCounters(tenant, codes.map((service) => ({ service, day, onlineFull: filings })));
  await plantReport(tenant, { rows: codes.map((service, i) => ({ service, online: filings * 6 + (i % 6 === 0 ? filings * 6 : 0), total: filings * 6 })) });
  return tenant;
}

async function countedAudit(tenant: Tenant, now = AFTER_DEADLINE) {
  const { database, count } = countD1(contextFor(tenant).ledger);
  const { run } = await runAudit({ ...contextFor(tenant, now), ledger: database }, { reportType: "services-quarter", periodId: PERIOD });
  return { count, findings: run.findings };
}

describe("the cost of an audit", () => {
  test("reads at most (half months + 2) × services rows, the same with ten times the filings", async () => {
    const [few, many] = [await countedAudit(await plantBigTenant(10)), await countedAudit(await plantBigTenant(100))];
    expect(few.findings).toBe(WRONG);
    expect(few.count.rowsRead).toBeLessThanOrEqual((BUCKETS + 2) * SERVICES);
    expect(few.count.rowsWritten).toBeLessThanOrEqual(9 * WRONG + 10);
    expect(many).toEqual(few);
  });

  test("a night that has nothing new to say reads as much and writes nothing", async () => {
    const tenant = await plantBigTenant(10);
    await countedAudit(tenant);
    const { count } = await countedAudit(tenant, AFTER_DEADLINE + 86_400_000);
    expect(count.rowsWritten).toBe(0);
    expect(count.rowsRead).toBeLessThanOrEqual((BUCKETS + 2) * SERVICES);
  });
});

describe("pages of the list", () => {
  test("read their own rows and at most one more, at any depth, for all tenants and for one", async () => {
    const [tenant, other] = [await makeTenant({ ledger: "LEDGER_1" }), await makeTenant({ ledger: "LEDGER_1" })];
    for (const one of [tenant, other]) {
      await plantServices(one, codes.map((code) => ({ code })));
      await plantReport(one, { rows: codes.map((service) => ({ service, online: 50, total: 50 })) });
      await runAudit(contextFor(one, AFTER_DEADLINE), { reportType: "services-quarter", periodId: PERIOD });
    }
    expect((await foundIn(tenant)).length).toBe(3 * SERVICES);

    for (const filters of [{}, { state: "open" }, { tenant: tenant.code }, { tenant: tenant.code, state: "open" }, { tenant: tenant.code, state: "open", severity: 4 }, { state: "open", severity: 3 }] satisfies DiscrepancyFilters[]) {
      let after: DiscrepancyPlace | null = null;
      const ids = new Set<string>();
      for (let page = 0; page < 5; page++) {
        const { database, count } = countD1(contextFor(tenant).ledger);
        const rows = await listDiscrepancies(database, filters, after, 50);
        expect(rows).toHaveLength(50);
        expect(count.calls).toBe(1);
        expect([JSON.stringify(filters), page, count.rowsRead <= 51]).toEqual([JSON.stringify(filters), page, true]);
        for (const row of rows) ids.add(row.id);
        after = rows.at(-1)!;
      }
      expect(ids.size).toBe(250);
    }
    expect((await countOpen(contextFor(tenant).ledger)).reduce((sum, { count }) => sum + count, 0)).toBeGreaterThanOrEqual(6 * SERVICES);
  });
});
