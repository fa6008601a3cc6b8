import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import type { Tenant } from "../../../worker/kernel/context.ts";
import { platformOf } from "../../../worker/http/platform.ts";
import { keyView, publicKeyView, type KeyView } from "../../../worker/signing/contract.ts";
import { retireKeys } from "../../../worker/signing/retire-keys.ts";
import { addIntegration } from "../../../worker/tenancy/add-integration.ts";
import { ask, refusalOf } from "../ask.ts";
import { approveKey, askChallenge, makeKey, makeKeyPair, postKey, proofClaims, registerKey, revokeKey, signCompact, type TestKey } from "../make-key.ts";
import { makeFiler, publishNationalForms, sendSubmission, servicesAnswers, signReport } from "../make-report.ts";
import { asPerson, contextFor, makeOfficer, makeTenant } from "../make-tenant.ts";

type Person = Awaited<ReturnType<typeof makeOfficer>>;
let tenant: Tenant;
let officer: Person;
let administrator: Person;
beforeAll(async () => {
  await publishNationalForms();
  tenant = await makeTenant();
  officer = await makeOfficer(tenant);
  administrator = await makeOfficer(tenant, ["administrator"]);
});

const change = (step: "suspend" | "resume", person: Person, kid: string, where = tenant) => ask(`/v1/t/${where.code}/keys/${kid}/${step}`, { method: "POST", headers: asPerson(person) });
const publicView = async (kid: string, where = tenant) => publicKeyView.strict().parse(await (await ask(`/v1/t/${where.code}/keys/${kid}`)).json());

type Rotation = { owner?: string; signer?: TestKey; body?: Record<string, unknown>; prevClaims?: Record<string, unknown>; nonce?: string };
/** Registers `next` in the place of `old`: the same claims signed by both. */
async function rotate(person: Person, old: TestKey, next: TestKey, { owner, signer, body, prevClaims, nonce }: Rotation = {}, where = tenant): Promise<Response> {
  const claims = { ...proofClaims(await askChallenge(where, person), next, owner), ...(nonce ? { nonce } : {}) };
  const pop = await signCompact(next, "gov-key-pop+jwt", claims);
  const prevPop = await signCompact({ ...(signer ?? old), kid: old.kid }, "gov-key-pop+jwt", { ...claims, ...prevClaims });
  return postKey(where, person, { jwk: next.jwk, alg: next.alg, label: "Khóa mới", pop, prevPop, ...(owner ? { owner } : {}), ...body });
}

