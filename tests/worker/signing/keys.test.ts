import { env } from "cloudflare:workers";
import { base64url } from "jose";
import { beforeAll, describe, expect, test } from "vitest";
import { addIntegration } from "../../../worker/tenancy/add-integration.ts";
import { keyChallenge, keyList, keyView, publicKeyView, type KeyView } from "../../../worker/signing/contract.ts";
import type { Tenant } from "../../../worker/kernel/context.ts";
import { ask, refusalOf } from "../ask.ts";
import { approveKey, askChallenge, makeKey, makeKeyPair, postKey, proofClaims, registerKey, revokeKey, signCompact, type TestKey } from "../make-key.ts";
import { asPerson, contextFor, makeAuthority, makeOfficer, makeTenant } from "../make-tenant.ts";

type Person = Awaited<ReturnType<typeof makeOfficer>>;
let tenant: Tenant;
let officer: Person;
let administrator: Person;
let colleague: Person;
beforeAll(async () => {
  tenant = await makeTenant();
  officer = await makeOfficer(tenant);
  administrator = await makeOfficer(tenant, ["administrator"]);
  colleague = await makeOfficer(tenant, ["administrator"]);
});

const logOf = async (kind: string, kid: string) => {
  const { results } = await env[tenant.ledger].prepare("SELECT idx, entry FROM log_entry WHERE tenant_id = ?").bind(tenant.code).all<{ idx: number; entry: string }>();
  return results.map(({ idx, entry }) => ({ idx, ...(JSON.parse(entry) as Record<string, unknown>) })).filter((entry) => (entry as Record<string, unknown>)["kind"] === kind && (entry as Record<string, unknown>)["kid"] === kid);
};
const listAs = async (person: Person) => keyList.parse(await (await ask(`/v1/t/${tenant.code}/keys`, { headers: asPerson(person) })).json()).keys;
const stateOf = async (kid: string) => (await listAs(administrator)).find((key) => key.kid === kid)?.state;

/** Registers with a good challenge and whatever `change` makes of the proof's claims, its header and the body around it. */
async function registerWith(change: { claims?: Record<string, unknown>; header?: Record<string, unknown>; type?: string; signer?: TestKey; body?: Record<string, unknown>; key?: TestKey }, person = officer) {
  const key = change.key ?? (await makeKeyPair());
  const claims = { ...proofClaims(await askChallenge(tenant, person), key), ...change.claims };
  const pop = await signCompact({ ...(change.signer ?? key), kid: key.kid }, change.type ?? "gov-key-pop+jwt", claims, change.header);
  return postKey(tenant, person, { jwk: key.jwk, alg: key.alg, label: "Máy tính bàn", pop, ...change.body });
}

describe("a key", () => {
  test("is registered by its officer, waits, is approved by an administrator, and signs from that entry of the log on", async () => {
    const key = await makeKeyPair();
    const registered = await registerKey(tenant, officer, key);
    expect(registered.status).toBe(201);
    const waiting = keyView.parse(await registered.json());
    expect(waiting).toMatchObject({ kid: key.kid, ownerId: officer.id, ownerName: officer.name, ownerKind: "officer", state: "pending", activatedIndex: null });
    const approved: KeyView = keyView.parse(await (await approveKey(tenant, administrator, key.kid)).json());
    expect(approved).toMatchObject({ state: "active", approvedBy: administrator.id });
    expect(await logOf("key.registered", key.kid)).toMatchObject([{ owner: officer.id, alg: "ES256" }]);
    expect(await logOf("key.activated", key.kid)).toMatchObject([{ idx: approved.activatedIndex, by: administrator.id }]);
  });

  test("of RSA is taken for PS256", async () => {
    expect((await registerKey(tenant, officer, await makeKeyPair("PS256"))).status).toBe(201);
  });

  test("is known by its thumbprint, whatever kid it brings along", async () => {
    const key = await makeKeyPair();
    const answer = await registerWith({ key, body: { jwk: { ...key.jwk, kid: "B".repeat(43) } } });
    expect(await answer.json()).toMatchObject({ kid: key.kid });
  });

  test("is registered once in a tenant, and once more in another, where it is another key", async () => {
    const key = await makeKeyPair();
    expect((await registerKey(tenant, officer, key)).status).toBe(201);
    expect(await refusalOf(await registerKey(tenant, officer, key))).toEqual([409, "key-exists"]);
    const elsewhere = await makeTenant();
    expect((await registerKey(elsewhere, await makeOfficer(elsewhere), key)).status).toBe(201);
  });

  test("sent ten times at once is registered once", async () => {
    const key = await makeKeyPair();
    const challenge = await askChallenge(tenant, officer);
    const pop = await signCompact(key, "gov-key-pop+jwt", proofClaims(challenge, key));
    const answers = await Promise.all(Array.from({ length: 10 }, () => postKey(tenant, officer, { jwk: key.jwk, alg: key.alg, label: "x", pop })));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, ...Array<number>(9).fill(409)]);
    expect(await logOf("key.registered", key.kid)).toHaveLength(1);
  });
});

