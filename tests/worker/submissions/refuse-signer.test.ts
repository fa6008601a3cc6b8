import { env } from "cloudflare:workers";
import { base64url } from "jose";
import { beforeAll, describe, expect, test } from "vitest";
import { ask, refusalOf } from "../ask.ts";
import { makeKey, makeKeyPair, registerKey, revokeKey, signCompact } from "../make-key.ts";
import { asPerson, contextFor, makeOfficer, makeTenant } from "../make-tenant.ts";
import { makeFiler, publishNationalForms, sendSubmission, type Filer } from "../make-report.ts";
import { addIntegration } from "../../../worker/tenancy/add-integration.ts";
import { startSession, toCookieValue, IDLE } from "../../../worker/tenancy/session.ts";
import { headerOf, makeAttempt, tryClaims, tryHeader, TYPE, type Attempt } from "./try-submission.ts";

let filer: Filer;
let attempt: Attempt;
let good: string;
beforeAll(async () => {
  await publishNationalForms();
  filer = await makeFiler();
  attempt = await makeAttempt(filer);
  good = await signCompact(filer.key, TYPE, attempt.claims);
});

const same = () => {};
const send = async (jws: string, headers: Record<string, string> = {}) => refusalOf(await sendSubmission(filer.tenant, jws, headers));

describe("S7: the key", () => {
  test("422: that nobody registered", async () => {
    expect(await tryClaims(attempt, same, { key: await makeKeyPair() })).toEqual([422, "key-unknown"]);
  });

  test("attacks 4 and 50: 422: of another tenant, in the same ledger or the other, with exactly the same answer", async () => {
    const texts = new Set<string>();
    for (const ledger of ["LEDGER_1", "LEDGER_2"] as const) {
      const other = await makeFiler(await makeTenant({ ledger }));
      const answer = await sendSubmission(filer.tenant, await signCompact(other.key, TYPE, { ...attempt.claims, iss: other.officer.id }));
      expect(answer.status).toBe(422);
      texts.add((await answer.text()).replace(/urn:request:[0-9a-f-]+/, ""));
    }
    const unknown = await sendSubmission(filer.tenant, await signCompact(await makeKeyPair(), TYPE, attempt.claims));
    texts.add((await unknown.text()).replace(/urn:request:[0-9a-f-]+/, ""));
    expect([...texts]).toEqual([expect.stringContaining("key-unknown")]);
  });
});

describe("S8: the signer", () => {
  test("422: `iss` is a colleague, an integration or nobody", async () => {
    const colleague = await makeOfficer(filer.tenant);
    for (const iss of [colleague.id, "int_01980000-0000-7000-8000-000000000001", ""]) {
      expect(await tryClaims(attempt, (claims) => void (claims["iss"] = iss))).toEqual([422, "issuer-mismatch"]);
    }
  });

  test("403: a colleague, or somebody of another tenant, is signed in", async () => {
    for (const person of [await makeOfficer(filer.tenant), await makeOfficer(await makeTenant()), await makeOfficer(await makeTenant())]) {
      expect(await send(good, asPerson(person))).toEqual([403, "signer-session-mismatch"]);
    }
  });

  test("attack 32: 403: a page of another site sends it along with the session", async () => {
    expect(await send(good, { Cookie: filer.officer.cookie, "Sec-Fetch-Site": "cross-site" })).toEqual([403, "origin-refused"]);
    expect(await send(good, { Cookie: filer.officer.cookie, Origin: "https://evil.example" })).toEqual([403, "origin-refused"]);
  });

  test("a session that ran out, was ended, or never was is no session: the signature alone decides", async () => {
    const { ledger } = contextFor(filer.tenant);
    const stale = await startSession(ledger, filer.officer, Date.now() - IDLE - 1000);
    const ended = await startSession(ledger, filer.officer, Date.now());
    await ask("/v1/session", { method: "DELETE", headers: asPerson({ cookie: `sid=${toCookieValue(ended)}` }) });
    const damaged = good.replace(/.{8}$/, "AAAAAAAA");
    for (const cookie of [toCookieValue(stale), toCookieValue(ended), `${filer.tenant.code}.${"A".repeat(43)}`, "nonsense"]) {
      expect(await send(damaged, asPerson({ cookie: `sid=${cookie}` }))).toEqual([422, "signature-invalid"]);
    }
  });
});

