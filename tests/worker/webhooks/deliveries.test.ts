import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import type { Tenant } from "../../../worker/kernel/context.ts";
import { runAudit } from "../../../worker/audit/run-audit.ts";
import { platformOf } from "../../../worker/http/platform.ts";
import type { DeliveryList, WebhookView } from "../../../worker/webhooks/contract.ts";
import { drainWebhooks } from "../../../worker/webhooks/drain-webhooks.ts";
import { ask, refusalOf } from "../ask.ts";
import { countD1 } from "../count-d1.ts";
import { asPerson, contextFor, makeAuthority, makeOfficer, makeTenant } from "../make-tenant.ts";
import { AFTER_DEADLINE, foundIn, plantCounters, plantReport, plantServices } from "../audit/plant.ts";
import { publishNationalForms } from "../make-report.ts";
import { aFinding, openDiscrepancies } from "../review/make-discrepancy.ts";
import { move } from "../review/people.ts";
import { add, claimsOf, drain, log, newPlace, received, send, setUp, type Person } from "./receiver.ts";

const DAY = 86_400_000;
let authority: Tenant;
let [auditor, chief]: Person[] = [];
beforeAll(async () => {
  authority = await publishNationalForms();
  await makeAuthority();
  [auditor, chief] = [await makeOfficer(authority, ["auditor"]), await makeOfficer(authority, ["administrator"])];
});

const acknowledge = (tenant: Tenant, id: string) => move(auditor!, { tenantId: tenant.code, id, version: 1 }, { transition: "acknowledge" });
/** What was told about one discrepancy, in the order it came in. */
const idsOf = async (place: string, discrepancy: string) => (await received(place)).map(({ id }) => id).filter((id) => id.startsWith(discrepancy));

describe("what a webhook is told", () => {
  test("of a correction is the amended report that made it, then that runs verified it, then that it came back", async () => {
    const { tenant, place } = await setUp();
    const { ledger } = contextFor(tenant);
    // Everything below happened in 2025: the webhook reads the log from its beginning.
    await ledger.prepare("INSERT INTO webhook_cursor (tenant_id, webhook_id, idx) SELECT tenant_id, id, -1 FROM webhook WHERE tenant_id = ? ON CONFLICT DO UPDATE SET idx = -1").bind(tenant.code).run();
    await plantServices(tenant, [{ code: "1.000002" }]);
    await plantCounters(tenant, [{ service: "1.000002", day: "2025-01-05", onlineFull: 20 }]);
    const report = (online: number, amends?: string, days = 0) => plantReport(tenant, { rows: [{ service: "1.000002", online, total: online }], ...(amends ? { amends, receivedAt: AFTER_DEADLINE + days * DAY } : {}) });
    const run = (days: number) => runAudit(contextFor(tenant, AFTER_DEADLINE + days * DAY), { reportType: "services-quarter", periodId: "2025-Q1" });
    const first = await report(90);
    await run(0);
    const { id } = (await foundIn(tenant)).find(({ rule }) => rule === "R07")!;
    const insert = ledger.prepare("INSERT INTO discrepancy_event (tenant_id, discrepancy_id, version, transition, from_state, to_state, actor_id, actor_tenant_id, at, due_on, log_idx) VALUES (?, ?, ?, ?, ?, ?, 'off_x', 'VN', ?, ?, 0)");
    await ledger.batch([
      insert.bind(tenant.code, id, 2, "ask", "NEW", "AWAITING_EXPLANATION", AFTER_DEADLINE, "2025-04-20"),
      insert.bind(tenant.code, id, 3, "explain", "AWAITING_EXPLANATION", "EXPLAINED", AFTER_DEADLINE, null),
      insert.bind(tenant.code, id, 4, "uphold", "EXPLAINED", "UPHELD", AFTER_DEADLINE, "2025-05-05"),
    ]);
    const amended = await report(20, first, 1);
    await run(2);
    await run(3);
    const again = await report(85, amended, 4);
    await run(5);
    await drain(tenant.code);
    const told = (await received(place)).filter(({ id: name }) => name.startsWith(id)).map((one) => ({ ...claimsOf(one), name: one.id, event: one.event }));
    expect(told.map(({ name, event }) => [name, event])).toEqual([[`${id}.1`, "discrepancy.opened"], [`${id}.5`, "discrepancy.transitioned"], [`${id}.6`, "discrepancy.transitioned"], [`${id}.7`, "discrepancy.regressed"]]);
    expect(told[1]).toMatchObject({ move: { transition: "file-correction", from: "UPHELD", to: "CORRECTION_FILED", by: "unit", submission: amended }, discrepancy: { reported: 90 } });
    expect(told[2]).toMatchObject({ move: { transition: "verify-fixed", to: "VERIFIED_FIXED", by: "platform", submission: null } });
    expect(told[3]).toMatchObject({ move: { transition: "regress", from: "VERIFIED_FIXED", to: "NEW", by: "platform" }, discrepancy: { reported: 85, actual: 20 } });
    expect(again).not.toBe(amended);
  });
});