describe("what is not registered", () => {
  test("a key with its private half, and the person is told that it is burnt", async () => {
    const key = await makeKeyPair();
    const answer = await registerWith({ key, body: { jwk: { ...key.jwk, d: base64url.encode(new Uint8Array(32)) } } });
    expect(await refusalOf(answer)).toEqual([400, "key-private-material"]);
    expect(await stateOf(key.kid)).toBeUndefined();
  });

  test.each(["RS256", "ES384", "Ed25519"] as const)("a key for %s, which no tenant has switched on", async (alg) => {
    expect(await refusalOf(await registerKey(tenant, officer, await makeKeyPair(alg)))).toEqual([422, "alg-not-allowed"]);
  });

  test("a key for encryption, or of another kind than its algorithm", async () => {
    const key = await makeKeyPair();
    expect(await refusalOf(await registerWith({ key, body: { jwk: { ...key.jwk, use: "enc" } } }))).toEqual([422, "key-invalid"]);
    expect(await refusalOf(await registerWith({ key, body: { alg: "PS256" } }))).toEqual([422, "key-invalid"]);
  });

  test.each<[string, Record<string, unknown>]>([
    ["`state`", { state: "active" }],
    ["`tenant`", { tenant: "VN" }],
    ["`approvedBy`", { approvedBy: "off_x" }],
    ["`kid`", { kid: "A".repeat(43) }],
  ])("a body that brings %s along", async (_, members) => {
    expect(await refusalOf(await registerWith({ body: members }))).toEqual([400, "body-invalid"]);
  });

  test("a key under a name that shows something else than it says", async () => {
    for (const label of ["", "   ", "Máy\u202etính", "a\nb", "\u0000", "x".repeat(81)]) expect(await refusalOf(await registerWith({ body: { label } })), JSON.stringify(label)).toEqual([400, "body-invalid"]);
  });

  test("anything of somebody who is not signed in, or signed in elsewhere", async () => {
    const stranger = await makeOfficer(await makeTenant());
    for (const path of ["key-challenges", "keys"]) {
      expect(await refusalOf(await ask(`/v1/t/${tenant.code}/${path}`, { method: "POST", headers: { "Content-Type": "application/json" }, body: path === "keys" ? JSON.stringify({ jwk: {}, alg: "ES256", label: "x", pop: "x" }) : "{}" }))).toEqual([401, "sign-in-required"]);
    }
    expect(await refusalOf(await ask(`/v1/t/${tenant.code}/key-challenges`, { method: "POST", headers: asPerson(stranger) }))).toEqual([404, "not-found"]);
    const key = await makeKeyPair();
    const pop = await signCompact(key, "gov-key-pop+jwt", proofClaims(await askChallenge(tenant, officer), key));
    expect(await refusalOf(await postKey(tenant, stranger, { jwk: key.jwk, alg: key.alg, label: "x", pop }))).toEqual([404, "not-found"]);
  });
});

