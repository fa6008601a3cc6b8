import { introspectWorkflow } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import type { Tenant } from "../../../worker/kernel/context.ts";
import { findDiscrepancy } from "../../../worker/audit/queries.ts";
import { BULK_CHUNK, type BulkList, type BulkPreview, type BulkView } from "../../../worker/review/bulk-contract.ts";
import { resumeStalled } from "../../../worker/review/carry-out.ts";
import { UNDO_WITHIN } from "../../../worker/review/contract.ts";
import { keepOrder } from "../../../worker/review/keep-order.ts";
import { makeMove } from "../../../worker/review/move-discrepancy.ts";
import { runOrder } from "../../../worker/review/run-order.ts";
import { ask, refusalOf } from "../ask.ts";
import { asPerson, contextFor, makeAuthority, makeOfficer, makeTenant } from "../make-tenant.ts";
import { aFinding, makeDiscrepancy, openDiscrepancies } from "./make-discrepancy.ts";
import { move, type Person } from "./people.ts";

const comment = "Đã đối chiếu với sổ tiếp nhận hồ sơ giấy.";
const dismissal = { transition: "request-dismissal", reason: "below_materiality", comment };
let authority: Tenant;
let [auditor, colleague]: Person[] = [];
beforeAll(async () => {
  authority = await makeAuthority();
  [auditor, colleague] = [await makeOfficer(authority, ["auditor"]), await makeOfficer(authority, ["auditor"])];
});

const post = (person: Person, path: string, body?: object) => ask(`/v1/discrepancies/bulk${path}`, { method: "POST", headers: asPerson(person, body ? { "Content-Type": "application/json" } : {}), ...(body && { body: JSON.stringify(body) }) });
const look = async (person: Person, id: string) => (await ask(`/v1/discrepancies/bulk/${id}`, { headers: asPerson(person) })).json<BulkView>();
const countEvents = (tenant: Tenant, id: string) => contextFor(tenant).ledger.prepare("SELECT COUNT(*) AS count FROM discrepancy_event WHERE tenant_id = ? AND bulk_id = ?").bind(tenant.code, id).first("count");
const states = async (tenant: Tenant, ids: readonly string[]) => Promise.all(ids.map(async (id) => (await findDiscrepancy(contextFor(tenant).ledger, tenant.code, id))!.state));

