import { beforeAll, describe, expect, test } from "vitest";
import type { Tenant } from "../../../worker/kernel/context.ts";
import { findDiscrepancy } from "../../../worker/audit/queries.ts";
import { BULK_CHUNK, type BulkPreview, type BulkView } from "../../../worker/review/bulk-contract.ts";
import { ask, refusalOf } from "../ask.ts";
import { asPerson, contextFor, makeAuthority, makeOfficer, makeTenant } from "../make-tenant.ts";
import { aFinding, makeDiscrepancy, openDiscrepancies } from "./make-discrepancy.ts";
import { move, type Person } from "./people.ts";

const comment = "Đã đối chiếu với sổ tiếp nhận hồ sơ giấy.";
const dismissal = { transition: "request-dismissal", reason: "below_materiality", comment };
let [auditor, colleague]: Person[] = [];
beforeAll(async () => {
  const authority = await makeAuthority();
  [auditor, colleague] = [await makeOfficer(authority, ["auditor"]), await makeOfficer(authority, ["auditor"])];
});

const post = (person: Person, path: string, body?: object) => ask(`/v1/discrepancies/bulk${path}`, { method: "POST", headers: asPerson(person, body ? { "Content-Type": "application/json" } : {}), ...(body && { body: JSON.stringify(body) }) });
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

  test("over a query: what it matched when the order was given is moved, what comes later is not; it goes on in chunks, each item once", async () => {
    const tenant = await makeTenant();
    const ids = await openDiscrepancies(tenant, Array.from({ length: BULK_CHUNK + 5 }, () => aFinding()));
    const order = { q: `tenant:${tenant.code} state:NEW`, request: { transition: "acknowledge" } };
    const first = await (await post(auditor!, "", order)).json<BulkView>();
    expect(first).toMatchObject({ total: BULK_CHUNK + 5, moved: BULK_CHUNK, waiting: 5, finishedAt: null });
    const late = await makeDiscrepancy(tenant);
    const waiting = ids[(await states(tenant, ids)).indexOf("NEW")]!;
    await move(colleague!, { tenantId: tenant.code, id: waiting, version: 1 }, { transition: "acknowledge" });
    expect(await refusalOf(await post(colleague!, `/${first.id}/continue`))).toEqual([403, "not-permitted"]);
    expect(await (await post(auditor!, `/${first.id}/continue`)).json()).toMatchObject({ moved: BULK_CHUNK + 4, refused: 1, waiting: 0, failures: [{ id: waiting, code: "version-conflict" }] });
    expect(await (await post(auditor!, `/${first.id}/continue`)).json()).toMatchObject({ moved: BULK_CHUNK + 4, waiting: 0 });
    expect(await states(tenant, [late.id])).toEqual(["NEW"]);
    const events = await contextFor(tenant).ledger.prepare("SELECT COUNT(*) AS count FROM discrepancy_event WHERE tenant_id = ? AND bulk_id = ?").bind(tenant.code, first.id).first("count");
    expect(events).toBe(BULK_CHUNK + 4);
    expect(await (await ask(`/v1/discrepancies/bulk/${first.id}`, { headers: asPerson(colleague!) })).json()).toMatchObject({ total: BULK_CHUNK + 5, waiting: 0 });
  });

  test("not with signatures, not undone, not both ways at once, and not more than five hundred dismissals", async () => {
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
