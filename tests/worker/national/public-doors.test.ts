import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import { runAudit } from "../../../worker/audit/run-audit.ts";
import { plantCounters, plantObligation, plantServices } from "../audit/plant.ts";
import { ask } from "../ask.ts";
import { askCounted } from "../ask-counted.ts";
import { listDoors, open } from "../guarantees/doors.ts";
import { contextFor, makeTenant } from "../make-tenant.ts";

/** Every door of the public pages and of open data, filled in; what is not here is no public page. */
const isPublicPage = (path: string) => /^\/v1\/(statistics|open-data|embed)(\/|$)|\/statistics(\/|$)/.test(path);
const doors = listDoors().filter(({ method, path }) => method === "GET" && isPublicPage(path));
const SERVICE = "1.000001";
let code: string;

beforeAll(async () => {
  const tenants = await Promise.all(["LEDGER_1", "LEDGER_2"].map((ledger) => makeTenant({ kind: "province", ledger: ledger as "LEDGER_1" | "LEDGER_2" })));
  for (const tenant of tenants) {
    await plantObligation(tenant, "services-year", "2021-12-15", "2022-12-14");
    await plantServices(tenant, [{ code: SERVICE }, { code: "1.000002", level: "partial" }]);
    await plantCounters(tenant, [{ service: SERVICE, day: "2022-03-01", onlineFull: 3, inPerson: 1 }]);
    await runAudit(contextFor(tenant, Date.parse("2023-01-10T00:00:00Z")), { reportType: "services-year", periodId: "2022" });
  }
  code = tenants[0]!.code;
});

const values = (): Record<string, string> => ({ tenant: code, window: "2022", code: SERVICE, dataset: "rates", chart: "services-by-level" });
const queries: Record<string, string> = {
  "/v1/statistics/services": "?window=2022", "/v1/statistics/tenants": "?window=2022", "/v1/statistics/series": "?window=2022&rate=SERVICES_WITH_FILING&side=actual", "/v1/statistics/rates": "?window=2022",
  "/v1/statistics/unused-services": "?window=2022", "/v1/statistics/silence": "?window=2022",
};
function addressOf(path: string): string {
  const file = path.includes("/embed/") ? "2022.svg" : "2022.csv";
  return path.replace("{file}", file).replaceAll(/\{(\w+)\}/g, (_, name: string) => values()[name]!) + (queries[path] ?? "");
}

test("there are fifteen and more, and all are open to everybody", () => {
  expect(doors.length).toBeGreaterThanOrEqual(15);
  expect(doors.map(({ name }) => name).filter((name) => !open.includes(name))).toEqual([]);
});

describe.each(doors.map(({ path }) => path))("GET %s", (path) => {
  test("is kept five minutes by whoever asks and by what lies between, carries no cookie, and is 304 without a body to who has it", async () => {
    const first = await ask(addressOf(path));
    expect([first.status, first.headers.get("Cache-Control"), first.headers.get("Set-Cookie")]).toEqual([200, "public, max-age=300", null]);
    const tag = first.headers.get("ETag")!;
    expect(tag).toMatch(/^(W\/)?"[^"]+"$/);
    const [again, changed] = await Promise.all([tag, '"of another answer"'].map((known) => ask(addressOf(path), { headers: { "If-None-Match": known } })));
    expect([again!.status, await again!.text(), changed!.status]).toEqual([304, "", 200]);
    expect(await changed!.text()).toBe(await first.text());
  });

  test("asks the databases at most fourteen times and reads at most a hundred rows for two units, whatever was filed, and of silence three for each unit there is", async () => {
    const { response, asked } = await askCounted(addressOf(path), {});
    expect(response.status).toBe(200);
    expect(asked.calls).toBeLessThanOrEqual(14);
    // Who is silent is asked unit by unit: a place in the list of codes, a look for a report, another for the head's signature.
    const ofUnits = path.endsWith("/silence") ? 3 * (await env.CENTRAL.prepare("SELECT COUNT(*) AS units FROM tenant").first<number>("units"))! : 0;
    expect(asked.rowsRead).toBeLessThanOrEqual(100 + ofUnits);
  });
});
