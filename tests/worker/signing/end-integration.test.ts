import { beforeAll, describe, expect, test } from "vitest";
import type { IntegrationView } from "../../../worker/tenancy/contract.ts";
import type { KeyList } from "../../../worker/signing/contract.ts";
import { ask, refusalOf } from "../ask.ts";
import { makePusher, push, pushed, received } from "../filings/make-pusher.ts";
import { asPerson, contextFor, makeOfficer, makeTenant } from "../make-tenant.ts";
import { signToken } from "./sign-token.ts";

type Pusher = Awaited<ReturnType<typeof makePusher>>;
type Person = Awaited<ReturnType<typeof makeOfficer>>;
let pusher: Pusher;
let administrator: Person;
const end = (person: Person | null, { id, tenant }: Pick<Pusher, "id" | "tenant"> = pusher, body: object = { reason: "replaced" }, at = tenant.code) =>
  ask(`/v1/t/${at}/integrations/${id}/end`, { method: "POST", headers: { "Content-Type": "application/json", ...(person ? asPerson(person) : {}) }, body: JSON.stringify(body) });
const list = async () => (await (await ask(`/v1/t/${pusher.tenant.code}/integrations`, { headers: asPerson(administrator) })).json<{ integrations: IntegrationView[] }>()).integrations;
const read = async (token: string) => ask(`/v1/t/${pusher.tenant.code}/submissions`, { headers: { Authorization: `Bearer ${token}` } });

beforeAll(async () => {
  pusher = await makePusher(await makeTenant());
  administrator = await makeOfficer(pusher.tenant, ["administrator"]);
});

describe("ending an integration", () => {
  test("is for an administrator of the tenant who proved to be there, with a reason of the list", async () => {
    const elsewhere = await makeOfficer(await makeTenant(), ["administrator"]);
    expect(await refusalOf(await end(null))).toEqual([401, "sign-in-required"]);
    expect(await refusalOf(await end(elsewhere))).toEqual([404, "not-found"]);
    expect(await refusalOf(await end(elsewhere, pusher, { reason: "retired" }, elsewhere.tenantId)), "nor is it theirs at their own address").toEqual([404, "not-found"]);
    expect(await refusalOf(await end(await makeOfficer(pusher.tenant, ["head", "officer"])))).toEqual([403, "not-permitted"]);
    expect(await refusalOf(await end(administrator, pusher, { reason: "just so" }))).toEqual([400, "body-invalid"]);
    await contextFor(pusher.tenant).ledger.prepare("UPDATE session SET asserted_at = NULL WHERE officer_id = ?").bind(administrator.id).run();
    expect(await refusalOf(await end(administrator))).toEqual([403, "step-up-required"]);
    await contextFor(pusher.tenant).ledger.prepare("UPDATE session SET asserted_at = ? WHERE officer_id = ?").bind(Date.now(), administrator.id).run();
    expect((await list()).map(({ ended }) => ended)).toEqual([null]);
  });

  test("stops its keys and tokens at once, once, and is shown; what it pushed stays", async () => {
    await pushed(pusher, [received("H-1")]);
    expect((await read(await signToken(pusher))).status).toBe(200);
    const [token, bystander] = [await signToken(pusher), await makePusher(pusher.tenant, "khac")];
    const answers = await Promise.all([end(administrator), end(administrator)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect(await answers.find(({ status }) => status === 200)!.json()).toMatchObject({ id: pusher.id, ended: { by: administrator.id, reason: "replaced" } });

    expect(await refusalOf(await read(token)), "a token made before").toEqual([401, "client-token-invalid"]);
    expect(await refusalOf(await read(await signToken(pusher)))).toEqual([401, "client-token-invalid"]);
    expect((await refusalOf(await push(pusher, [received("H-2")])))[0]).toBeGreaterThanOrEqual(401);
    expect((await read(await signToken(bystander))).status, "another system of the tenant goes on").toBe(200);
    expect((await list()).map(({ id, ended }) => [id, ended?.reason ?? null])).toEqual([[bystander.id, null], [pusher.id, "replaced"]]);
    const { keys } = await (await ask(`/v1/t/${pusher.tenant.code}/keys`, { headers: asPerson(administrator) })).json<KeyList>();
    expect(keys.filter(({ ownerId }) => ownerId === pusher.id).map(({ state, reason }) => [state, reason])).toEqual([["revoked", "cessation"]]);
    const { ledger, tenant } = contextFor(pusher.tenant);
    const { results } = await ledger.prepare("SELECT entry FROM log_entry WHERE tenant_id = ? ORDER BY idx DESC LIMIT 20").bind(tenant.code).all<{ entry: string }>();
    const entries = results.map(({ entry }) => JSON.parse(entry) as Record<string, unknown>);
    expect(entries.filter(({ kind }) => kind === "integration.ended")).toMatchObject([{ subject: pusher.id, by: administrator.id, reason: "replaced" }]);
    expect(entries.find(({ kind }) => kind === "key.revoked")).toMatchObject({ kid: pusher.kid, reason: "cessation" });
    expect(await ledger.prepare("SELECT COUNT(*) AS n FROM filing_batch WHERE tenant_id = ? AND integration_id = ?").bind(tenant.code, pusher.id).first<number>("n")).toBe(1);
  });

  test("a source that ended is free for the system that takes its place; what was ended is not ended again", async () => {
    const { source } = (await list()).find(({ id }) => id === pusher.id)!;
    const added = await ask(`/v1/t/${pusher.tenant.code}/integrations`, { method: "POST", headers: asPerson(administrator, { "Content-Type": "application/json" }), body: JSON.stringify({ name: "Hệ thống mới", source }) });
    expect([added.status, await added.json()]).toMatchObject([201, { source, ended: null }]);
    expect(await refusalOf(await end(administrator))).toEqual([409, "transition-refused"]);
    expect(await refusalOf(await end(administrator, { ...pusher, id: "int_01980000-0000-7000-8000-00000000000e" }))).toEqual([404, "not-found"]);
  });
});
