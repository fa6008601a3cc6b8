import { describe, expect, test } from "vitest";
import { runAudit } from "../../../worker/audit/run-audit.ts";
import type { Tenant } from "../../../worker/kernel/context.ts";
import type { ServicesStatistics } from "../../../worker/statistics/contract.ts";
import { plantCounters, plantObligation, plantReport, plantServices } from "../audit/plant.ts";
import { ask, refusalOf } from "../ask.ts";
import { contextFor, makeOfficer, makeTenant } from "../make-tenant.ts";

const NOW = Date.parse("2024-01-10T00:00:00Z");
const table = async (window: string) => (await (await ask(`/v1/statistics/services?window=${window}`)).json()) as ServicesStatistics;
const audit = (tenant: Tenant, periodId: string, now = NOW) => runAudit(contextFor(tenant, now), { reportType: "services-year", periodId });

/** A tenant with `used` of its services filed online in December 2022, at one level. */
async function makeAudited(wish: Parameters<typeof makeTenant>[0], level: "partial" | "full", used: number, unused: number): Promise<Tenant> {
  const tenant = await makeTenant(wish);
  const codes = Array.from({ length: used + unused }, (_, i) => `1.${String(i + 1).padStart(6, "0")}`);
  await plantServices(tenant, codes.map((code) => ({ code, level })));
  await plantCounters(tenant, codes.slice(0, used).map((service) => ({ service, day: "2022-12-20", onlinePartial: 1 })));
  await audit(tenant, "2023");
  return tenant;
}

describe("the national table", () => {
  test("adds up the tenants of all ledgers by kind and level, each number with definition and window; a second run changes nothing", async () => {
    const ministry = await makeAudited({ kind: "ministry", ledger: "LEDGER_1" }, "full", 2, 1);
    await makeAudited({ kind: "agency", ledger: "LEDGER_2" }, "full", 0, 3);
    await makeAudited({ kind: "province", ledger: "LEDGER_1" }, "partial", 1, 5);
    await makeAudited({ kind: "province", ledger: "LEDGER_2" }, "partial", 1, 0);
    await makeAudited({ kind: "province", ledger: "LEDGER_2" }, "full", 0, 2);
    await plantObligation(ministry, "services-year");
    await plantObligation(await makeTenant(), "services-year");
    await plantObligation(await makeTenant(), "services-year", "2023-12-15");

    const expected = {
      window: { id: "2023", from: "2022-12-15", to: "2023-12-14" },
      definition: expect.objectContaining({ id: "SERVICES_WITH_FILING", version: 1, numeratorVi: expect.any(String), denominatorEn: expect.any(String) }),
      generated: true,
      coverage: { tenants: 6, audited: 5 },
      groups: [
        { kind: "ministry", levelScheme: "process-2022", level: "full", services: 6, withOnlineFilings: 2, share: 33.3, decimals: 1, reportedWithoutCounts: 0, filingsOnline: 2, filingsTotal: 2 },
        { kind: "province", levelScheme: "process-2022", level: "partial", services: 7, withOnlineFilings: 2, share: 28.6, decimals: 1, reportedWithoutCounts: 0, filingsOnline: 2, filingsTotal: 2 },
        { kind: "province", levelScheme: "process-2022", level: "full", services: 2, withOnlineFilings: 0, share: 0, decimals: 1, reportedWithoutCounts: 0, filingsOnline: 0, filingsTotal: 0 },
      ],
    };
    expect(await table("2023")).toEqual(expected);
    await audit(ministry, "2023", NOW + 86_400_000);
    expect(await table("2023")).toEqual(expected);
  });

  test("a run with other inputs sets the tenant's figures anew and adds nothing twice", async () => {
    const tenant = await makeTenant();
    await plantServices(tenant, [{ code: "1.000001" }, { code: "1.000002" }]);
    const jti = await plantReport(tenant, { reportType: "services-year", period: "2022", rows: [{ service: "1.000001" }, { service: "1.000002", online: 0, total: 0 }] });
    await audit(tenant, "2022");
    expect((await table("2022")).groups).toMatchObject([{ services: 2, withOnlineFilings: 0, share: 0, reportedWithoutCounts: 1 }]);
    await plantReport(tenant, { reportType: "services-year", period: "2022", amends: jti, rows: [{ service: "1.000001", online: 3, total: 3 }, { service: "1.000002", online: 0, total: 0 }] });
    await plantCounters(tenant, [{ service: "1.000001", day: "2022-01-05", onlineFull: 3 }]);
    await audit(tenant, "2022", NOW + 1);
    expect((await table("2022")).groups).toMatchObject([{ services: 2, withOnlineFilings: 1, share: 50, reportedWithoutCounts: 0 }]);
  });

  test("figures behind which stand people whom nobody made up are not called generated", async () => {
    const tenant = await makeTenant();
    await plantServices(tenant, [{ code: "1.000001" }]);
    await audit(tenant, "2021");
    await makeOfficer(tenant);
    expect((await table("2021")).generated).toBe(true);
    await contextFor(tenant).ledger.prepare("UPDATE officer SET generated = 0 WHERE tenant_id = ?").bind(tenant.code).run();
    expect((await table("2021")).generated).toBe(false);
  });

  test("is public, may be kept for five minutes, and answers 304 to who has it", async () => {
    const tenant = await makeTenant();
    await plantServices(tenant, [{ code: "1.000001" }]);
    await audit(tenant, "2020");
    const first = await ask("/v1/statistics/services?window=2020");
    expect([first.status, first.headers.get("Cache-Control")]).toEqual([200, "public, max-age=300"]);
    const etag = first.headers.get("ETag")!;
    expect(etag).toMatch(/^(W\/)?"/);
    expect((await ask("/v1/statistics/services?window=2020", { headers: { "If-None-Match": etag } })).status).toBe(304);
  });

  test("the windows are listed; one without figures is refused with those that have some", async () => {
    const tenant = await makeTenant();
    await plantServices(tenant, [{ code: "1.000001" }]);
    await audit(tenant, "2024");
    const { windows } = await (await ask("/v1/statistics/windows")).json<{ windows: { id: string; from: string; to: string; tenants: number }[] }>();
    expect(windows.find(({ id }) => id === "2024")).toEqual({ id: "2024", from: "2023-12-15", to: "2024-12-14", tenants: 1 });
    for (const window of ["1999", "2018", "x"]) {
      const response = await ask(`/v1/statistics/services?window=${window}`);
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({ code: "not-found", detail: expect.stringContaining("2024"), windows: expect.arrayContaining(["2024"]) });
    }
    expect(await refusalOf(await ask("/v1/statistics/services"))).toEqual([400, "query-invalid"]);
  });
});