describe("who sends", () => {
  test("and dies in the middle leaves what it held until its lease is over; then it comes again, as it was, and what follows comes after it", async () => {
    const one = await setUp();
    const [id] = await openDiscrepancies(one.tenant, [aFinding()]);
    await acknowledge(one.tenant, id!);
    let wakeUp!: () => void;
    const asleep = new Promise<void>((resolve) => (wakeUp = resolve));
    let reached!: () => void;
    const hasReached = new Promise<void>((resolve) => (reached = resolve));
    // The receiver has it, and the sender hears nothing of it any more.
    const dying = drain(one.tenant.code, 31_000, { timeout: 60_000, ask: async (url, init) => (await fetch(url, init), reached(), await asleep, new Response(null, { status: 202 })) });
    await hasReached;
    expect(await drain(one.tenant.code, 31_000 + 110_000), "somebody still holds it").toEqual({ accepted: 0, failed: 0 });
    expect(await drain(one.tenant.code, 31_000 + 130_000)).toEqual({ accepted: 2, failed: 0 });
    const settled = await log(one);
    wakeUp();
    await dying;
    expect(await log(one), "whoever held it once changes nothing").toEqual(settled);
    expect(settled.map(({ version, state, attempts }) => [version, state, attempts]).toSorted()).toEqual([[1, "accepted", 1], [2, "accepted", 1]]);
    expect(await idsOf(one.place, id!)).toEqual([`${id}.1`, `${id}.1`, `${id}.2`]);
    const [before, again] = await received(one.place);
    expect(again!.body).toBe(before!.body);
  });

  test("takes nothing more once its leases would not outlive the slowest attempt", async () => {
    const one = await setUp();
    await openDiscrepancies(one.tenant, Array.from({ length: 15 }, () => aFinding()));
    // Six at a time, and each takes longer than the time in which more are taken.
    const slow = { ask: async (url: string, init?: RequestInit) => (await new Promise((resolve) => setTimeout(resolve, 300)), fetch(url, init)) };
    expect(await drain(one.tenant.code, 31_000, slow, 200)).toEqual({ accepted: 6, failed: 0 });
    expect(await drain(one.tenant.code)).toEqual({ accepted: 9, failed: 0 });
    expect(new Set((await received(one.place)).map(({ id }) => id)).size).toBe(15);
    expect(await received(one.place)).toHaveLength(15);
  });
});

describe("the doors of webhooks", () => {
  test("that add and remove ask for the passkey again; those that look and send do not", async () => {
    const one = await setUp();
    await contextFor(one.tenant).ledger.prepare("UPDATE session SET asserted_at = 1 WHERE tenant_id = ?").bind(one.tenant.code).run();
    expect((await refusalOf(await add(one.administrator, one.tenant, newPlace())))[1]).toBe("step-up-required");
    expect((await refusalOf(await send(one.administrator, one.tenant, "DELETE", `webhooks/${one.webhook.id}`)))[1]).toBe("step-up-required");
    expect((await send(one.administrator, one.tenant, "GET", `webhooks/${one.webhook.id}/deliveries`)).status).toBe(200);
    expect((await send(one.administrator, one.tenant, "POST", "webhook-deliveries")).status).toBe(200);
    await openDiscrepancies(one.tenant, [aFinding()]);
    expect(await drain(one.tenant.code), "it was not removed").toEqual({ accepted: 1, failed: 0 });
  });

  test("show everything once, page by page, also what happened in one moment in two ledgers; not what a second look withholds from the reader", async () => {
    const tenants = [await makeTenant({ ledger: "LEDGER_1" }), await makeTenant({ ledger: "LEDGER_2" })];
    const { id: webhook } = await (await add(chief!, authority, newPlace())).json<WebhookView>();
    const at = Date.now();
    const opened = (await Promise.all(tenants.map((tenant) => openDiscrepancies(tenant, Array.from({ length: 7 }, () => aFinding()), at)))).flat();
    await drain("VN");
    const page = async (query: string) => (await send(chief!, authority, "GET", `webhooks/${webhook}/deliveries${query}`)).json<DeliveryList>();
    const readAll = async () => {
      const shown: string[] = [];
      for (let before = ""; ; ) {
        const { deliveries, next } = await page(`?limit=3${before}`);
        shown.push(...deliveries.map(({ discrepancy }) => discrepancy));
        if (next === null) return shown;
        before = `&before=${encodeURIComponent(next)}`;
      }
    };
    const all = await readAll();
    expect(new Set(all).size).toBe(all.length);
    expect(all).toEqual(expect.arrayContaining(opened));
    for (const wrong of ["x", "[]", "[1,2,3,4,5]", '["1","a","b",1,""]']) expect(await refusalOf(await send(chief!, authority, "GET", `webhooks/${webhook}/deliveries?before=${encodeURIComponent(wrong)}`))).toEqual([400, "query-invalid"]);

    const { ledger } = contextFor(tenants[0]!);
    await ledger.prepare("INSERT INTO withheld_discrepancy (tenant_id, discrepancy_id, officer_id, month, from_version, from_at, given_at) VALUES (?, ?, ?, '2026-10', 1, 0, 0)").bind(tenants[0]!.code, opened[0]!, chief!.id).run();
    expect((await readAll()).filter((id) => opened.includes(id)).toSorted()).toEqual(opened.slice(1).toSorted());
    const colleague = await makeOfficer(authority, ["administrator"]);
    expect((await (await send(colleague, authority, "GET", `webhooks/${webhook}/deliveries?limit=100`)).json<DeliveryList>()).deliveries.map(({ discrepancy }) => discrepancy)).toContain(opened[0]);
    expect((await send(chief!, authority, "DELETE", `webhooks/${webhook}`)).status).toBe(204);
    expect(await refusalOf(await ask(`/v1/t/VN/webhooks/${webhook}/deliveries`, { headers: asPerson(chief!) }))).toEqual([404, "not-found"]);
  });
});

