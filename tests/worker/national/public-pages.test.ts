import { beforeAll, describe, expect, test } from "vitest";
import { env } from "cloudflare:workers";
import { runAudit } from "../../../worker/audit/run-audit.ts";
import { forgetDirectory } from "../../../worker/directory/queries.ts";
import type { LedgerName, Platform, Tenant } from "../../../worker/kernel/context.ts";
import type { RateComparison, RateSeries, ServiceHistory, Silence, TenantHistory, TenantTable, TenantWindow, UnusedServices } from "../../../worker/national/contract.ts";
import { listSilence } from "../../../worker/national/list-silence.ts";
import { readDataset } from "../../../worker/national/read-dataset.ts";
import { getTenantTable } from "../../../worker/national/tenant-table.ts";
import { countD1 } from "../count-d1.ts";
import { plantCounters, plantObligation, plantReport, plantServices } from "../audit/plant.ts";
import { ask, refusalOf } from "../ask.ts";
import { contextFor, makeTenant } from "../make-tenant.ts";

const NOW = Date.parse("2024-02-10T00:00:00Z");
const json = async <Answer>(path: string) => (await ask(path)).json<Answer>();

/** Two old provinces that became one, a ministry that is silent, and one province whose report has no numbers. */
let old: Tenant, other: Tenant, heir: Tenant, silent: Tenant, numberless: Tenant;

async function live(tenant: Tenant, used: Record<string, number>, report: Parameters<typeof plantReport>[1]["rows"] | null, reportedAt = Date.parse("2023-12-18T03:00:00Z")): Promise<void> {
  await plantObligation(tenant, "services-year", "2022-12-15", "2023-12-14");
  await plantServices(tenant, Object.keys(used).map((code) => ({ code })));
  await plantCounters(tenant, Object.entries(used).filter(([, count]) => count > 0).map(([service, count]) => ({ service, day: "2023-03-01", onlineFull: count, inPerson: 10 })));
  if (report) await plantReport(tenant, { reportType: "services-year", period: "2023", receivedAt: reportedAt, rows: report });
  await runAudit(contextFor(tenant, NOW), { reportType: "services-year", periodId: "2023" });
}

beforeAll(async () => {
  heir = await makeTenant({ kind: "province", ledger: "LEDGER_1" });
  old = await makeTenant({ kind: "province", ledger: "LEDGER_1" });
  other = await makeTenant({ kind: "province", ledger: "LEDGER_2" });
  silent = await makeTenant({ kind: "ministry", ledger: "LEDGER_2" });
  numberless = await makeTenant({ kind: "province", ledger: "LEDGER_2" });
  await live(old, { "1.000001": 30, "1.000002": 0 }, [{ service: "1.000001", online: 33, total: 40 }, { service: "1.000002", online: 0, total: 0 }]);
  await live(other, { "1.000001": 10 }, [{ service: "1.000001", online: 10, total: 20 }], Date.parse("2024-01-15T03:00:00Z"));
  await live(silent, { "2.000001": 5, "2.000002": 0 }, null);
  await live(numberless, { "1.000001": 2, "1.000009": 0 }, [{ service: "1.000001" }, { service: "1.000009" }]);
  await env.CENTRAL.prepare("UPDATE tenant SET valid_to = '2024-06-30', successor_code = ? WHERE code IN (?, ?)").bind(heir.code, old.code, other.code).run();
  forgetDirectory();
});

