import { describe, expect, test } from "vitest";
import type { ServiceDeclaration, ServiceView } from "../../../worker/catalogue/contract.ts";
import { declareServices } from "../../../worker/catalogue/declare-services.ts";
import { findServices, listServicesInWindow } from "../../../worker/catalogue/queries.ts";
import type { Tenant } from "../../../worker/kernel/context.ts";
import { ask, refusalOf } from "../ask.ts";
import { asPerson, contextFor, makeOfficer, makeTenant } from "../make-tenant.ts";

const CODE = "1.001193";
const declared = (wish: Partial<ServiceDeclaration> = {}): ServiceDeclaration => ({
  nameVi: "Đăng ký khai sinh", nameEn: "Birth registration", field: { code: "HT", nameVi: "Hộ tịch", nameEn: "Civil status" },
  levelScheme: "process-2022", level: "partial", from: "2023-01-01", to: null, ...wish,
});
const put = (tenant: Tenant, person: { cookie: string }, body: unknown, code = CODE) =>
  ask(`/v1/t/${tenant.code}/services/${code}`, { method: "PUT", headers: asPerson(person, { "Content-Type": "application/json" }), body: JSON.stringify(body) });
const listed = async (tenant: Tenant, query = "") => (await (await ask(`/v1/t/${tenant.code}/services${query}`)).json<{ services: ServiceView[] }>()).services;
const entries = (tenant: Tenant) => contextFor(tenant).ledger.prepare("SELECT count(*) AS n FROM log_entry WHERE tenant_id = ?").bind(tenant.code).first<number>("n");

describe("declaring services", () => {
  test("an administrator declares a service, raises its level, and anyone reads what was in force on a day", async () => {
    const tenant = await makeTenant();
    const administrator = await makeOfficer(tenant, ["administrator"]);
    const first = await put(tenant, administrator, declared());
    expect([first.status, await first.json()]).toEqual([200, { code: CODE, ...declared(), onlineSince: "2023-01-01", partialReason: null, shared: false }]);
    expect((await put(tenant, administrator, declared({ level: "full", from: "2024-05-15" }))).status).toBe(200);
    expect((await listed(tenant, "?on=2024-05-14")).map(({ level, to }) => [level, to])).toEqual([["partial", "2024-05-14"]]);
    expect((await listed(tenant)).map(({ level, onlineSince }) => [level, onlineSince])).toEqual([["full", "2023-01-01"]]);
    expect(await listed(tenant, "?on=2022-12-31")).toEqual([]);
  });

  test("declaring the same again writes nothing, every change is one log entry", async () => {
    const tenant = await makeTenant();
    const administrator = await makeOfficer(tenant, ["administrator"]);
    const before = (await entries(tenant))!;
    for (let i = 0; i < 3; i++) expect((await put(tenant, administrator, declared())).status).toBe(200);
    expect(await entries(tenant)).toBe(before + 1);
    const many = Array.from({ length: 2500 }, (_, i) => ({ ...declared(), code: `1.${String(100_000 + i)}` }));
    expect(await declareServices(contextFor(tenant), many)).toHaveLength(2500);
    expect(await declareServices(contextFor(tenant), many)).toEqual([]);
    expect(await entries(tenant)).toBe(before + 2);
    expect(await listed(tenant)).toHaveLength(2501);
  });

  test("twenty administrators at once leave rows that do not overlap", async () => {
    const tenant = await makeTenant();
    const levels = Array.from({ length: 20 }, (_, i) => ({ ...declared({ level: i % 2 === 0 ? "full" : "partial", from: `2024-03-${String(10 + (i % 4)).padStart(2, "0")}` }), code: CODE }));
    await declareServices(contextFor(tenant), [{ ...declared(), code: CODE }]);
    await Promise.allSettled(levels.map((one) => declareServices(contextFor(tenant), [one])));
    const rows = (await findServices(contextFor(tenant).ledger, tenant.code)).get(CODE)!;
    expect(rows.length).toBeGreaterThan(1);
    rows.slice(1).forEach((row, i) => expect(rows[i]!.validTo! < row.validFrom).toBe(true));
    expect(rows.at(-1)!.validTo).toBeNull();
  });

  test("only the tenant's own administrators declare", async () => {
    const [tenant, other] = [await makeTenant(), await makeTenant()];
    expect(await refusalOf(await put(tenant, await makeOfficer(tenant, ["officer", "head"]), declared()))).toEqual([403, "not-permitted"]);
    expect(await refusalOf(await put(tenant, await makeOfficer(other, ["administrator"]), declared()))).toEqual([404, "not-found"]);
    expect(await refusalOf(await put(tenant, { cookie: "sid=nobody" }, declared()))).toEqual([401, "sign-in-required"]);
    expect(await listed(tenant)).toEqual([]);
  });

  test("what cannot be declared is refused with the place named", async () => {
    const tenant = await makeTenant();
    const administrator = await makeOfficer(tenant, ["administrator"]);
    const refusal = async (body: unknown) => {
      const problem = await (await put(tenant, administrator, body)).json<{ code: string; errors?: { pointer: string }[] }>();
      return [problem.code, problem.errors?.[0]?.pointer];
    };
    expect(await refusal(declared({ level: "4" }))).toEqual(["body-invalid", "/level"]);
    expect(await refusal(declared({ to: "2022-12-31" }))).toEqual(["body-invalid", "/to"]);
    expect(await refusal(declared({ from: "2023-02-29" }))).toEqual(["body-invalid", "/from"]);
    expect(await refusal(declared({ onlineSince: "2023-01-02" }))).toEqual(["body-invalid", "/onlineSince"]);
    expect(await refusal(declared({ nameVi: "Đăng ký".normalize("NFD") }))).toEqual(["body-invalid", "/nameVi"]);
    expect(await refusal({ ...declared(), validTo: null })).toEqual(["body-invalid", "/validTo"]);
    expect(await refusalOf(await put(tenant, administrator, declared(), "TS_lop1.000.00.00.H22"))).toEqual([400, "bad-request"]);
    await put(tenant, administrator, declared());
    expect(await refusal(declared({ level: "full" }))).toEqual(["transition-refused", "/from"]);
    expect(await refusal(declared({ level: "full", from: "2022-01-01" }))).toEqual(["transition-refused", "/from"]);
    expect(await refusalOf(await ask(`/v1/t/${tenant.code}/services?on=2023-02-29`))).toEqual([400, "query-invalid"]);
  });

  test("a closed tenant's services stay as they were", async () => {
    const tenant = await makeTenant({ validTo: "2025-06-30" });
    const administrator = await makeOfficer(tenant, ["administrator"]);
    expect(await refusalOf(await put(tenant, administrator, declared()))).toEqual([409, "tenant-closed"]);
  });
});