describe("what telling costs", () => {
  const counted = async (of: string) => {
    const platform = platformOf(env as unknown as Env);
    const [one, two] = [countD1(platform.ledgers.LEDGER_1), countD1(platform.ledgers.LEDGER_2)];
    const result = await drainWebhooks({ central: env.CENTRAL, platform: { ...platform, ledgers: { LEDGER_1: one.database, LEDGER_2: two.database } }, now: Date.now() + 31_000 }, { ask: (url, init) => fetch(url, init), timeout: 5000, isDemo: true }, of);
    return { result, calls: one.count.calls + two.count.calls, read: one.count.rowsRead + two.count.rowsRead, written: one.count.rowsWritten + two.count.rowsWritten };
  };

  const countLogsAhead = async () => {
    const ledgers = Object.values(platformOf(env as unknown as Env).ledgers);
    const counts = await Promise.all(ledgers.map((ledger) => ledger.prepare("SELECT COUNT(DISTINCT tenant_id) AS logs FROM log_entry WHERE entry ->> 'at' > ?").bind(Date.now()).first<number>("logs")));
    return counts.reduce<number>((sum, logs) => sum + logs!, 0);
  };

  test("a quiet minute asks four questions a ledger, however many tenants there are; of a unit's own webhook its own ledger only, and reads as much with many as with few", async () => {
    const mine = await setUp();
    const { id } = await (await add(chief!, authority, newPlace())).json<WebhookView>();
    for (const of of ["VN", mine.tenant.code]) await drain(of);
    const few = { authority: await counted("VN"), unit: await counted(mine.tenant.code) };
    const grown = await Promise.all(Array.from({ length: 40 }, () => makeTenant()));
    for (const tenant of grown) await openDiscrepancies(tenant, [aFinding()]);
    expect((await counted("VN")).result).toEqual({ accepted: 40, failed: 0 });
    const many = { authority: await counted("VN"), unit: await counted(mine.tenant.code) };
    // The webhooks, the logs that have grown, what is due, what is old. Of a log that another test wrote in days to come, it is asked once more how far it may be told.
    expect([many.authority.calls, few.unit.calls, many.unit.calls]).toEqual([few.authority.calls, 5, 5]);
    expect(few.authority.calls).toBeLessThanOrEqual(8 + (await countLogsAhead()));
    // The last entry and the cursor of each tenant, and what is as old as the page of deliveries.
    expect(many.authority.read - few.authority.read).toBeLessThanOrEqual(40 * 5);
    expect(many.unit.read - few.unit.read).toBeLessThanOrEqual(2);
    expect([many.authority.written, many.unit.written]).toEqual([0, 0]);
    expect((await send(chief!, authority, "DELETE", `webhooks/${id}`)).status).toBe(204);
  });

  test("what one of many tenants has new costs two questions more, two for each that is told and one for six, and five rows written for each", async () => {
    const { id } = await (await add(chief!, authority, newPlace())).json<WebhookView>();
    await drain("VN");
    const quiet = await counted("VN");
    const tenant = await makeTenant();
    await openDiscrepancies(tenant, Array.from({ length: 12 }, () => aFinding()));
    const busy = await counted("VN");
    expect(busy.result).toEqual({ accepted: 12, failed: 0 });
    expect(busy.calls - quiet.calls).toBeLessThanOrEqual(2 + 12 + 2 * 2);
    expect((busy.written - quiet.written) / 12).toBeLessThanOrEqual(12);
    expect((await send(chief!, authority, "DELETE", `webhooks/${id}`)).status).toBe(204);
  });
});