describe("the tenants' table", () => {
  test("gives every rate with definition, numerator and denominator, and both sides apart", async () => {
    const { tenants, definitions, coverage, generated } = await json<TenantTable>("/v1/statistics/tenants?window=2023");
    const row = tenants.find(({ code }) => code === old.code)!;
    expect(row).toMatchObject({ services: 2, unused: 1, closedOn: "2024-06-30", successor: heir.code, members: [], reports: { expected: 1, filed: 1, onTime: 1 } });
    expect(row.rates).toEqual([
      { definition: "SERVICES_WITH_FILING", side: "actual", numerator: 1, denominator: 2, percent: 50, decimals: 1 },
      { definition: "RATE_VPCP", side: "actual", numerator: 30, denominator: 40, percent: 75, decimals: 1 },
      { definition: "RATE_IDX9", side: "actual", numerator: 30, denominator: 40, percent: 75, decimals: 1 },
      { definition: "RATE_VPCP", side: "reported", numerator: 33, denominator: 40, percent: 82.5, decimals: 1 },
    ]);
    expect(definitions.map(({ id }) => id).toSorted()).toEqual([...new Set(tenants.flatMap(({ rates }) => rates.map(({ definition }) => definition)))].toSorted());
    expect([generated, coverage]).toEqual([true, { tenants: 4, audited: 4 }]);
  });

  test("as-now adds up those merged, late and in time; as-was leaves them as they were", async () => {
    const asNow = await json<TenantTable>("/v1/statistics/tenants?window=2023&view=as-now");
    const row = asNow.tenants.find(({ code }) => code === heir.code)!;
    expect(row.members.toSorted()).toEqual([old.code, other.code].toSorted());
    expect(row.reports).toEqual({ expected: 2, filed: 2, onTime: 1 });
    expect(row.rates.find(({ definition, side }) => definition === "RATE_VPCP" && side === "actual")).toMatchObject({ numerator: 40, denominator: 60 });
    expect(asNow.tenants.map(({ code }) => code)).not.toContain(old.code);
    const asWas = await json<TenantTable>("/v1/statistics/tenants?window=2023");
    expect(asWas.tenants.map(({ code }) => code)).not.toContain(heir.code);
  });

  test("costs some hundred rows of the ledgers, whatever was filed", async () => {
    const { platform } = contextFor(old);
    const counted = Object.entries(platform.ledgers).map(([name, ledger]) => [name, countD1(ledger)] as const);
    const ledgers = Object.fromEntries(counted.map(([name, { database }]) => [name, database])) as Record<LedgerName, D1Database>;
    await getTenantTable(env.CENTRAL, { ...platform, ledgers } satisfies Platform, "2023", "as-was");
    const total = counted.reduce((sum, [, { count }]) => ({ calls: sum.calls + count.calls, rows: sum.rows + count.rowsRead }), { calls: 0, rows: 0 });
    // Four tenants: a figure, a head and an obligation each, read by way of an index.
    expect(total.calls).toBe(8);
    expect(total.rows).toBeLessThanOrEqual(60);
  });
});

describe("a rate over time", () => {
  test("has one point a window and names its definition; a rate nobody knows is refused", async () => {
    const series = await json<RateSeries>("/v1/statistics/series?window=2023&rate=RATE_VPCP&side=reported&view=as-now");
    expect(series.windows.map(({ id }) => id)).toContain("2023");
    expect(series.definition.id).toBe("RATE_VPCP");
    const at = series.windows.findIndex(({ id }) => id === "2023");
    expect(series.tenants.find(({ code }) => code === heir.code)!.points[at]).toMatchObject({ numerator: 43, denominator: 60 });
    expect(series.tenants.find(({ code }) => code === silent.code)!.points[at]).toBeNull();
    for (const rate of ["nothing", "toString", "__proto__"]) expect(await refusalOf(await ask(`/v1/statistics/series?window=2023&rate=${rate}`))).toEqual([400, "query-invalid"]);
  });
});

describe("the same filings under every definition", () => {
  test("show how far the definitions lie apart", async () => {
    const { groups } = await json<RateComparison>("/v1/statistics/rates?window=2023");
    const all = groups.find(({ kind }) => kind === "all")!;
    expect(all.rates.find(({ definition }) => definition === "SERVICES_WITH_FILING")).toMatchObject({ numerator: 4, denominator: 7 });
    expect([all.lowest, all.highest]).toEqual([54, 71.7]);
  });
});