describe("the proof of possession", () => {
  test.each<[string, Parameters<typeof registerWith>[0], [number, string]]>([
    ["for another tenant", { claims: { aud: "https://doisoat.example.gov.vn/t/VN" } }, [422, "key-proof-invalid"]],
    ["by another person", { claims: { iss: "off_01980000-0000-7000-8000-000000000001" } }, [422, "key-proof-invalid"]],
    ["of another key", { claims: { jkt: "A".repeat(43) } }, [422, "key-proof-invalid"]],
    ["whose header names another key", { header: { kid: "A".repeat(43) } }, [422, "key-proof-invalid"]],
    ["with two signing times", { header: { iat: 1 } }, [422, "key-proof-invalid"]],
    ["on a challenge that was made up", { claims: { nonce: "A".repeat(22) } }, [409, "nonce-invalid"]],
    ["of another type", { type: "gov-submission+jwt" }, [400, "jws-type-mismatch"]],
    ["with an unknown claim", { claims: { exp: 1 } }, [400, "claim-unknown"]],
    ["without a claim", { claims: { jkt: undefined } }, [400, "claim-missing"]],
    ["that says `none`", { header: { alg: "none" } }, [422, "alg-not-allowed"]],
    ["that brings its own key", { header: { jwk: {} } }, [400, "jws-header-forbidden"]],
    ["that is no JWS", { body: { pop: "x.y" } }, [400, "jws-malformed"]],
  ])("%s does not hold", async (_, change, refusal) => {
    expect(await refusalOf(await registerWith(change))).toEqual(refusal);
  });

  test("signed by another key does not hold", async () => {
    expect(await refusalOf(await registerWith({ signer: await makeKeyPair() }))).toEqual([422, "signature-invalid"]);
  });

  test("on a signing ticket instead of a challenge, or on a colleague's challenge, does not hold", async () => {
    const ticket = await (await ask(`/v1/t/${tenant.code}/signing-tickets`, { method: "POST", headers: asPerson(officer, { "Content-Type": "application/json" }), body: JSON.stringify({ form: "ii06a", rev: 1, locale: "vi" }) })).json<{ nonce: string }>();
    const theirs = await askChallenge(tenant, colleague);
    for (const nonce of [ticket.nonce, theirs.nonce]) expect(await refusalOf(await registerWith({ claims: { nonce } }))).toEqual([409, "nonce-invalid"]);
  });

  test("the challenge says what the proof must carry, and lives ten minutes", async () => {
    const challenge = keyChallenge.parse(await askChallenge(tenant, officer));
    expect(challenge).toMatchObject({ audience: `https://doisoat.example.gov.vn/t/${tenant.code}`, issuer: officer.id });
    expect(Date.parse(challenge.expiresAt) / 1000 - challenge.serverTime).toBeGreaterThanOrEqual(600);
    expect(Date.parse(challenge.expiresAt) / 1000 - challenge.serverTime).toBeLessThan(602);
  });
});