describe("the services of a window", () => {
  test("one row a service, with the level of its last day in the window, and about as many rows read", async () => {
    const tenant = await makeTenant();
    const context = contextFor(tenant);
    const service = (code: string, wish: Partial<ServiceDeclaration>) => ({ ...declared(wish), code });
    await declareServices(context, [
      service("1.000001", {}),
      service("1.000001", { level: "full", from: "2024-02-01" }),
      service("1.000002", { to: "2024-01-10" }),
      service("1.000002", { level: "full", from: "2024-06-01" }),
      service("1.000003", { to: "2023-12-14" }),
      service("1.000004", { from: "2024-03-14" }),
      service("1.000005", { from: "2024-03-15" }),
    ]);
    const services = await listServicesInWindow(context.ledger, tenant.code, "2023-12-15", "2024-03-14");
    expect(services.map(({ code, level }) => [code, level])).toEqual([["1.000001", "full"], ["1.000002", "partial"], ["1.000004", "partial"]]);
    expect(services[0]).toMatchObject({ nameVi: "Đăng ký khai sinh", fieldCode: "HT", validFrom: "2024-02-01", validTo: null, onlineSince: "2023-01-01" });
  });

  test("another tenant's services are not among them", async () => {
    const [one, other] = [await makeTenant({ ledger: "LEDGER_1" }), await makeTenant({ ledger: "LEDGER_1" })];
    await declareServices(contextFor(other), [{ ...declared(), code: CODE }]);
    expect(await listServicesInWindow(contextFor(one).ledger, one.code, "2000-01-01", "2100-01-01")).toEqual([]);
  });
});
