import { env } from "cloudflare:workers";
import { compactVerify, createLocalJWKSet, decodeProtectedHeader, type JSONWebKeySet } from "jose";
import { beforeAll, describe, expect, test } from "vitest";
import type { Tenant } from "../../../worker/kernel/context.ts";
import { platformOf } from "../../../worker/http/platform.ts";
import type { WebhookList, WebhookView } from "../../../worker/webhooks/contract.ts";
import { queueOverdue } from "../../../worker/webhooks/queue-overdue.ts";
import type { TransitionResult } from "../../../worker/review/contract.ts";
import { addDays, dayAt, startOfDay } from "../../../worker/kernel/windows.ts";
import { ask, refusalOf } from "../ask.ts";
import { contextFor, makeAuthority, makeOfficer, makeTenant } from "../make-tenant.ts";
import { aFinding, openDiscrepancies } from "../review/make-discrepancy.ts";
import { move } from "../review/people.ts";
import { add, behave, claimsOf, drain, log, newPlace, received, send, setUp, type Person } from "./receiver.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
let authority: Tenant;
let auditor: Person;
beforeAll(async () => {
  authority = await makeAuthority();
  auditor = await makeOfficer(authority, ["auditor"]);
});

const acknowledge = async (tenant: Tenant, id: string) => (await move(auditor, { tenantId: tenant.code, id, version: 1 }, { transition: "acknowledge" })).json<TransitionResult>();
const question = { transition: "ask", question: "Vì sao số báo cáo lớn hơn số hồ sơ?" };

describe("what a webhook is told", () => {
  test("is signed by the tenant's log, as it was at the event, without anybody's words or name; nothing from before it was entered", async () => {
    const before = await makeTenant();
    await openDiscrepancies(before, [aFinding()], Date.now() - MINUTE);
    const administrator = await makeOfficer(before, ["administrator"]);
    const place = newPlace();
    await add(administrator, before, place);
    const [id] = await openDiscrepancies(before, [aFinding({ severity: "high" })]);
    const acknowledged = await acknowledge(before, id!);
    await move(auditor, { tenantId: before.code, id: id!, version: acknowledged.version }, question);
    expect(await drain(before.code)).toEqual({ accepted: 3, failed: 0 });
    const all = await received(place);
    expect(all.map(({ id: name, event }) => [name, event])).toEqual([[`${id}.1`, "discrepancy.opened"], [`${id}.2`, "discrepancy.transitioned"], [`${id}.3`, "discrepancy.transitioned"]]);
    const jwks = createLocalJWKSet(await (await ask(`/v1/t/${before.code}/.well-known/jwks.json`)).json<JSONWebKeySet>());
    for (const one of all) {
      await compactVerify(one.body, jwks);
      expect(decodeProtectedHeader(one.body).typ).toBe("gov-webhook+jwt");
      expect(claimsOf(one).jti).toBe(one.id);
      expect([one.type, one.cookie]).toEqual(["application/jose", null]);
    }
    expect(claimsOf(all[0]!)).toMatchObject({ tenant: before.code, discrepancy: { id, rule: "R07", severity: "high", reported: 40, actual: 10, difference: 30, state: "NEW" }, move: { from: null, to: "NEW", by: "platform" } });
    expect(claimsOf(all[2]!)).toMatchObject({ discrepancy: { version: 3, state: "AWAITING_EXPLANATION", dueOn: expect.any(String) as unknown }, move: { transition: "ask", by: "authority" } });
    for (const one of all) for (const hidden of ["Vì sao", auditor.id, auditor.name]) expect(JSON.stringify(claimsOf(one))).not.toContain(hidden);
    expect(await drain(before.code, 2 * MINUTE), "once is enough").toEqual({ accepted: 0, failed: 0 });
  });

  test("is nothing that can still be undone, and never what was", async () => {
    const one = await setUp();
    const [id] = await openDiscrepancies(one.tenant, [aFinding()]);
    expect(await drain(one.tenant.code, 11_000)).toEqual({ accepted: 0, failed: 0 });
    const moved = await acknowledge(one.tenant, id!);
    expect((await move(auditor, { tenantId: one.tenant.code, id: id!, version: moved.version }, { transition: "undo" })).status).toBe(200);
    await drain(one.tenant.code);
    expect((await received(one.place)).map(({ id: name }) => name)).toEqual([`${id}.1`]);
  });

  test("of other tenants is nothing; the authority's own webhook is told of all", async () => {
    const [one, other] = [await setUp(), await setUp()];
    const administrator = await makeOfficer(authority, ["administrator"]);
    const place = newPlace();
    const { id: webhook } = await (await add(administrator, authority, place)).json<WebhookView>();
    const [mine] = await openDiscrepancies(one.tenant, [aFinding()]);
    const [theirs] = await openDiscrepancies(other.tenant, [aFinding()]);
    for (const code of [one.tenant.code, other.tenant.code, "VN"]) await drain(code);
    expect((await received(one.place)).map(({ id }) => id)).toEqual([`${mine}.1`]);
    expect((await received(other.place)).map(({ id }) => id)).toEqual([`${theirs}.1`]);
    expect((await received(place)).map(({ id }) => id)).toEqual(expect.arrayContaining([`${mine}.1`, `${theirs}.1`]));
    expect((await send(administrator, authority, "DELETE", `webhooks/${webhook}`)).status).toBe(204);
  });

  test("is the day that has passed, once, on the working day after it", async () => {
    const one = await setUp();
    const [id] = await openDiscrepancies(one.tenant, [aFinding()]);
    const asked = await (await move(auditor, { tenantId: one.tenant.code, id: id!, version: 1 }, question)).json<TransitionResult>();
    await drain(one.tenant.code);
    const last = Date.parse(asked.dueOn!);
    for (let day = 1; day <= 15; day++) {
      const morning = startOfDay(dayAt(last + day * DAY)) + 7.5 * 60 * MINUTE;
      for (const _ of [1, 2]) await queueOverdue(env.CENTRAL, platformOf(env as unknown as Env), morning);
    }
    await drain(one.tenant.code, last + 20 * DAY - Date.now());
    const all = await received(one.place);
    expect(all.map(({ event }) => event)).toEqual(["discrepancy.opened", "discrepancy.transitioned", "discrepancy.overdue"]);
    expect(claimsOf(all[2]!)).toMatchObject({ jti: `${id}.2.overdue.${asked.dueOn}`, move: null, discrepancy: { state: "AWAITING_EXPLANATION", dueOn: asked.dueOn } });
  });
});