describe("approval", () => {
  test("attack 29: nobody approves their own key", async () => {
    const own = await makeKeyPair();
    await registerKey(tenant, administrator, own);
    expect(await refusalOf(await approveKey(tenant, administrator, own.kid))).toEqual([403, "self-approval"]);
    expect((await approveKey(tenant, colleague, own.kid)).status).toBe(200);
  });

  test("is for administrators of the tenant, and elsewhere the key does not exist", async () => {
    const key = await makeKeyPair();
    await registerKey(tenant, officer, key);
    expect(await refusalOf(await approveKey(tenant, await makeOfficer(tenant, ["head"]), key.kid))).toEqual([403, "not-permitted"]);
    const elsewhere = await makeTenant();
    const foreign = await makeOfficer(elsewhere, ["administrator"]);
    expect(await refusalOf(await approveKey(tenant, foreign, key.kid))).toEqual([404, "not-found"]);
    expect(await refusalOf(await approveKey(elsewhere, foreign, key.kid))).toEqual([404, "not-found"]);
    expect(await refusalOf(await ask(`/v1/t/${tenant.code}/keys/${key.kid}/approve`, { method: "POST" }))).toEqual([401, "sign-in-required"]);
    expect(await stateOf(key.kid)).toBe("pending");
  });

  test("in the authority an operator approves as well", async () => {
    const authority = await makeAuthority();
    const auditor = await makeOfficer(authority, ["auditor"]);
    const key = await makeKeyPair();
    await registerKey(authority, auditor, key);
    expect((await approveKey(authority, await makeOfficer(authority, ["operator"]), key.kid)).status).toBe(200);
  });

  test("happens once: of two administrators at once one decides", async () => {
    const key = await makeKeyPair();
    await registerKey(tenant, officer, key);
    const answers = await Promise.all([administrator, colleague].map((person) => approveKey(tenant, person, key.kid)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect(await logOf("key.activated", key.kid)).toHaveLength(1);
  });

  test("a revoked key is not approved, nor registered again", async () => {
    const key = await makeKeyPair();
    await registerKey(tenant, officer, key);
    expect((await revokeKey(tenant, officer, key.kid)).status).toBe(200);
    expect(await refusalOf(await approveKey(tenant, administrator, key.kid))).toEqual([409, "transition-refused"]);
    expect(await refusalOf(await registerKey(tenant, officer, key))).toEqual([409, "key-exists"]);
  });
});

describe("revocation", () => {
  test("by the owner or by an administrator, with a reason, for ever", async () => {
    const [own, other] = [await makeKey(tenant, officer), await makeKey(tenant, officer)];
    const revoked = keyView.parse(await (await revokeKey(tenant, officer, own.kid, "keyCompromise", { invalidityDate: new Date().toISOString() })).json());
    expect(revoked).toMatchObject({ state: "revoked", reason: "keyCompromise" });
    expect(await logOf("key.revoked", own.kid)).toMatchObject([{ idx: revoked.revokedIndex, reason: "keyCompromise", by: officer.id }]);
    expect((await revokeKey(tenant, administrator, other.kid)).status).toBe(200);
    expect(await refusalOf(await revokeKey(tenant, officer, own.kid))).toEqual([409, "transition-refused"]);
  });

  test("not by a colleague, not from elsewhere, not without a reason from the list", async () => {
    const key = await makeKey(tenant, officer);
    const foreign = await makeOfficer(await makeTenant(), ["administrator"]);
    expect(await refusalOf(await revokeKey(tenant, await makeOfficer(tenant, ["head"]), key.kid))).toEqual([403, "not-permitted"]);
    expect(await refusalOf(await revokeKey(tenant, foreign, key.kid))).toEqual([404, "not-found"]);
    expect(await refusalOf(await revokeKey(tenant, officer, key.kid, "because"))).toEqual([400, "body-invalid"]);
    expect(await stateOf(key.kid)).toBe("active");
  });

  test("ten times at once is one revocation and one entry", async () => {
    const key = await makeKey(tenant, officer);
    const answers = await Promise.all(Array.from({ length: 10 }, () => revokeKey(tenant, officer, key.kid)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(await logOf("key.revoked", key.kid)).toHaveLength(1);
  });
});

describe("an integration's key", () => {
  let integration: string;
  beforeAll(async () => void (integration = await addIntegration(contextFor(tenant), { name: "Hệ thống một cửa", source: "mot-cua" }, administrator.id)));

  test("is registered by one administrator and approved by another", async () => {
    const key = await makeKeyPair();
    const registered = await registerKey(tenant, administrator, key, integration);
    expect(await registered.json()).toMatchObject({ ownerId: integration, ownerKind: "integration", ownerName: "Hệ thống một cửa", state: "pending" });
    expect(await refusalOf(await approveKey(tenant, administrator, key.kid))).toEqual([403, "self-approval"]);
    expect((await approveKey(tenant, colleague, key.kid)).status).toBe(200);
  });

  test("is not registered by an officer, nor for an integration of another tenant, nor for another person", async () => {
    expect(await refusalOf(await registerKey(tenant, officer, await makeKeyPair(), integration))).toEqual([403, "not-permitted"]);
    const elsewhere = await makeTenant();
    const foreign = await addIntegration(contextFor(elsewhere), { name: "x", source: "x.y" }, "off_x");
    for (const owner of [foreign, officer.id, "int_x"]) expect(await refusalOf(await registerKey(tenant, administrator, await makeKeyPair(), owner))).toEqual([404, "not-found"]);
  });
});

describe("who sees keys", () => {
  test("an officer their own, an administrator all of the tenant, nobody those of another", async () => {
    const [mine, theirs] = [await makeKey(tenant, officer), await makeKey(tenant, colleague)];
    const own = await listAs(officer);
    expect(own.every(({ ownerId }) => ownerId === officer.id)).toBe(true);
    expect(own.some(({ kid }) => kid === mine.kid)).toBe(true);
    const kids = (await listAs(administrator)).map(({ kid }) => kid);
    expect(kids).toEqual(expect.arrayContaining([mine.kid, theirs.kid]));
    expect(await refusalOf(await ask(`/v1/t/${tenant.code}/keys`))).toEqual([401, "sign-in-required"]);
    expect(await refusalOf(await ask(`/v1/t/${tenant.code}/keys`, { headers: asPerson(await makeOfficer(await makeTenant(), ["administrator"])) }))).toEqual([404, "not-found"]);
  });

  test("whoever has a kid from a signature sees the public key and its place in the log, and nothing of a person", async () => {
    const key = await makeKey(tenant, officer);
    const answer = await ask(`/v1/t/${tenant.code}/keys/${key.kid}`);
    const text = await answer.text();
    expect(publicKeyView.strict().parse(JSON.parse(text))).toMatchObject({ kid: key.kid, state: "active", jwk: { kty: "EC", crv: "P-256", x: key.jwk.x, y: key.jwk.y } });
    for (const secret of [officer.name, officer.id, "Khóa thử"]) expect(text).not.toContain(secret);
    expect(await refusalOf(await ask(`/v1/t/${(await makeTenant()).code}/keys/${key.kid}`))).toEqual([404, "not-found"]);
    expect(await refusalOf(await ask(`/v1/t/${tenant.code}/keys/${"A".repeat(43)}`))).toEqual([404, "not-found"]);
  });
});

describe("a signing ticket", () => {
  const askFor = (person: Person, body: unknown, code = tenant.code) =>
    ask(`/v1/t/${code}/signing-tickets`, { method: "POST", headers: asPerson(person, { "Content-Type": "application/json" }), body: JSON.stringify(body) });
  const wish = { form: "ii06a", rev: 1, locale: "vi" };

  test("is for whoever is signed in: the unit's people, and auditors for the unit they judge", async () => {
    const auditor = await makeOfficer(await makeAuthority(), ["auditor"]);
    for (const person of [officer, auditor]) {
      const answer = await askFor(person, wish);
      expect(answer.status).toBe(201);
      expect(await answer.json()).toMatchObject({ issuer: person.id, audience: `https://doisoat.example.gov.vn/t/${tenant.code}`, nonce: expect.stringMatching(/^[A-Za-z0-9_-]{22}$/) as string });
    }
    expect(await refusalOf(await askFor(await makeOfficer(await makeTenant()), wish))).toEqual([404, "not-found"]);
    expect(await refusalOf(await ask(`/v1/t/${tenant.code}/signing-tickets`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(wish) }))).toEqual([401, "sign-in-required"]);
  });

  test.each([[{ ...wish, officer: "off_x" }], [{ ...wish, locale: "fr" }], [{ ...wish, rev: 0 }], [{ form: "ii06a" }], [[]]])("is not given for %j", async (body) => {
    expect(await refusalOf(await askFor(officer, body))).toEqual([400, "body-invalid"]);
  });
});
