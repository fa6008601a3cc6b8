import { describe, expect, test } from "vitest";
import { runAudit } from "../../../worker/audit/run-audit.ts";
import type { Tenant } from "../../../worker/kernel/context.ts";
import { bucketsOf } from "../../../worker/kernel/windows.ts";
import { countD1 } from "../count-d1.ts";
import { contextFor, makeTenant } from "../make-tenant.ts";
import { AFTER_DEADLINE, PERIOD, plantCounters, plantReport, plantServices, WINDOW } from "./plant.ts";

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
    const [few, many] = [await countedAudit(await plantBigTenant(11)), await countedAudit(await plantBigTenant(113))];
    expect(few.findings).toBe(WRONG);
    expect(few.count.rowsRead).toBeLessThanOrEqual((BUCKETS + 2) * SERVICES);
    // A discrepancy, its event and occurrence, its three tallies, and the indexes of the list's orders.
    expect(few.count.rowsWritten).toBeLessThanOrEqual(18 * WRONG + 10);
    expect(many).toEqual(few);
  });

  test("a night that has nothing new to say reads as much and writes nothing", async () => {
    const tenant = await plantBigTenant(11);
    await countedAudit(tenant);
    const { count } = await countedAudit(tenant, AFTER_DEADLINE + 86_400_000);
    expect(count.rowsWritten).toBe(0);
    expect(count.rowsRead).toBeLessThanOrEqual((BUCKETS + 2) * SERVICES);
  });
});
