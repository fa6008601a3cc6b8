import { beforeAll, describe, expect, test } from "vitest";
import type { ObligationList } from "../../../worker/submissions/obligation-contract.ts";
import { listObligations } from "../../../worker/submissions/report-queries.ts";
import { addDays, dayAt } from "../../../worker/kernel/windows.ts";
import type { Tenant } from "../../../worker/kernel/context.ts";
import { ask, refusalOf } from "../ask.ts";
import { asPerson, contextFor, makeAuthority, makeOfficer, makeTenant } from "../make-tenant.ts";

const today = dayAt(Date.now());
const reason = "Theo kế hoạch báo cáo năm";
let operator: Awaited<ReturnType<typeof makeOfficer>>;
let auditor: Awaited<ReturnType<typeof makeOfficer>>;

beforeAll(async () => {
  const authority = await makeAuthority();
  [operator, auditor] = [await makeOfficer(authority, ["operator"]), await makeOfficer(authority, ["auditor"])];
});

const post = (path: string, person: { cookie: string }, body: object) => ask(path, { method: "POST", headers: asPerson(person, { "Content-Type": "application/json" }), body: JSON.stringify(body) });
const set = (tenant: Tenant, body: object, person = operator) => post(`/v1/t/${tenant.code}/obligations`, person, { reportType: "ii06a-month", from: today, reason, ...body });
const end = (tenant: Tenant, to: string, from = today, person = operator) => post(`/v1/t/${tenant.code}/obligations/ii06a-month/${from}/end`, person, { to, reason });
const owed = async (tenant: Tenant) => (await (await ask(`/v1/t/${tenant.code}/obligations`, { headers: asPerson(operator) })).json<ObligationList>());

describe("an obligation", () => {
  test("is set from today on, ended with a day, set anew after it, and keeps its history", async () => {
    const tenant = await makeTenant();
    expect((await set(tenant, {})).status).toBe(201);
    expect((await end(tenant, addDays(today, 30))).status).toBe(200);
    expect((await set(tenant, { from: addDays(today, 31) })).status).toBe(201);
    const { obligations, history } = await owed(tenant);
    expect(obligations).toEqual([
      { reportType: "ii06a-month", from: today, to: addDays(today, 30), policyVersion: 2 },
      { reportType: "ii06a-month", from: addDays(today, 31), to: null, policyVersion: 3 },
    ]);
    expect(history.map(({ version, action, to, by }) => [version, action, to, by.name])).toEqual([
      [3, "set", null, operator.name],
      [2, "end", addDays(today, 30), operator.name],
      [1, "set", null, operator.name],
    ]);
    const { ledger } = contextFor(tenant);
    const { results } = await ledger.prepare("SELECT entry FROM log_entry WHERE tenant_id = ? ORDER BY idx").bind(tenant.code).all<{ entry: string }>();
    expect(results.map(({ entry }) => (JSON.parse(entry) as { kind: string }).kind)).toEqual(["obligation.set", "obligation.ended", "obligation.set"]);
  });

  test("never reaches into the past, and its end never either", async () => {
    const tenant = await makeTenant();
    expect(await refusalOf(await set(tenant, { from: addDays(today, -1) }))).toEqual([400, "body-invalid"]);
    await set(tenant, {});
    expect(await refusalOf(await end(tenant, addDays(today, -1)))).toEqual([400, "body-invalid"]);
    const { ledger } = contextFor(tenant);
    const change = (sql: string) => ledger.prepare(sql).bind(tenant.code).run();
    await end(tenant, addDays(today, 5));
    await expect(change("UPDATE obligation SET valid_to = NULL WHERE tenant_id = ?")).rejects.toThrow("an obligation only ends");
    await expect(change("UPDATE obligation SET valid_from = '2020-01-01' WHERE tenant_id = ?")).rejects.toThrow("an obligation only ends");
    await expect(change("DELETE FROM obligation WHERE tenant_id = ?")).rejects.toThrow("an obligation is never deleted");
    await expect(change("UPDATE obligation_event SET reason = 'x' WHERE tenant_id = ?")).rejects.toThrow("never changed");
  });

  test("two people at once set it once and end it once", async () => {
    const tenant = await makeTenant();
    const statuses = async (answers: Promise<Response>[]) => (await Promise.all(answers)).map(({ status }) => status).toSorted();
    expect(await statuses([set(tenant, {}), set(tenant, { from: addDays(today, 3) })])).toEqual([201, 409]);
    const from = (await owed(tenant)).obligations[0]!.from;
    expect(await statuses([end(tenant, addDays(today, 9), from), end(tenant, addDays(today, 9), from)])).toEqual([200, 409]);
    expect((await listObligations(contextFor(tenant).ledger)).filter(({ tenantId }) => tenantId === tenant.code)).toHaveLength(1);
  });

  test("is decided by the authority's operator or supervisor alone, and read by the tenant and the authority", async () => {
    const [tenant, other] = [await makeTenant(), await makeTenant()];
    const head = await makeOfficer(tenant, ["head", "administrator"]);
    expect(await refusalOf(await set(tenant, {}, auditor))).toEqual([403, "not-permitted"]);
    expect(await refusalOf(await set(tenant, {}, head))).toEqual([404, "not-found"]);
    expect((await ask(`/v1/t/${tenant.code}/obligations`, { headers: asPerson(head) })).status).toBe(200);
    expect(await refusalOf(await ask(`/v1/t/${other.code}/obligations`, { headers: asPerson(head) }))).toEqual([404, "not-found"]);
    for (const body of [{ reportType: "nobody" }, { to: addDays(today, -9) }, { reason: "ngắn" }, { from: "tomorrow" }, { isAdmin: true }]) {
      expect(await refusalOf(await set(tenant, body))).toEqual([400, "body-invalid"]);
    }
  });

  test("is not set for a tenant that has ended", async () => {
    const tenant = await makeTenant({ validTo: "2025-06-30" });
    expect(await refusalOf(await set(tenant, {}))).toEqual([409, "tenant-closed"]);
  });
});
