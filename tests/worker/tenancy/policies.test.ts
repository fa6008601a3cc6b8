import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import { policyList, policyView, type PolicyView } from "../../../worker/tenancy/contract.ts";
import { getPolicy } from "../../../worker/tenancy/policy-queries.ts";
import { setPolicy } from "../../../worker/tenancy/set-policy.ts";
import type { Tenant } from "../../../worker/kernel/context.ts";
import { ask, refusalOf } from "../ask.ts";
import { asPerson, contextFor, makeAuthority, makeOfficer, makeTenant } from "../make-tenant.ts";

type Person = Awaited<ReturnType<typeof makeOfficer>>;
const BOTH = ["ES256", "PS256"];
let tenant: Tenant;
let administrator: Person;
let officer: Person;
beforeAll(async () => {
  tenant = await makeTenant();
  [administrator, officer] = [await makeOfficer(tenant, ["administrator"]), await makeOfficer(tenant)];
});

const put = (home: Tenant, person: Person, body: object, policy = "signing-algorithms") =>
  ask(`/v1/t/${home.code}/policies/${policy}`, { method: "PUT", headers: asPerson(person, { "Content-Type": "application/json" }), body: JSON.stringify(body) });
const read = async (home: Tenant, person: Person): Promise<PolicyView> => policyList.parse(await (await ask(`/v1/t/${home.code}/policies`, { headers: asPerson(person) })).json()).policies[0]!;

describe("a tenant's policy", () => {
  test("holds its initial value until somebody settles it, and then keeps every version with who and when", async () => {
    expect(await read(tenant, officer)).toEqual({ name: "signing-algorithms", value: BOTH, version: 0, history: [] });
    const set = policyView.parse(await (await put(tenant, administrator, { value: [...BOTH, "RS256"], replaces: 0 })).json());
    expect(set).toMatchObject({ value: [...BOTH, "RS256"], version: 1, history: [{ version: 1, setBy: administrator.id, setByName: administrator.name }] });
    expect((await put(tenant, administrator, { value: BOTH, replaces: 1 })).status).toBe(200);
    const now = await read(tenant, officer);
    expect([now.version, now.value, now.history.map(({ version, value }) => [version, value])]).toEqual([2, BOTH, [[2, BOTH], [1, [...BOTH, "RS256"]]]]);
    expect(await getPolicy(env[tenant.ledger], tenant.code, "signing-algorithms")).toEqual(BOTH);
  });

  test("stands in the log by its version and digest, not by its value", async () => {
    const home = await makeTenant();
    await setPolicy(contextFor(home), "signing-algorithms", { value: [...BOTH, "ES384"], replaces: 0 });
    const { results } = await env[home.ledger].prepare("SELECT idx, entry FROM log_entry WHERE tenant_id = ?").bind(home.code).all<{ idx: number; entry: string }>();
    expect(results.map(({ entry }) => JSON.parse(entry) as unknown)).toMatchObject([{ kind: "policy.changed", subject: "signing-algorithms", version: 1, by: "platform", sha256: expect.stringMatching(/^[\w-]{43}$/) as unknown }]);
    expect(results[0]!.entry).not.toContain("ES384");
  });

  test("is another tenant's own business", async () => {
    const home = await makeTenant();
    await setPolicy(contextFor(tenant), "signing-algorithms", { value: [...BOTH, "RS256"], replaces: (await read(tenant, officer)).version });
    expect(await getPolicy(env[home.ledger], home.code, "signing-algorithms")).toEqual(BOTH);
  });

  test("is read by the authority's auditors and set by nobody but the tenant's administrators", async () => {
    const auditor = await makeOfficer(await makeAuthority(), ["auditor", "operator"]);
    expect((await read(tenant, auditor)).name).toBe("signing-algorithms");
    expect(await refusalOf(await put(tenant, auditor, { value: BOTH, replaces: 0 }))).toEqual([403, "not-permitted"]);
    expect(await refusalOf(await put(tenant, officer, { value: BOTH, replaces: 0 }))).toEqual([403, "not-permitted"]);
  });

  test("is set only by an administrator who has just proved to be there", async () => {
    const home = await makeTenant();
    const person = await makeOfficer(home, ["administrator"]);
    await env[home.ledger].prepare("UPDATE session SET asserted_at = 1 WHERE tenant_id = ?").bind(home.code).run();
    expect((await refusalOf(await put(home, person, { value: BOTH, replaces: 0 })))[1]).toBe("step-up-required");
    expect((await read(home, person)).version).toBe(0);
  });

  test("that is not in the list does not exist", async () => {
    for (const name of ["nothing", "__proto__", "toString", "signing-algorithms%00"]) expect(await refusalOf(await put(tenant, administrator, { value: BOTH, replaces: 0 }, name))).toEqual([404, "not-found"]);
  });
});

describe("a value that does not fit", () => {
  test.each([
    ["an algorithm nobody offers", [...BOTH, "none"], "/value/2"],
    ["a symmetric algorithm", [...BOTH, "HS256"], "/value/2"],
    ["the same twice", [...BOTH, "RS256", "RS256"], "/value"],
    ["without the two that TT 15/2025 names", ["RS256"], "/value"],
    ["no list", "RS256", "/value"],
    ["nothing", undefined, "/value"],
    ["null", null, "/value"],
  ])("is refused by its place: %s", async (_, value, pointer) => {
    const response = await put(tenant, administrator, { value, replaces: 0 });
    const problem = (await response.json()) as { code: string; errors: { pointer: string }[] };
    expect([response.status, problem.code, problem.errors[0]?.pointer]).toEqual([400, "body-invalid", pointer]);
  });
});

describe("two administrators at once", () => {
  test("do not overwrite each other unseen: one wins, the others are told to look again", async () => {
    const home = await makeTenant();
    const person = await makeOfficer(home, ["administrator"]);
    const answers = await Promise.all(Array.from({ length: 8 }, (_, i) => put(home, person, { value: i % 2 ? [...BOTH, "RS256"] : BOTH, replaces: 0 })));
    const codes = await Promise.all(answers.map(async (answer) => (answer.status === 200 ? "set" : (await refusalOf(answer))[1])));
    expect(codes.toSorted()).toEqual([...Array.from({ length: 7 }, () => "version-conflict"), "set"].toSorted());
    expect((await read(home, person)).version).toBe(1);
  });

  test("nor does a version that was never there pass", async () => {
    expect(await refusalOf(await put(await makeTenant(), await makeOfficer(tenant, ["administrator"]), { value: BOTH, replaces: 7 }))).toEqual([404, "not-found"]);
    expect(await refusalOf(await put(tenant, administrator, { value: BOTH, replaces: 700 }))).toEqual([409, "version-conflict"]);
  });
});

describe("the database", () => {
  test("takes no changed, deleted, replaced or skipped version", async () => {
    const home = await makeTenant();
    await setPolicy(contextFor(home), "signing-algorithms", { value: BOTH, replaces: 0 });
    const attempt = (sql: string) => env[home.ledger].prepare(sql).bind(home.code).run();
    await expect(attempt("UPDATE tenant_policy SET value = '[]' WHERE tenant_id = ?")).rejects.toThrow("new version");
    await expect(attempt("DELETE FROM tenant_policy WHERE tenant_id = ?")).rejects.toThrow("never deleted");
    for (const version of [1, 3]) await expect(attempt(`INSERT OR REPLACE INTO tenant_policy VALUES (?, 'signing-algorithms', ${version}, '[]', 'x', 0, 0)`)).rejects.toThrow("only the next version");
  });
});
