import { introspectWorkflow } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Tenant } from "../../../worker/kernel/context.ts";
import { findDiscrepancy, type Discrepancy } from "../../../worker/audit/queries.ts";
import { BULK_CHUNK, type BulkList, type BulkView, type DecideManyResult, type ItemList } from "../../../worker/review/bulk-contract.ts";
import { UNDO_WITHIN } from "../../../worker/review/contract.ts";
import { resumeStalled } from "../../../worker/review/carry-out.ts";
import { keepOrder } from "../../../worker/review/keep-order.ts";
import { makeMove } from "../../../worker/review/move-discrepancy.ts";
import { runOrder } from "../../../worker/review/run-order.ts";
import { itemKey } from "../../../worker/review/settle-stopped.ts";
import { ask, refusalOf } from "../ask.ts";
import { countD1 } from "../count-d1.ts";
import { asPerson, contextFor, makeAuthority, makeOfficer, makeTenant } from "../make-tenant.ts";
import { aFinding, makeDiscrepancy, openDiscrepancies } from "./make-discrepancy.ts";
import type { Person } from "./people.ts";
import { signManifest } from "./sign-manifest.ts";
import { withKey, type Signer } from "./sign-move.ts";

let authority: Tenant;
let [auditor, signer]: Signer[] = [];
let [colleague, supervisor, operator]: Person[] = [];
let tenants: Tenant[];
beforeAll(async () => {
  authority = await makeAuthority();
  [auditor, signer] = [await withKey(authority, await makeOfficer(authority, ["auditor"])), await withKey(authority, await makeOfficer(authority, ["auditor"]))];
  [colleague, supervisor, operator] = [await makeOfficer(authority, ["auditor"]), await makeOfficer(authority, ["supervisor"]), await makeOfficer(authority, ["operator"])];
});
beforeEach(async () => {
  tenants = [await makeTenant({ ledger: "LEDGER_1" }), await makeTenant({ ledger: "LEDGER_2" })];
});

const post = (person: { cookie: string }, path: string, body?: object) => ask(`/v1/discrepancies/bulk${path}`, { method: "POST", headers: asPerson(person, body ? { "Content-Type": "application/json" } : {}), ...(body && { body: JSON.stringify(body) }) });
const get = async <Answer>(person: { cookie: string }, path: string) => (await ask(`/v1/discrepancies/bulk${path}`, { headers: asPerson(person) })).json<Answer>();
const look = (id: string) => get<BulkView>(colleague!, `/${id}`);
const stop = (person: { cookie: string }, id: string) => post(person, `/${id}/stop`);
const stopped = async (person: { cookie: string }, id: string) => (await stop(person, id)).json<BulkView>();
const itemsOf = (id: string, query = "") => get<ItemList>(operator!, `/${id}/items${query}`);
const stateOf = async ({ tenantId, id }: Discrepancy) => (await findDiscrepancy(contextFor(tenants.find(({ code }) => code === tenantId)!).ledger, tenantId, id))!.state;
/** The entries of the authority's log about the order, without what is the same in all of them. */
const entriesOf = async (id: string) =>
  (await contextFor(authority).ledger.prepare("SELECT json_remove(entry, '$.v', '$.kind', '$.tenant', '$.at', '$.bulk', '$.manifest') AS said FROM log_entry WHERE tenant_id = 'VN' AND entry ->> 'bulk' = ? ORDER BY idx").bind(id).all<{ said: string }>()).results.map(({ said }) => JSON.parse(said) as Record<string, unknown>);

/** Six discrepancies in two ledgers, and an order about them that nobody has begun with. */
async function giveOrder(by: Person = auditor!): Promise<{ id: string; made: Discrepancy[] }> {
  const made: Discrepancy[] = [];
  for (let i = 0; i < 6; i++) made.push(await makeDiscrepancy(tenants[i % 2]!));
  const { id } = await keepOrder(contextFor(authority), { by: by.id, transition: "acknowledge", request: { transition: "acknowledge" }, manifest: "test", startsAt: null, items: made.map(({ tenantId, id: one, version }) => ({ tenant: tenantId, id: one, version })), signed: null });
  return { id, made };
}

/** The move of one item, as a runner makes it. */
async function runItem(bulkId: string, made: readonly Discrepancy[], place: number): Promise<unknown> {
  const mover = { kind: "officer", id: auditor!.id, accounts: [auditor!.id], tenantCode: "VN", roles: ["auditor"] } as const;
  const { tenantId, id, version } = made[place]!;
  const unit = { ...contextFor(tenants.find(({ code }) => code === tenantId)!), actor: mover };
  return makeMove(unit, { discrepancyId: id, version, mover, request: { transition: "acknowledge" }, mark: { key: itemKey(bulkId, place), digest: bulkId, bulkId } });
}