describe("moving many at once", () => {
  test("says before how many can move and why the others cannot, and afterwards what became of each; one reason for all", async () => {
    const tenants = [await makeTenant({ ledger: "LEDGER_1" }), await makeTenant({ ledger: "LEDGER_2" })];
    const good = await Promise.all(tenants.map((tenant) => makeDiscrepancy(tenant)));
    const closed = await makeDiscrepancy(tenants[0]!, { state: "ACCEPTED" });
    const stale = await makeDiscrepancy(tenants[1]!);
    await move(colleague!, stale, { transition: "acknowledge" });
    const items = [...good, closed, stale].map(({ tenantId: tenant, id, version }) => ({ tenant, id, version }));
    const preview = await (await post(auditor!, "-preview", { items, request: dismissal })).json<BulkPreview>();
    expect(preview).toMatchObject({ total: 4, movable: 2, manifest: expect.stringMatching(/^[\w-]{43}$/) as string });
    expect(preview.refused.map(({ code, count, examples }) => [code, count, examples[0]!.id]).toSorted()).toEqual([["transition-refused", 1, closed.id], ["version-conflict", 1, stale.id]]);
    expect(await states(tenants[0]!, [good[0]!.id])).toEqual(["NEW"]);

    const done = await (await post(auditor!, "", { items, request: dismissal })).json<BulkView>();
    expect(done).toMatchObject({ total: 4, moved: 2, refused: 2, waiting: 0, finishedAt: expect.any(String) as string, manifest: preview.manifest });
    expect(done.failures.map(({ id, code }) => [id, code])).toEqual([[closed.id, "transition-refused"], [stale.id, "version-conflict"]]);
    for (const [place, { id }] of good.entries()) {
      const { results } = await contextFor(tenants[place]!).ledger.prepare("SELECT transition, reason, comment, bulk_id AS bulk FROM discrepancy_event WHERE tenant_id = ? AND discrepancy_id = ? AND version = 2").bind(tenants[place]!.code, id).all();
      expect(results).toEqual([{ transition: "request-dismissal", reason: "below_materiality", comment, bulk: done.id }]);
    }
  });

  test("over a query: what it matched when the order was given is moved, what comes later is not; it goes on by itself and is found again in the list of own orders", async () => {
    const tenant = await makeTenant();
    const ids = await openDiscrepancies(tenant, Array.from({ length: BULK_CHUNK + 5 }, () => aFinding()));
    await using runners = await introspectWorkflow(env.BULK_ORDER);
    const first = await (await post(auditor!, "", { q: `tenant:${tenant.code} state:NEW`, request: { transition: "acknowledge" } })).json<BulkView>();
    expect(first).toMatchObject({ total: BULK_CHUNK + 5, moved: 0, waiting: BULK_CHUNK + 5, finishedAt: null, stopped: null, by: { id: auditor!.id, name: auditor!.name } });
    expect(first.startsIn).toBeGreaterThan(UNDO_WITHIN - 5_000);
    expect(await (await post(auditor!, `/${first.id}/continue`)).json(), "nobody begins before the time is over").toMatchObject({ moved: 0, waiting: BULK_CHUNK + 5 });
    const late = await makeDiscrepancy(tenant);
    // Nobody asks for it.
    for (const runner of await runners.get()) await runner.waitForStatus("complete");
    const ended = await look(colleague!, first.id);
    expect(ended).toMatchObject({ moved: BULK_CHUNK + 5, refused: 0, waiting: 0, notMoved: 0, startsIn: null, finishedAt: expect.any(String) as string });
    expect(Date.parse(ended.finishedAt!) - Date.parse(ended.at)).toBeGreaterThanOrEqual(UNDO_WITHIN);
    expect(new Set(await states(tenant, ids))).toEqual(new Set(["ACKNOWLEDGED"]));
    expect(await states(tenant, [late.id])).toEqual(["NEW"]);
    expect(await countEvents(tenant, first.id)).toBe(BULK_CHUNK + 5);
    expect(await refusalOf(await post(colleague!, `/${first.id}/continue`))).toEqual([403, "not-permitted"]);
    expect(await (await post(auditor!, `/${first.id}/continue`)).json()).toMatchObject({ moved: BULK_CHUNK + 5, waiting: 0 });
    const own = await (await ask("/v1/discrepancies/bulk?limit=1", { headers: asPerson(auditor!) })).json<BulkList>();
    expect(own).toMatchObject({ orders: [{ id: first.id, waiting: 0 }], next: first.id });
    const before = await (await ask(`/v1/discrepancies/bulk?before=${own.next}`, { headers: asPerson(auditor!) })).json<BulkList>();
    expect(before.orders.map(({ id }) => id)).not.toContain(first.id);
    expect((await (await ask("/v1/discrepancies/bulk", { headers: asPerson(colleague!) })).json<BulkList>()).orders).toEqual([]);
  });

  test("cut off between a move and the note of it, and taken up by three runners at once, it moves each once and counts each once", async () => {
    const tenant = await makeTenant();
    const made = await Promise.all(Array.from({ length: 6 }, () => makeDiscrepancy(tenant)));
    const home = contextFor(authority);
    const { id } = await keepOrder(home, { by: auditor!.id, transition: "acknowledge", request: { transition: "acknowledge" }, manifest: "test", startsAt: null, items: made.map(({ tenantId, id: one, version }) => ({ tenant: tenantId, id: one, version })), signed: null });
    // The first was moved and the runner stopped; a colleague has moved that one on since. The second a colleague moved first.
    const mover = { kind: "officer", id: auditor!.id, accounts: [auditor!.id], tenantCode: "VN", roles: ["auditor"] } as const;
    await makeMove({ ...contextFor(tenant), actor: mover }, { discrepancyId: made[0]!.id, version: 1, mover, request: { transition: "acknowledge" }, mark: { key: `${id}-0`, digest: id, bulkId: id } });
    for (const one of [{ ...made[0]!, version: 2 }, made[1]!]) expect((await move(colleague!, one, { transition: "ask", question: "Vì sao số báo cáo khác số hồ sơ đã nhận?" })).status).toBe(200);
    await Promise.all(Array.from({ length: 3 }, () => runOrder(home, id)));
    while (!(await runOrder(home, id)).isFinished);
    expect(await look(auditor!, id)).toMatchObject({ total: 6, moved: 5, refused: 1, waiting: 0, failures: [{ id: made[1]!.id, code: "version-conflict" }] });
    expect(await countEvents(tenant, id)).toBe(5);
    const { results } = await home.ledger.prepare("SELECT entry ->> 'moved' AS moved, entry ->> 'refused' AS refused FROM log_entry WHERE tenant_id = 'VN' AND entry ->> 'bulk' = ? AND entry ->> 'moved' IS NOT NULL").bind(id).all();
    expect(results).toEqual([{ moved: 5, refused: 1 }]);
  });

  test("whoever has left moves nothing more, and an order that lost its runner gets another", async () => {
    const tenant = await makeTenant();
    const leaver = await makeOfficer(authority, ["auditor"]);
    const one = await makeDiscrepancy(tenant);
    const home = contextFor(authority);
    const kept = await keepOrder(contextFor(authority, home.now - 600_000), { by: leaver.id, transition: "acknowledge", request: { transition: "acknowledge" }, manifest: "test", startsAt: null, items: [{ tenant: tenant.code, id: one.id, version: 1 }], signed: null });
    await home.ledger.prepare("DELETE FROM officer_role WHERE tenant_id = 'VN' AND officer_id = ?").bind(leaver.id).run();
    await using runners = await introspectWorkflow(env.BULK_ORDER);
    expect(await resumeStalled(home, env.BULK_ORDER)).toContain(kept.id);
    for (const runner of await runners.get()) await runner.waitForStatus("complete");
    expect(await look(auditor!, kept.id)).toMatchObject({ moved: 0, refused: 1, waiting: 0, failures: [{ id: one.id, code: "not-permitted" }] });
    expect(await resumeStalled(home, env.BULK_ORDER)).not.toContain(kept.id);
  });

  test("is taken back as a whole within ten seconds, each with an outcome; not by others, not later, and not when somebody went on", async () => {
    const tenant = await makeTenant();
    const made = await Promise.all([makeDiscrepancy(tenant), makeDiscrepancy(tenant)]);
    const given = await (await post(auditor!, "", { items: made.map(({ tenantId, id, version }) => ({ tenant: tenantId, id, version })), request: { transition: "acknowledge" } })).json<BulkView>();
    expect(await refusalOf(await post(colleague!, `/${given.id}/undo`))).toEqual([403, "not-permitted"]);
    expect((await move(colleague!, { ...made[1]!, version: 2 }, { transition: "ask", question: "Vì sao số báo cáo khác số hồ sơ đã nhận?" })).status).toBe(200);
    const answer = await post(auditor!, `/${given.id}/undo`);
    expect(answer.status).toBe(201);
    const undone = await answer.json<BulkView>();
    expect(undone).toMatchObject({ transition: "undo", total: 2, moved: 1, refused: 1, failures: [{ id: made[1]!.id, code: "version-conflict" }] });
    expect(await states(tenant, made.map(({ id }) => id))).toEqual(["NEW", "AWAITING_EXPLANATION"]);
    expect(await (await post(auditor!, `/${given.id}/undo`)).json()).toMatchObject({ moved: 0, refused: 2 });
    expect(await refusalOf(await post(auditor!, `/${undone.id}/undo`))).toEqual([409, "transition-refused"]);
    expect(await refusalOf(await post(auditor!, "/blk_nothing/undo"))).toEqual([404, "not-found"]);
    const late = await makeDiscrepancy(tenant, { state: "ACKNOWLEDGED", askedBy: auditor! });
    const { id } = await keepOrder(contextFor(authority), { by: auditor!.id, transition: "undo", request: { transition: "undo" }, manifest: "test", startsAt: null, items: [{ tenant: tenant.code, id: late.id, version: late.version }], signed: null });
    await runOrder(contextFor(authority), id);
    expect(await look(auditor!, id)).toMatchObject({ moved: 0, failures: [{ code: "transition-refused" }] });
  });

  test("the same order given twice at once moves each once; what is of a unit of one's own is refused item by item", async () => {
    const [tenant, own] = [await makeTenant(), await makeTenant()];
    const made = [await makeDiscrepancy(tenant), await makeDiscrepancy(own), await makeDiscrepancy(tenant)];
    const neighbour = await makeOfficer(authority, ["auditor"]);
    const { ledger } = contextFor(authority);
    await ledger.prepare("INSERT INTO officer_past_unit (tenant_id, officer_id, unit_tenant_code, until) VALUES ('VN', ?, ?, NULL)").bind(neighbour.id, own.code).run();
    const body = { items: made.map(({ tenantId, id, version }) => ({ tenant: tenantId, id, version })), request: { transition: "acknowledge" } };
    expect(await (await post(neighbour, "-preview", body)).json()).toMatchObject({ total: 3, movable: 2, refused: [{ code: "self-approval", count: 1 }] });
    const orders = await Promise.all([1, 2].map(async () => (await post(neighbour, "", body)).json<BulkView>()));
    expect(orders.reduce((sum, { moved }) => sum + moved, 0)).toBe(2);
    for (const { failures } of orders) expect(failures).toContainEqual({ tenant: own.code, id: made[1]!.id, code: "self-approval" });
    expect(await states(tenant, [made[0]!.id, made[2]!.id])).toEqual(["ACKNOWLEDGED", "ACKNOWLEDGED"]);
    expect(await states(own, [made[1]!.id])).toEqual(["NEW"]);
    const { results } = await contextFor(tenant).ledger.prepare("SELECT COUNT(*) AS count FROM discrepancy_event WHERE tenant_id = ? AND transition = 'acknowledge'").bind(tenant.code).all();
    expect(results).toEqual([{ count: 2 }]);
  });

  test("not with signatures, not undone one by one, not both ways at once, and not more than five hundred dismissals", async () => {
    const tenant = await makeTenant();
    const items = [{ tenant: tenant.code, id: (await makeDiscrepancy(tenant)).id, version: 1 }];
    const many = Array.from({ length: 501 }, (_, i) => ({ tenant: tenant.code, id: `dis_${i}`, version: 1 }));
    for (const body of [
      { items, request: { transition: "accept", signed: "a.b.c" } }, { items, request: { transition: "grant-appeal", signed: "a.b.c" } }, { items, request: { transition: "undo" } },
      { items, q: "", request: dismissal }, { request: dismissal }, { items: [], request: dismissal }, { items: many, request: dismissal }, { items, request: { transition: "request-dismissal", reason: "below_materiality" } },
    ]) {
      expect(await refusalOf(await post(auditor!, "", body))).toEqual([400, "body-invalid"]);
    }
  });
});