describe("services nobody used", () => {
  test("are listed with both sides, found without accents, and paged by key", async () => {
    const first = await json<UnusedServices>("/v1/statistics/unused-services?window=2023&limit=2");
    expect(first.count).toBe(3);
    const second = await json<UnusedServices>(`/v1/statistics/unused-services?window=2023&limit=2&cursor=${first.next}`);
    expect(second.next).toBeNull();
    const codes = [...first.services, ...second.services].map(({ tenant, code }) => `${tenant}/${code}`);
    expect(codes.toSorted()).toEqual([`${old.code}/1.000002`, `${numberless.code}/1.000009`, `${silent.code}/2.000002`].toSorted());
    expect((await json<UnusedServices>("/v1/statistics/unused-services?window=2023&q=dich%20vu%201.000009%20ho%20tich")).services.map(({ reported }) => reported)).toEqual([{ online: null, total: null }]);
    expect((await json<UnusedServices>("/v1/statistics/unused-services?window=2023&kind=ministry")).count).toBe(1);
    expect((await json<UnusedServices>(`/v1/statistics/unused-services?window=2023&tenant=${old.code}`)).count).toBe(1);
  });

  test("a tenant nobody knows, a cursor of other shape and too long a page are refused", async () => {
    for (const query of ["tenant=X98", "cursor=x", "limit=0", "limit=1000", "kind=commune"]) {
      expect(await refusalOf(await ask(`/v1/statistics/unused-services?window=2023&${query}`)), query).toEqual([400, "query-invalid"]);
    }
  });
});

describe("silence", () => {
  test("tells who gave nothing, who gave no numbers, and who came late", async () => {
    const { missing, withoutNumbers, late } = await json<Silence>("/v1/statistics/silence?window=2023");
    expect(missing.map(({ code, audited, dueOn }) => [code, audited, dueOn])).toEqual([[silent.code, true, "2023-12-21"]]);
    expect(withoutNumbers.map(({ code, services, withoutCounts }) => [code, services, withoutCounts])).toEqual([[numberless.code, 2, 2]]);
    expect(late.map(({ code }) => code)).toEqual([other.code]);
  });

  test("has nobody in it who still has time, and tells apart who came within more time that was granted", async () => {
    const grant = (tenant: Tenant, until: string) =>
      contextFor(tenant).ledger.batch([
        contextFor(tenant).ledger.prepare("INSERT INTO submission (tenant_id, jti, jws, digest, nonce, kid, signer_id, signer_tenant_id, act, form_id, form_rev, received_at, log_idx) VALUES (?1, ?2, 'x', 'x', ?2, 'k', 'off', ?1, 'submit', 'extension-request', 1, 1, 0)").bind(tenant.code, `ext-${tenant.code}`),
        contextFor(tenant).ledger.prepare("INSERT INTO extension (tenant_id, id, report_type_id, period_id, state, wanted_until, until, request_jti, requested_by, requested_at, decision_jti, decided_by, decided_at, log_idx, decision_idx) VALUES (?1, 'ext_test', 'services-year', '2023', 'granted', ?2, ?2, ?3, 'off', 1, ?3, 'off', 2, 0, 0)").bind(tenant.code, until, `ext-${tenant.code}`),
      ]);
    const [context, at] = [contextFor(silent), (day: string) => Date.parse(`${day}T03:00:00Z`)];
    const on = (day: string) => listSilence(context.central, context.platform, "2023", at(day));
    expect((await on("2023-12-21")).waiting.map(({ code }) => code)).toContain(silent.code);
    expect((await on("2023-12-22")).missing.map(({ code }) => code)).toEqual([silent.code]);

    await Promise.all([grant(silent, "2024-01-31"), grant(other, "2024-01-31")]);
    const running = await on("2024-01-31");
    expect([running.missing, running.late]).toEqual([[], []]);
    expect(running.waiting).toEqual([expect.objectContaining({ code: silent.code, dueOn: "2023-12-21", extendedTo: "2024-01-31" })]);
    expect(running.byExtension.map(({ code }) => code)).toEqual([other.code]);
    expect((await on("2024-02-01")).missing.map(({ code }) => code)).toEqual([silent.code]);

    const rates = await readDataset({ central: context.central, platform: context.platform, now: at("2024-01-31") }, "reporting-rates", "2023");
    expect(rates.rows.find(({ kind }) => kind === "all")).toMatchObject({ expected: 4, due: 3, received: 3, on_time: 2, on_time_by_extension: 1, late: 0, missing: 0, open: 1, complete: 2, reporting_rate: 1, timeliness: 1 });
    const { rows } = await readDataset({ central: context.central, platform: context.platform, now: at("2024-01-31") }, "reports", "2023");
    expect(rows.map(({ tenant, state, complete, mark }) => [tenant, state, complete, mark])).toEqual(expect.arrayContaining([
      [other.code, "on-time-by-extension", true, null], [silent.code, "open", null, null], [numberless.code, "on-time", false, "empty"], [old.code, "on-time", true, null],
    ]));
  });
});