describe("S9: the key's one algorithm", () => {
  test("attack 3: 422: PS256 said of an ES256 key, ES256 said of a PS256 key", async () => {
    expect(await tryHeader(attempt, { ...headerOf(attempt), alg: "PS256" })).toEqual([422, "key-alg-mismatch"]);
    const officer = await makeOfficer(filer.tenant);
    const rsa = await makeKey(filer.tenant, officer, { alg: "PS256" });
    const other = await makeAttempt({ ...filer, officer, key: rsa });
    expect(await tryHeader(other, { ...headerOf(other), alg: "ES256" })).toEqual([422, "key-alg-mismatch"]);
  });

  test("attack 3: 422: RS256 with the very RSA key that is registered for PS256", async () => {
    const officer = await makeOfficer(filer.tenant);
    const rsa = await makeKey(filer.tenant, officer, { alg: "PS256" });
    const claims = (await makeAttempt({ ...filer, officer, key: rsa })).claims;
    const asPkcs1 = await crypto.subtle.importKey("jwk", { ...((await crypto.subtle.exportKey("jwk", rsa.privateKey)) as JsonWebKey), alg: "RS256" }, { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" }, false, ["sign"]);
    const wrong = { ...rsa, alg: "RS256" as const, privateKey: asPkcs1 };
    expect(await send(await signCompact(wrong, TYPE, claims))).toEqual([422, "alg-not-allowed"]);
    expect(await send(await signCompact(wrong, TYPE, claims, { alg: "PS256" }))).toEqual([422, "signature-invalid"]);
    expect((await sendSubmission(filer.tenant, await signCompact(rsa, TYPE, claims))).status).toBe(201);
  });
});

describe("S10: the signature", () => {
  const order = "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551";
  const hex = (text: string) => Uint8Array.from(text.match(/../g) ?? [], (byte) => parseInt(byte, 16));
  const zero = "00".repeat(32);
  const one = `${"00".repeat(31)}01`;

  test.each<[string, (signature: Uint8Array) => Uint8Array]>([
    ["with its last bit turned", (signature) => signature.with(63, signature[63]! ^ 1)],
    ["with its first bit turned", (signature) => signature.with(0, signature[0]! ^ 128)],
    ["a byte short", (signature) => signature.slice(0, 63)],
    ["a byte long", (signature) => new Uint8Array([...signature, 0])],
    ["of r = 0 and s = 0", () => hex(zero + zero)],
    ["of r = 0", (signature) => new Uint8Array([...hex(zero), ...signature.slice(32)])],
    ["of s = 0", (signature) => new Uint8Array([...signature.slice(0, 32), ...hex(zero)])],
    ["of r = n", (signature) => new Uint8Array([...hex(order), ...signature.slice(32)])],
    ["of s = n", (signature) => new Uint8Array([...signature.slice(0, 32), ...hex(order)])],
    ["of r above n", (signature) => new Uint8Array([...new Uint8Array(32).fill(255), ...signature.slice(32)])],
    ["of s above n", (signature) => new Uint8Array([...signature.slice(0, 32), ...new Uint8Array(32).fill(255)])],
    ["of r = s = 1", () => hex(one + one)],
    ["of all bits set", () => new Uint8Array(64).fill(255)],
    ["with r and s exchanged", (signature) => new Uint8Array([...signature.slice(32), ...signature.slice(0, 32)])],
    ["in DER", (signature) => new Uint8Array([0x30, 0x44, 0x02, 0x20, ...signature.slice(0, 32), 0x02, 0x20, ...signature.slice(32)])],
    ["of one byte", () => new Uint8Array(1)],
    ["of ten thousand bytes", () => new Uint8Array(10_000)],
  ])("attack 11: 422: %s", async (_, change) => {
    const [header, payload, signature] = good.split(".") as [string, string, string];
    expect(await send(`${header}.${payload}.${base64url.encode(change(base64url.decode(signature)))}`)).toEqual([422, "signature-invalid"]);
  });

  test("422: over another payload, another header, or by another key", async () => {
    const [header, , signature] = good.split(".") as [string, string, string];
    const changed = base64url.encode(JSON.stringify(attempt.claims).replace('"online":12', '"online":13'));
    expect(await send(`${header}.${changed}.${signature}`)).toEqual([422, "signature-invalid"]);
    const reordered = base64url.encode(JSON.stringify(Object.fromEntries(Object.entries(headerOf(attempt)).toReversed())));
    expect(await send(`${reordered}.${good.split(".")[1]}.${signature}`)).toEqual([422, "signature-invalid"]);
    const thief = await makeKeyPair();
    expect(await tryClaims(attempt, same, { key: { ...thief, kid: filer.key.kid } })).toEqual([422, "signature-invalid"]);
  });
});

describe("S11: the key's state, told only to who holds it", () => {
  /** The refusal's code and the state it tells. */
  const stateTold = async (jws: string) => {
    const { code, key_state } = await (await sendSubmission(filer.tenant, jws)).json<{ code: string; key_state?: string }>();
    return [code, key_state];
  };
  const damaged = (jws: string) => jws.replace(/.{8}$/, "AAAAAAAA");

  test("422: not approved yet", async () => {
    const officer = await makeOfficer(filer.tenant);
    const key = await makeKeyPair();
    await registerKey(filer.tenant, officer, key);
    const jws = await signCompact(key, TYPE, (await makeAttempt({ ...filer, officer, key })).claims);
    expect(await stateTold(jws)).toEqual(["key-not-active", "pending"]);
    expect(await stateTold(damaged(jws))).toEqual(["signature-invalid", undefined]);
  });

  test("attack 24: 422: revoked, although the document was signed before, with a time before", async () => {
    const officer = await makeOfficer(filer.tenant);
    const key = await makeKey(filer.tenant, officer);
    const { claims } = await makeAttempt({ ...filer, officer, key });
    const jws = await signCompact(key, TYPE, { ...claims, iat: Number(claims["iat"]) - 1000 });
    expect((await revokeKey(filer.tenant, officer, key.kid, "keyCompromise", { invalidityDate: new Date().toISOString() })).status).toBe(200);
    expect(await stateTold(jws)).toEqual(["key-not-active", "revoked"]);
  });

  test("422: suspended", async () => {
    const officer = await makeOfficer(filer.tenant);
    const key = await makeKey(filer.tenant, officer);
    const jws = await signCompact(key, TYPE, (await makeAttempt({ ...filer, officer, key })).claims);
    await env[filer.tenant.ledger].prepare("UPDATE signing_key SET state = 'suspended' WHERE tenant_id = ? AND kid = ?").bind(filer.tenant.code, key.kid).run();
    expect(await stateTold(jws)).toEqual(["key-not-active", "suspended"]);
  });

  test("422: of an officer who has left", async () => {
    const officer = await makeOfficer(filer.tenant);
    const key = await makeKey(filer.tenant, officer);
    const jws = await signCompact(key, TYPE, (await makeAttempt({ ...filer, officer, key })).claims);
    await env[filer.tenant.ledger].prepare("UPDATE officer SET ended_at = 1 WHERE tenant_id = ? AND id = ?").bind(filer.tenant.code, officer.id).run();
    expect(await stateTold(jws)).toEqual(["key-not-active", "revoked"]);
  });

  test("409: an integration's key gets no ticket, so it signs no report", async () => {
    const administrator = await makeOfficer(filer.tenant, ["administrator"]);
    const id = await addIntegration(contextFor(filer.tenant), { name: "Hệ thống thử", source: "thu" }, administrator.id);
    const key = await makeKey(filer.tenant, administrator, { owner: id });
    expect(await tryClaims(attempt, (claims) => void (claims["iss"] = id), { key })).toEqual([409, "nonce-invalid"]);
  });
});