describe("a key is suspended and resumed", () => {
  test("by its owner: it signs nothing meanwhile, and each step is in its history and the log", async () => {
    const filer = await makeFiler(await makeTenant());
    const { kid } = filer.key;
    expect(keyView.parse(await (await change("suspend", filer.officer, kid, filer.tenant)).json())).toMatchObject({ state: "suspended", suspendedBy: filer.officer.id });
    expect(await refusalOf(await sendSubmission(filer.tenant, await signReport(filer)))).toEqual([422, "key-not-active"]);
    const resumed = keyView.parse(await (await change("resume", filer.officer, kid, filer.tenant)).json());
    expect(resumed).toMatchObject({ state: "active", suspendedBy: null });
    expect(resumed.history.map(({ kind, by }) => [kind, by?.name])).toEqual([["registered", filer.officer.name], ["activated", expect.any(String)], ["suspended", filer.officer.name], ["resumed", filer.officer.name]]);
    for (const { kind, logIndex } of resumed.history) {
      const entry = await env[filer.tenant.ledger].prepare("SELECT entry FROM log_entry WHERE tenant_id = ? AND idx = ?").bind(filer.tenant.code, logIndex).first<string>("entry");
      expect(JSON.parse(entry!)).toMatchObject({ kind: `key.${kind}`, kid });
    }
    const text = JSON.stringify(await publicView(kid, filer.tenant));
    for (const person of [filer.officer.id, filer.officer.name]) expect(text).not.toContain(person);
  });

  test("what an administrator suspended its owner does not resume; a colleague touches nothing", async () => {
    const key = await makeKey(tenant, officer);
    const colleague = await makeOfficer(tenant, ["head"]);
    expect(await refusalOf(await change("suspend", colleague, key.kid))).toEqual([403, "not-permitted"]);
    expect((await change("suspend", administrator, key.kid)).status).toBe(200);
    expect(await refusalOf(await change("resume", officer, key.kid))).toEqual([403, "self-approval"]);
    expect(await refusalOf(await change("resume", colleague, key.kid))).toEqual([403, "not-permitted"]);
    expect((await change("resume", administrator, key.kid)).status).toBe(200);
  });

  test("only from the state it fits; a waiting or revoked key is neither", async () => {
    const waiting = await makeKeyPair();
    await registerKey(tenant, officer, waiting);
    for (const step of ["suspend", "resume"] as const) expect(await refusalOf(await change(step, officer, waiting.kid))).toEqual([409, "transition-refused"]);
    const key = await makeKey(tenant, officer);
    await revokeKey(tenant, officer, key.kid);
    for (const step of ["suspend", "resume"] as const) expect(await refusalOf(await change(step, officer, key.kid))).toEqual([409, "transition-refused"]);
  });

  test("ten times at once it is suspended once; from elsewhere it does not exist", async () => {
    const key = await makeKey(tenant, officer);
    const answers = await Promise.all(Array.from({ length: 10 }, () => change("suspend", officer, key.kid)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const foreign = await makeOfficer(await makeTenant(), ["administrator"]);
    expect(await refusalOf(await change("resume", foreign, key.kid))).toEqual([404, "not-found"]);
    expect(await refusalOf(await ask(`/v1/t/${tenant.code}/keys/${key.kid}/suspend`, { method: "POST" }))).toEqual([401, "sign-in-required"]);
  });

  test("attack 25: suspended or revoked between the check and the write, nothing is written", async () => {
    const filer = await makeFiler(await makeTenant());
    const [jws, count] = [await signReport(filer), async () => env[filer.tenant.ledger].prepare("SELECT COUNT(*) AS n FROM submission WHERE tenant_id = ?").bind(filer.tenant.code).first<number>("n")];
    const answers = await Promise.all([sendSubmission(filer.tenant, jws), revokeKey(filer.tenant, filer.officer, filer.key.kid), sendSubmission(filer.tenant, jws)]);
    const { revokedIndex } = await publicView(filer.key.kid, filer.tenant);
    const accepted = answers.filter((_, i) => i !== 1 && answers[i]!.ok);
    for (const answer of accepted) expect((await answer.json<{ index: number }>()).index).toBeLessThan(revokedIndex!);
    expect(await count()).toBe(accepted.length > 0 ? 1 : 0);
  });
});

describe("a key that ends on a day", () => {
  test("says so when it is registered, and is expired from then on, without anybody doing anything", async () => {
    const filer = await makeFiler(await makeTenant());
    const key = await makeKeyPair();
    const notAfter = new Date(Date.now() + 1500).toISOString();
    const pop = await signCompact(key, "gov-key-pop+jwt", proofClaims(await askChallenge(filer.tenant, filer.officer), key));
    expect(await (await postKey(filer.tenant, filer.officer, { jwk: key.jwk, alg: key.alg, label: "x", pop, notAfter })).json()).toMatchObject({ notAfter, state: "pending" });
    await approveKey(filer.tenant, await makeOfficer(filer.tenant, ["administrator"]), key.kid);
    const jws = await signReport({ ...filer, key });
    await new Promise((resolve) => setTimeout(resolve, 1600));
    expect(await publicView(key.kid, filer.tenant)).toMatchObject({ state: "expired", notAfter });
    expect(await (await sendSubmission(filer.tenant, jws)).json()).toMatchObject({ code: "key-not-active", key_state: "expired" });
  });

  test.each([["in the past", -1], ["in eleven years", 11 * 366 * 86_400_000]])("not %s", async (_, offset) => {
    const key = await makeKeyPair();
    const pop = await signCompact(key, "gov-key-pop+jwt", proofClaims(await askChallenge(tenant, officer), key));
    expect(await refusalOf(await postKey(tenant, officer, { jwk: key.jwk, alg: key.alg, label: "x", pop, notAfter: new Date(Date.now() + offset).toISOString() }))).toEqual([400, "body-invalid"]);
  });
});

describe("rotation", () => {
  test("the old key vouches: the new one signs at once, both do until the overlap is over, then cron writes the end into the log", async () => {
    const filer = await makeFiler();
    const next = await makeKeyPair();
    const made: KeyView = keyView.parse(await (await rotate(filer.officer, filer.key, next, { body: { overlapDays: 2 } }, filer.tenant)).json());
    expect(made).toMatchObject({ state: "active", approvedBy: null });
    expect(made.history.map(({ kind, otherKid }) => [kind, otherKid])).toEqual([["registered", null], ["activated", filer.key.kid]]);
    const old = await publicView(filer.key.kid, filer.tenant);
    expect(old).toMatchObject({ state: "active", revokedIndex: null });
    expect(old.history.at(-1)).toMatchObject({ kind: "replaced", otherKid: next.kid, retiresAt: old.retiresAt });
    for (const [key, period] of [[filer.key, "2024-Q1"], [next, "2024-Q2"]] as const) {
      expect((await sendSubmission(filer.tenant, await signReport({ ...filer, key }, { data: servicesAnswers(period) }))).status).toBe(201);
    }
    const after = Date.parse(old.retiresAt!) + 1;
    expect(await retireKeys(env.CENTRAL, platformOf(env), after - 10)).toBe(0);
    expect(await retireKeys(env.CENTRAL, platformOf(env), after)).toBe(1);
    expect(await retireKeys(env.CENTRAL, platformOf(env), after)).toBe(0);
    const ended = await publicView(filer.key.kid, filer.tenant);
    expect(ended).toMatchObject({ state: "revoked", reason: "superseded" });
    expect(ended.history.at(-1)).toMatchObject({ kind: "revoked", reason: "superseded", logIndex: ended.revokedIndex });
  });

  test("without an overlap the old key ends in the same batch", async () => {
    const [old, next] = [await makeKey(tenant, officer), await makeKeyPair()];
    expect((await rotate(officer, old, next, { body: { overlapDays: 0 } })).status).toBe(201);
    const [before, after] = [await publicView(old.kid), await publicView(next.kid)];
    expect(before).toMatchObject({ state: "revoked", reason: "superseded" });
    expect(before.history.map(({ kind }) => kind)).toEqual(["registered", "activated", "replaced", "revoked"]);
    expect(before.revokedIndex).toBe(after.activatedIndex! + 1);
  });

  test("attack 24: signed with the old key before, sent after its end: refused, whatever `iat` says", async () => {
    const filer = await makeFiler();
    const early = await signReport(filer);
    expect((await rotate(filer.officer, filer.key, await makeKeyPair(), { body: { overlapDays: 0 } }, filer.tenant)).status).toBe(201);
    expect(await (await sendSubmission(filer.tenant, early)).json()).toMatchObject({ code: "key-not-active", key_state: "revoked" });
  });

  test("an integration's key is rotated by an administrator, with the old key's word", async () => {
    const integration = await addIntegration(contextFor(tenant), { name: "Một cửa", source: "mot-cua" }, administrator.id);
    const colleague = await makeOfficer(tenant, ["administrator"]);
    const old = await makeKeyPair();
    await registerKey(tenant, administrator, old, integration);
    await approveKey(tenant, colleague, old.kid);
    expect(await (await rotate(administrator, old, await makeKeyPair(), { owner: integration })).json()).toMatchObject({ ownerId: integration, state: "active" });
    expect(await refusalOf(await rotate(officer, old, await makeKeyPair(), { owner: integration }))).toEqual([403, "not-permitted"]);
  });

  test("happens once: of five successors at once one takes over, and only from it the next is rotated", async () => {
    const old = await makeKey(tenant, officer);
    const answers = await Promise.all(Array.from({ length: 5 }, async () => rotate(officer, old, await makeKeyPair())));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409, 409, 409]);
    expect(await refusalOf(await rotate(officer, old, await makeKeyPair()))).toEqual([409, "transition-refused"]);
  });

  test.each<[string, () => Promise<Rotation & { old?: TestKey }>, [number, string]]>([
    ["by somebody else's key", async () => ({ old: await makeKey(tenant, await makeOfficer(tenant)) }), [422, "key-proof-invalid"]],
    ["by a key nobody knows", async () => ({ old: await makeKeyPair() }), [422, "key-proof-invalid"]],
    ["that another key signed", async () => ({ signer: await makeKeyPair() }), [422, "signature-invalid"]],
    ["for another new key", async () => ({ prevClaims: { jkt: "A".repeat(43) } }), [422, "key-proof-invalid"]],
    ["on a challenge that was made up", async () => ({ prevClaims: { nonce: "A".repeat(22) } }), [409, "nonce-invalid"]],
    ["with a longer overlap than a week", async () => ({ body: { overlapDays: 8 } }), [400, "body-invalid"]],
    ["by a revoked key", async () => {
      const old = await makeKey(tenant, officer);
      await revokeKey(tenant, officer, old.kid);
      return { old };
    }, [422, "key-not-active"]],
    ["by a waiting key", async () => {
      const old = await makeKeyPair();
      await registerKey(tenant, officer, old);
      return { old };
    }, [422, "key-not-active"]],
  ])("is not vouched for %s", async (_, wish, refusal) => {
    const { old, ...rotation } = await wish();
    expect(await refusalOf(await rotate(officer, old ?? (await makeKey(tenant, officer)), await makeKeyPair(), rotation))).toEqual(refusal);
  });

  test("the new key does not vouch for itself, and an overlap needs an old key", async () => {
    const key = await makeKeyPair();
    expect(await refusalOf(await rotate(officer, key, key))).toEqual([422, "key-proof-invalid"]);
    const pop = await signCompact(key, "gov-key-pop+jwt", proofClaims(await askChallenge(tenant, officer), key));
    expect(await refusalOf(await postKey(tenant, officer, { jwk: key.jwk, alg: key.alg, label: "x", pop, overlapDays: 1 }))).toEqual([400, "body-invalid"]);
  });
});