describe("one tenant", () => {
  test("has its windows over time, and as-now those of its predecessors", async () => {
    const own = await json<TenantHistory>(`/v1/t/${heir.code}/statistics`);
    expect([own.windows, own.predecessors.toSorted()]).toEqual([[], [old.code, other.code].toSorted()]);
    const { windows } = await json<TenantHistory>(`/v1/t/${heir.code}/statistics?view=as-now`);
    expect(windows).toMatchObject([{ window: { id: "2023" }, services: 3, reports: { filed: 2, onTime: 1 } }]);
  });

  test("shows a window service by service with the documents behind it, and names no person", async () => {
    const response = await ask(`/v1/t/${old.code}/statistics/2023`);
    const text = await response.text();
    const { services, documents, openDiscrepancies } = JSON.parse(text) as TenantWindow;
    expect(services.map(({ code, reported, actual }) => [code, reported.online, actual.online])).toEqual([["1.000001", 33, 30], ["1.000002", 0, 0]]);
    expect(documents).toMatchObject([{ act: "submit", reportType: "services-year", receivedAt: "2023-12-18T03:00:00.000Z" }]);
    expect(Object.keys(documents[0]!).toSorted()).toEqual(["act", "digest", "jti", "logIndex", "receivedAt", "reportType"]);
    expect(openDiscrepancies.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThan(0);
    expect(text).not.toContain("off_");
  });

  test("shows a service over time; what no window knows is not found", async () => {
    const { windows } = await json<ServiceHistory>(`/v1/t/${old.code}/statistics/services/1.000001`);
    expect(windows).toMatchObject([{ window: { id: "2023" }, service: { reported: { online: 33 }, actual: { online: 30, total: 40 } } }]);
    for (const path of [`/v1/t/${old.code}/statistics/2019`, `/v1/t/${old.code}/statistics/x`, `/v1/t/${old.code}/statistics/services/9.999999`, "/v1/t/X98/statistics"]) {
      expect(await refusalOf(await ask(path)), path).toEqual([404, "not-found"]);
    }
  });
});

describe("every public read", () => {
  test.each([
    "/v1/statistics/tenants?window=2023", "/v1/statistics/series?window=2023&rate=RATE_VPCP", "/v1/statistics/rates?window=2023", "/v1/statistics/unused-services?window=2023",
    "/v1/statistics/silence?window=2023", "/v1/statistics/definitions", "/v1/statistics/printed-figures",
  ])("%s may be kept for five minutes and answers 304 to who has it", async (path) => {
    const first = await ask(path);
    expect([first.status, first.headers.get("Cache-Control")]).toEqual([200, "public, max-age=300"]);
    expect((await ask(path, { headers: { "If-None-Match": first.headers.get("ETag")! } })).status).toBe(304);
  });

  test.each(["tenants?", "series?rate=RATE_VPCP&", "rates?", "unused-services?", "silence?"])("%s refuses a window without figures with those that have some", async (path) => {
    for (const window of ["1999", "2023-13", "x", "2019"]) {
      const response = await ask(`/v1/statistics/${path}window=${window}`);
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({ code: "not-found", windows: expect.arrayContaining(["2023"]) });
    }
  });

  test("the printed figures stay as printed, each with its source", async () => {
    const { figures } = await json<{ figures: { value: string; definition: string | null; entity: string; source: string }[] }>("/v1/statistics/printed-figures");
    expect(figures.filter(({ source }) => !source)).toEqual([]);
    expect(figures.filter(({ entity, definition }) => entity === "all provinces" && (definition === "RATE_VPCP" || definition === "RATE_EMC_FULL")).map(({ value }) => value)).toEqual(["18.54", "63.5", "17"]);
    expect(figures.map(({ value }) => value)).toEqual(expect.arrayContaining([">50", "<10", "83.49", "83.48"]));
  });
});