describe("stopping an order", () => {
  test("taken back before it begins, a large order has moved nothing, and nothing moves it later", async () => {
    const ids = await openDiscrepancies(tenants[0]!, Array.from({ length: BULK_CHUNK + 1 }, () => aFinding()));
    await using _runners = await introspectWorkflow(env.BULK_ORDER);
    const given = await (await post(auditor!, "", { q: `tenant:${tenants[0]!.code} state:NEW`, request: { transition: "acknowledge" } })).json<BulkView>();
    expect(given).toMatchObject({ total: BULK_CHUNK + 1, moved: 0, stopped: null });
    expect(await refusalOf(await post(auditor!, `/${given.id}/undo`))).toEqual([409, "transition-refused"]);
    const answer = await stop(auditor!, given.id);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ moved: 0, refused: 0, waiting: 0, notMoved: BULK_CHUNK + 1, startsIn: null, finishedAt: expect.any(String) as string, stopped: { by: { id: auditor!.id, name: auditor!.name } } });
    expect(await runOrder(contextFor(authority, Date.now() + UNDO_WITHIN), given.id)).toMatchObject({ isFinished: true });
    const { results } = await contextFor(tenants[0]!).ledger.prepare("SELECT DISTINCT state FROM discrepancy WHERE tenant_id = ?").bind(tenants[0]!.code).all();
    expect(results).toEqual([{ state: "NEW" }]);
    expect(ids).toHaveLength(BULK_CHUNK + 1);
    expect(await entriesOf(given.id)).toEqual([{ transition: "acknowledge", total: BULK_CHUNK + 1, by: auditor!.id }, { act: "stop", by: auditor!.id }, { moved: 0, stopped: BULK_CHUNK + 1, by: auditor!.id }]);
  });

  test("in the middle of a go: what was written counts as moved and stays, the rest never moves, and each is listed", async () => {
    const { id, made } = await giveOrder();
    // A runner wrote two and has not counted them when the order is stopped; it goes on with the others.
    await runItem(id, made, 0);
    await runItem(id, made, 1);
    expect(await stopped(auditor!, id)).toMatchObject({ total: 6, moved: 2, refused: 0, waiting: 0, notMoved: 4, failures: [] });
    await expect(runItem(id, made, 2)).rejects.toThrow();
    expect(await Promise.all(made.map(stateOf))).toEqual(["ACKNOWLEDGED", "ACKNOWLEDGED", "NEW", "NEW", "NEW", "NEW"]);
    expect((await itemsOf(id)).items.map(({ outcome }) => outcome)).toEqual(["moved", "moved", "stopped", "stopped", "stopped", "stopped"]);
    const first = await itemsOf(id, "?outcome=stopped&limit=3");
    expect([first.items.map((item) => item.id), first.next]).toEqual([made.slice(2, 5).map((one) => one.id), 4]);
    expect((await itemsOf(id, "?outcome=stopped&after=4")).items).toEqual([{ place: 5, tenant: made[5]!.tenantId, id: made[5]!.id, version: 1, outcome: "stopped", code: null }]);
    expect((await itemsOf(id, "?outcome=waiting")).items).toEqual([]);
  });

  test("two stops, three runners and a page that goes on, all at once: counts, items and events agree", async () => {
    const { id, made } = await giveOrder();
    const home = contextFor(authority);
    const answers = await Promise.all([runOrder(home, id), stop(auditor!, id), runOrder(home, id), stop(supervisor!, id), post(auditor!, `/${id}/continue`), runOrder(home, id)]);
    for (const answer of answers) if (answer instanceof Response) expect([200, 409]).toContain(answer.status);
    while (!(await runOrder(home, id)).isFinished);
    const order = await look(id);
    const states = await Promise.all(made.map(stateOf));
    const moved = states.filter((state) => state === "ACKNOWLEDGED").length;
    expect(order).toMatchObject({ moved, refused: 0, waiting: 0, notMoved: 6 - moved });
    expect((await itemsOf(id)).items.map(({ outcome }) => outcome)).toEqual(states.map((state) => (state === "ACKNOWLEDGED" ? "moved" : "stopped")));
    // Whoever stopped it was one of them, and once.
    expect((await entriesOf(id)).filter(({ act }) => act === "stop")).toHaveLength(order.stopped ? 1 : 0);
  });

  test("whose runner died after the stop is ended by the next one", async () => {
    const { id, made } = await giveOrder();
    await runItem(id, made, 3);
    const home = contextFor(authority);
    await home.ledger.prepare("UPDATE bulk_move SET at = 0, stopped_at = 1, stopped_by = ? WHERE tenant_id = 'VN' AND id = ?").bind(supervisor!.id, id).run();
    expect(await look(id)).toMatchObject({ waiting: 6, notMoved: 0, stopped: { by: { id: supervisor!.id } }, finishedAt: null });
    const started: string[] = [];
    await resumeStalled(home, { createBatch: async (batch: { params: { bulk: string } }[]) => started.push(...batch.map(({ params }) => params.bulk)) } as unknown as Workflow);
    expect(started).toContain(id);
    expect(await runOrder(home, id)).toMatchObject({ isFinished: true });
    expect(await look(id)).toMatchObject({ moved: 1, waiting: 0, notMoved: 5 });
  });

  test("is for whoever gave it and for supervisors; a second stop answers the same, one after the end is refused", async () => {
    const { id } = await giveOrder();
    for (const [person, refusal] of [[colleague!, [403, "not-permitted"]], [operator!, [403, "not-permitted"]], [await makeOfficer(tenants[0]!, ["officer", "head", "administrator"]), [404, "not-found"]]] as const) expect(await refusalOf(await stop(person, id))).toEqual(refusal);
    expect(await refusalOf(await ask(`/v1/discrepancies/bulk/${id}/stop`, { method: "POST" }))).toEqual([401, "sign-in-required"]);
    expect(await refusalOf(await stop(auditor!, "blk_nothing"))).toEqual([404, "not-found"]);
    expect(await refusalOf(await ask("/v1/discrepancies/bulk/blk_nothing/items", { headers: asPerson(auditor!) }))).toEqual([404, "not-found"]);
    expect(await refusalOf(await ask("/v1/discrepancies/bulk?of=everybody", { headers: asPerson(colleague!) }))).toEqual([403, "not-permitted"]);
    expect((await get<BulkList>(supervisor!, "?of=everybody")).orders).toContainEqual(expect.objectContaining({ id, by: { id: auditor!.id, name: auditor!.name }, waiting: 6 }));
    const once = await stopped(supervisor!, id);
    expect(once).toMatchObject({ notMoved: 6, stopped: { by: { id: supervisor!.id } } });
    expect(await stopped(auditor!, id)).toEqual(once);
    expect((await get<BulkList>(supervisor!, "?of=everybody")).orders.map((order) => order.id)).not.toContain(id);

    const ended = await giveOrder();
    while (!(await runOrder(contextFor(authority), ended.id)).isFinished);
    expect(await refusalOf(await stop(auditor!, ended.id))).toEqual([409, "transition-refused"]);
    expect(await look(ended.id)).toMatchObject({ moved: 6, stopped: null });
  });

  test("a signed manifest too: what it did not decide yet is not decided, and sending it again does not begin anew", async () => {
    await using runners = await introspectWorkflow(env.BULK_ORDER);
    const made: Discrepancy[] = [];
    for (let i = 0; i < BULK_CHUNK + 2; i++) made.push(await makeDiscrepancy(tenants[0]!, { state: "EXPLAINED" }));
    const manifest = await signManifest(authority, signer!, "accept", made);
    const send = () => ask("/v1/discrepancies/bulk-decisions", { method: "POST", headers: asPerson(signer!, { "Content-Type": "application/json" }), body: JSON.stringify(manifest) });
    // The first fifty are decided at once; a runner would decide the others. Stopped before it does, or after: both are told as they are.
    const order = await (await send()).json<DecideManyResult>();
    expect(order).toMatchObject({ moved: BULK_CHUNK, startsIn: null });
    const answer = await stop(signer!, order.id);
    for (const runner of await runners.get()) await runner.waitForStatus("complete");
    const { moved, notMoved, waiting } = answer.status === 200 ? await answer.json<BulkView>() : await look(order.id);
    expect([moved + notMoved, waiting]).toEqual([made.length, 0]);
    const states = await Promise.all(made.map(stateOf));
    expect(states.filter((state) => state === "EXPLAINED")).toHaveLength(notMoved);
    expect(await (await send()).json()).toMatchObject({ id: order.id, moved, notMoved, waiting: 0 });
  });

  test("ten thousand that wait are settled in five questions", async () => {
    const [home, one] = [contextFor(authority), await makeDiscrepancy(tenants[0]!)];
    const items = Array.from({ length: 10_000 }, (_, place) => ({ tenant: tenants[place % 2]!.code, id: place === 0 ? one.id : `dis_${place}`, version: 1 }));
    const { id } = await keepOrder(home, { by: auditor!.id, transition: "acknowledge", request: { transition: "acknowledge" }, manifest: "test", startsAt: null, items, signed: null });
    await home.ledger.prepare("UPDATE bulk_move SET stopped_at = 1, stopped_by = ? WHERE tenant_id = 'VN' AND id = ?").bind(auditor!.id, id).run();
    const { ledgers } = home.platform;
    const counted = { LEDGER_1: countD1(ledgers.LEDGER_1), LEDGER_2: countD1(ledgers.LEDGER_2) };
    const platform = { ...home.platform, ledgers: { LEDGER_1: counted.LEDGER_1.database, LEDGER_2: counted.LEDGER_2.database } };
    expect(await runOrder({ ...home, platform, ledger: platform.ledgers[authority.ledger] }, id)).toMatchObject({ isFinished: true });
    expect(await look(id)).toMatchObject({ moved: 0, notMoved: 10_000 });
    // The order, its items, one batch a ledger, and one that ends it.
    expect(counted.LEDGER_1.count.calls + counted.LEDGER_2.count.calls).toBe(5);
  }, 30_000);
});