describe("a day that has passed", () => {
  const morningOf = (day: string) => queueOverdue(env.CENTRAL, platformOf(env as unknown as Env), startOfDay(day) + 7.5 * 60 * MINUTE);
  const asked = async (one: Awaited<ReturnType<typeof setUp>>) => {
    const [id] = await openDiscrepancies(one.tenant, [aFinding()]);
    return (await move(auditor, { tenantId: one.tenant.code, id: id!, version: 1 }, question)).json<TransitionResult>();
  };
  const overdue = async (one: Awaited<ReturnType<typeof setUp>>, dueOn: string) => {
    await drain(one.tenant.code, Date.parse(dueOn) + 40 * DAY - Date.now());
    return (await received(one.place)).filter(({ event }) => event === "discrepancy.overdue").map(({ id }) => id);
  };

  test("is told when mornings come again that did not come, and once, though somebody else has it meanwhile", async () => {
    const one = await setUp();
    const { id, version, dueOn } = await asked(one);
    // Cron did nothing for eight days after the due day; then it comes on every day.
    for (let day = 8; day <= 11; day++) await morningOf(addDays(dueOn!, day));
    expect((await move(auditor, { tenantId: one.tenant.code, id, version }, { transition: "assign", assignee: auditor.id })).status).toBe(200);
    for (let day = 12; day <= 18; day++) await morningOf(addDays(dueOn!, day));
    expect(await overdue(one, dueOn!)).toEqual([`${id}.2.overdue.${dueOn}`]);
  });

  test("is not told to a webhook that was entered afterwards", async () => {
    const one = await setUp();
    const { dueOn } = await asked(one);
    const { ledger } = contextFor(one.tenant);
    await ledger.prepare("INSERT INTO webhook (tenant_id, id, url, created_by, created_at, log_idx) SELECT tenant_id, 'whk_later', url || '-later', created_by, ?2, log_idx FROM webhook WHERE tenant_id = ?1").bind(one.tenant.code, startOfDay(addDays(dueOn!, 1))).run();
    for (let day = 1; day <= 8; day++) await morningOf(addDays(dueOn!, day));
    const { results } = await ledger.prepare("SELECT DISTINCT webhook_id AS id FROM webhook_delivery WHERE tenant_id = ? AND event = 'discrepancy.overdue'").bind(one.tenant.code).all();
    expect(results).toEqual([{ id: one.webhook.id }]);
  });
});

