import { beforeAll, describe, expect, test } from "vitest";
import type { Tenant } from "../../../worker/kernel/context.ts";
import type { SavedViewRequest, SavedViewView } from "../../../worker/worklist/contract.ts";
import { ask, refusalOf } from "../ask.ts";
import { asPerson, contextFor, makeAuthority, makeOfficer, makeTenant } from "../make-tenant.ts";

type Person = Awaited<ReturnType<typeof makeOfficer>>;
let authority: Tenant;
let auditor: Person;
let colleague: Person;
let supervisor: Person;

beforeAll(async () => {
  authority = await makeAuthority();
  [auditor, colleague, supervisor] = [await makeOfficer(authority, ["auditor"]), await makeOfficer(authority, ["auditor"]), await makeOfficer(authority, ["supervisor"])];
});

let made = 0;
/** Every one has a name of its own, unless a test gives one. */
const view = (more: Partial<SavedViewRequest> = {}): SavedViewRequest => ({ name: `Đất đai, mức cao ${++made}`, query: "state:open sev:>=high đất", sort: "due", columns: ["severity", "subject", "due"], isShared: false, ...more });

function send(person: Person, method: string, path = "", body?: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return ask(`/v1/t/VN/views${path}`, { method, headers: asPerson(person, { "Content-Type": "application/json", ...headers }), body: body === undefined ? null : JSON.stringify(body) });
}
const listOf = async (person: Person) => (await (await send(person, "GET")).json<{ views: SavedViewView[] }>()).views;
const add = async (person: Person, more: Partial<SavedViewRequest> = {}) => (await send(person, "POST", "", view(more))).json<SavedViewView>();

describe("saved views", () => {
  test("are there again as they were kept, for their owner alone", async () => {
    const asked = view();
    const kept = await add(auditor, asked);
    expect(kept).toMatchObject({ ...asked, isOwn: true, version: 1, owner: { id: auditor.id } });
    expect((await listOf(auditor)).map(({ id }) => id)).toContain(kept.id);
    expect((await listOf(colleague)).map(({ id }) => id)).not.toContain(kept.id);
  });

  test("are shared by supervisors, and only their owner changes them", async () => {
    expect(await refusalOf(await send(auditor, "POST", "", view({ isShared: true })))).toEqual([403, "not-permitted"]);
    const shared = await add(supervisor, { isShared: true });
    expect((await listOf(colleague)).find(({ id }) => id === shared.id)).toMatchObject({ isOwn: false, owner: { id: supervisor.id } });
    expect(await refusalOf(await send(colleague, "PUT", `/${shared.id}`, view(), { "If-Match": '"1"' }))).toEqual([404, "not-found"]);
    expect(await refusalOf(await send(colleague, "DELETE", `/${shared.id}`))).toEqual([404, "not-found"]);
  });

  test("are changed in the version that was read: of two windows one wins", async () => {
    const { id } = await add(auditor);
    const answers = await Promise.all(["Một", "Hai"].map((name) => send(auditor, "PUT", `/${id}`, view({ name }), { "If-Match": '"1"' })));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect(await refusalOf(await send(auditor, "PUT", `/${id}`, view()))).toEqual([428, "precondition-required"]);
  });

  test("have a name of their own among their owner's, when added and when changed, also of two at once", async () => {
    const keeper = await makeOfficer(authority, ["auditor"]);
    const answers = await Promise.all([1, 2].map(() => send(keeper, "POST", "", view({ name: "Cùng tên" }))));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409]);
    expect(await refusalOf(answers.find(({ status }) => status === 409)!)).toEqual([409, "view-name-taken"]);
    const other = await add(keeper, { name: "Tên khác" });
    const rename = (name: string, version: number) => send(keeper, "PUT", `/${other.id}`, view({ name }), { "If-Match": `"${version}"` });
    expect(await refusalOf(await rename("Cùng tên", 1))).toEqual([409, "view-name-taken"]);
    expect((await rename("Tên khác", 1)).status).toBe(200);
    expect(await refusalOf(await rename("Cùng tên", 1))).toEqual([409, "version-conflict"]);
    expect((await add(colleague, { name: "Cùng tên" })).name).toBe("Cùng tên");
  });

  test("deleted, one is gone, and deleting it again says so", async () => {
    const { id } = await add(auditor);
    expect((await send(auditor, "DELETE", `/${id}`)).status).toBe(204);
    expect(await refusalOf(await send(auditor, "DELETE", `/${id}`))).toEqual([404, "not-found"]);
  });

  test("are refused when their query is not understood or a column is unknown", async () => {
    for (const query of ["colour:red", 'x "', "state:open reason:xyz", "assignee:nobody-of-that-name"]) expect(await refusalOf(await send(auditor, "POST", "", view({ query }))), query).toEqual([400, "query-invalid"]);
    expect(await (await send(auditor, "POST", "", view({ query: "reason:xyz" }))).json()).toMatchObject({ detail: expect.stringContaining("source_error") as unknown });
    for (const wrong of [{ columns: ["nothing"] }, { columns: [] }, { columns: ["due", "subject", "due"] }, { sort: "name" }, { name: " " }, { owner: colleague.id }]) expect(await refusalOf(await send(auditor, "POST", "", { ...view(), ...wrong }))).toEqual([400, "body-invalid"]);
  });

  test("say when their query means nothing any more, and stay", async () => {
    const keeper = await makeOfficer(authority, ["auditor"]);
    const [known, gone] = [await add(keeper, { query: "tenant:VN rule:R07" }), await add(keeper, { query: "tenant:VN assignee:none" })];
    expect([known.isUnderstood, gone.isUnderstood]).toEqual([true, true]);
    const keep = (query: string, { id }: SavedViewView) => contextFor(authority).ledger.prepare("UPDATE saved_view SET query = ? WHERE tenant_id = 'VN' AND id = ?").bind(query, id).run();
    await keep("colour:red", known);
    await keep('tenant:"Sở đã giải thể" assignee:none', gone);
    expect((await listOf(keeper)).filter(({ isOwn }) => isOwn).map(({ id, isUnderstood }) => [id, isUnderstood]).toSorted()).toEqual([[known.id, false], [gone.id, false]].toSorted());
    const corrected = await send(keeper, "PUT", `/${gone.id}`, view({ query: "assignee:none" }), { "If-Match": '"1"' });
    expect(await corrected.json<SavedViewView>()).toMatchObject({ isUnderstood: true, version: 2 });
  });

  test("of one tenant do not exist for another", async () => {
    const tenant = await makeTenant();
    const officer = await makeOfficer(tenant);
    expect(await refusalOf(await send(officer, "GET"))).toEqual([404, "not-found"]);
    const path = `/v1/t/${tenant.code}/views`;
    expect(await refusalOf(await ask(path, { headers: asPerson(auditor) }))).toEqual([404, "not-found"]);
    expect((await ask(path, { headers: asPerson(officer) })).status).toBe(200);
  });

  test("are a hundred at most", async () => {
    const keeper = await makeOfficer(authority, ["auditor"]);
    const answers = await Promise.all(Array.from({ length: 103 }, (_, i) => send(keeper, "POST", "", view({ name: `Cách xem ${i}` }))));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(100);
    expect(await listOf(keeper)).toHaveLength(100 + (await listOf(keeper)).filter(({ isOwn }) => !isOwn).length);
  });
});