describe("a receiver that does not accept", () => {
  test.each([["broken", "status"], ["redirect", "redirect"], ["oversized", "too-large"], ["silent", "timeout"]])("%s: is asked again with the same bytes after a while, and in order: %s", async (behaviour, failure) => {
    const one = await setUp();
    const [id] = await openDiscrepancies(one.tenant, [aFinding()]);
    await acknowledge(one.tenant, id!);
    const [free] = await openDiscrepancies(one.tenant, [aFinding()]);
    await behave(one.place, behaviour);
    expect(await drain(one.tenant.code, 31_000, { timeout: 300 })).toEqual({ accepted: 0, failed: 2 });
    expect((await log(one)).map(({ id: name, failure: why }) => [name, why])).toEqual(expect.arrayContaining([[`${id}.1`, failure], [`${id}.2`, null], [`${free}.1`, failure]]));
    expect(await drain(one.tenant.code, 60_000), "not before its time").toEqual({ accepted: 0, failed: 0 });
    await behave(one.place, "accept");
    expect(await drain(one.tenant.code, 31_000 + MINUTE + 1000)).toEqual({ accepted: 3, failed: 0 });
    const all = (await received(one.place)).filter(({ id: name }) => name.startsWith(id!));
    expect(all.map(({ id: name }) => name)).toEqual([`${id}.1`, `${id}.1`, `${id}.2`]);
    expect(all[0]!.body).toBe(all[1]!.body);
  });

  test("is given up after six attempts, which is shown; then the next is sent", async () => {
    const one = await setUp();
    const [id] = await openDiscrepancies(one.tenant, [aFinding()]);
    await acknowledge(one.tenant, id!);
    await behave(one.place, "broken");
    for (const later of [1, 3, 10, 50, 200]) expect(await drain(one.tenant.code, later * MINUTE), `${later} minutes`).toEqual({ accepted: 0, failed: 1 });
    expect(await drain(one.tenant.code, 1000 * MINUTE), "the first is given up, the second tried").toEqual({ accepted: 0, failed: 2 });
    expect((await log(one)).map(({ version, state, attempts }) => [version, state, attempts]).toSorted()).toEqual([[1, "given-up", 6], [2, "waiting", 1]]);
    expect(await (await send(one.administrator, one.tenant, "GET", "webhooks")).json<WebhookList>()).toMatchObject({ webhooks: [{ waiting: 1, givenUp: 1 }] });
  });

  test("two who send at once send everything once", async () => {
    const one = await setUp();
    await openDiscrepancies(one.tenant, Array.from({ length: 20 }, () => aFinding()));
    const [first, second] = await Promise.all([drain(one.tenant.code), drain(one.tenant.code)]);
    expect(first.accepted + second.accepted).toBe(20);
    expect(new Set((await received(one.place)).map(({ id }) => id)).size).toBe(20);
    expect(await received(one.place)).toHaveLength(20);
  });

  test("attack 52: outside the demo no machine of the house is asked, whatever a row says", async () => {
    const one = await setUp();
    await openDiscrepancies(one.tenant, [aFinding()]);
    expect(await drain(one.tenant.code, 31_000, { isDemo: false })).toEqual({ accepted: 0, failed: 1 });
    expect(await received(one.place)).toEqual([]);
    expect(await log(one)).toMatchObject([{ failure: "address" }]);
  });
});

describe("who enters a webhook", () => {
  test("is an administrator of the tenant who has confirmed, at most three, each once; removed, it is told nothing", async () => {
    const one = await setUp();
    const { tenant, administrator } = one;
    for (const role of ["officer", "head"] as const) expect(await refusalOf(await add(await makeOfficer(tenant, [role]), tenant, newPlace()))).toEqual([403, "not-permitted"]);
    const stranger = await makeOfficer(await makeTenant(), ["administrator"]);
    for (const [method, path] of [["POST", "webhooks"], ["GET", "webhooks"], ["GET", `webhooks/${one.webhook.id}/deliveries`], ["DELETE", `webhooks/${one.webhook.id}`], ["POST", "webhook-deliveries"]] as const)
      expect(await refusalOf(await send(stranger, tenant, method, path, path === "webhooks" && method === "POST" ? { url: newPlace() } : undefined)), path).toEqual([404, "not-found"]);
    expect(await refusalOf(await add(administrator, tenant, one.place)), "the same again").toEqual([400, "body-invalid"]);
    const atOnce = await Promise.all([1, 2, 3, 4].map(() => add(administrator, tenant, newPlace())));
    expect(atOnce.map(({ status }) => status).toSorted()).toEqual([201, 201, 400, 400]);
    expect((await send(administrator, tenant, "DELETE", `webhooks/${one.webhook.id}`)).status).toBe(204);
    expect(await refusalOf(await send(administrator, tenant, "DELETE", `webhooks/${one.webhook.id}`))).toEqual([404, "not-found"]);
    await openDiscrepancies(tenant, [aFinding()]);
    await drain(tenant.code);
    expect(await received(one.place)).toEqual([]);
  });

  test.each(["http://nhan.example.vn/", "https://10.0.0.1/", "https://may-chu/", "https://a:b@nhan.example.vn/", "https://nhan.example.vn:8443/", "khong phai dia chi"])("does not enter %s", async (url) => {
    const tenant = await makeTenant();
    expect(await refusalOf(await add(await makeOfficer(tenant, ["administrator"]), tenant, url))).toEqual([400, "body-invalid"]);
  });
});
