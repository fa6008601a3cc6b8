import { env } from "cloudflare:workers";
import { base64url, calculateJwkThumbprint, exportJWK, generateKeyPair } from "jose";
import { beforeAll, describe, expect, test } from "vitest";
import type { Tenant } from "../../../worker/kernel/context.ts";
import { issueTicket } from "../../../worker/signing/tickets.ts";
import { refusalOf } from "../ask.ts";
import { approveKey, askChallenge, makeKeyPair, postKey, proofClaims, registerKey, signCompact, signTexts, type TestKey } from "../make-key.ts";
import { contextFor, makeOfficer, makeTenant } from "../make-tenant.ts";

let tenant: Tenant;
let officer: Awaited<ReturnType<typeof makeOfficer>>;
beforeAll(async () => {
  tenant = await makeTenant();
  officer = await makeOfficer(tenant);
});

const keysStored = async () => (await env[tenant.ledger].prepare("SELECT COUNT(*) AS count FROM signing_key WHERE tenant_id = ?").bind(tenant.code).first<number>("count"))!;

/** Status and code after registering with a good proof, and something else changed. */
async function tryRegistration(change: Record<string, unknown>, key?: TestKey, nonce?: string): Promise<[number, string]> {
  const used = key ?? (await makeKeyPair());
  const claims = proofClaims(await askChallenge(tenant, officer), used);
  const pop = await signCompact(used, "gov-key-pop+jwt", nonce === undefined ? claims : { ...claims, nonce });
  return refusalOf(await postKey(tenant, officer, { jwk: used.jwk, alg: used.alg, label: "Khóa thử", pop, ...change }));
}

describe("a key that workerd itself would import, or trip over", () => {
  const wrongKeys: [string, (jwk: Record<string, unknown>) => Record<string, unknown>, [number, string]][] = [
    ["its private half", (jwk) => ({ ...jwk, d: jwk["x"] }), [400, "key-private-material"]],
    ["a certificate chain", (jwk) => ({ ...jwk, x5c: ["MIIB"] }), [422, "key-invalid"]],
    ["an address to fetch it from", (jwk) => ({ ...jwk, x5u: "http://169.254.169.254" }), [422, "key-invalid"]],
    ["a member called toString", (jwk) => ({ ...jwk, toString: "x" }), [422, "key-invalid"]],
    ["a use other than signing", (jwk) => ({ ...jwk, use: "enc" }), [422, "key-invalid"]],
    ["another algorithm in it", (jwk) => ({ ...jwk, alg: "PS256" }), [422, "key-invalid"]],
    ["a coordinate a byte short", (jwk) => ({ ...jwk, x: base64url.encode(new Uint8Array(31).fill(1)) }), [422, "key-invalid"]],
    ["a coordinate with a zero byte in front", (jwk) => ({ ...jwk, x: base64url.encode(new Uint8Array([0, ...base64url.decode(String(jwk["x"]))])) }), [422, "key-invalid"]],
    ["a point that is not on the curve", (jwk) => ({ ...jwk, y: jwk["x"] }), [422, "key-invalid"]],
    ["padding in a coordinate", (jwk) => ({ ...jwk, x: `${String(jwk["x"])}=` }), [422, "key-invalid"]],
    ["another curve", (jwk) => ({ ...jwk, crv: "P-384" }), [422, "key-invalid"]],
    ["another kind", (jwk) => ({ ...jwk, kty: "oct", k: "AAAA" }), [400, "key-private-material"]],
    ["nothing in it", () => ({}), [422, "key-invalid"]],
  ];
  test.each(wrongKeys)("attack 13: with %s is refused and not stored", async (_, change, expected) => {
    const before = await keysStored();
    const key = await makeKeyPair();
    expect(await tryRegistration({ jwk: change({ ...key.jwk }) }, key)).toEqual(expected);
    expect(await keysStored()).toBe(before);
  });

  test.each(["d", "p", "q", "dp", "dq", "qi", "oth", "k"])("attack 13: 400: with the private member `%s`, of whatever kind the key is", async (member) => {
    const modulus = base64url.encode(crypto.getRandomValues(new Uint8Array(256)).with(0, 0xc1));
    const curve = await makeKeyPair();
    for (const [jwk, alg] of [[curve.jwk, "ES256"], [{ kty: "RSA", n: modulus, e: "AQAB" }, "PS256"]] as const) {
      for (const value of [base64url.encode(new Uint8Array(32).fill(7)), "", null]) expect(await tryRegistration({ jwk: { ...jwk, [member]: value }, alg }, curve)).toEqual([400, "key-private-material"]);
    }
  });

  test("attack 13: RSA of 3072 and 4096 bit is taken; a bit less than 2048, a bit more than 4096, and a zero byte in front are not", async () => {
    const modulus = (bytes: number, first: number) => base64url.encode(crypto.getRandomValues(new Uint8Array(bytes)).with(0, first).with(bytes - 1, 0x0d));
    for (const n of [modulus(256, 0x7f), modulus(513, 0x01), modulus(257, 0x00)]) expect(await tryRegistration({ jwk: { kty: "RSA", n, e: "AQAB" }, alg: "PS256" })).toEqual([422, "key-invalid"]);
    for (const modulusLength of [3072, 4096]) {
      const { publicKey, privateKey } = await generateKeyPair("PS256", { extractable: true, modulusLength });
      const jwk = await exportJWK(publicKey);
      expect((await registerKey(tenant, officer, { kid: await calculateJwkThumbprint(jwk), jwk, alg: "PS256", privateKey })).status, String(modulusLength)).toBe(201);
    }
  });

  test("attack 13: 422: RSA of 1024, 8192 or 16384 bit, with the exponent 1 or 3, or for a curve's algorithm", async () => {
    const modulus = (bits: number) => base64url.encode(crypto.getRandomValues(new Uint8Array(bits / 8)).with(0, 0xc1).with(bits / 8 - 1, 0x0d));
    const rsa = (change: object) => ({ jwk: { kty: "RSA", n: modulus(2048), e: "AQAB", ...change }, alg: "PS256" });
    for (const registration of [rsa({ n: modulus(1024) }), rsa({ n: modulus(8192) }), rsa({ n: modulus(16_384) }), rsa({ e: "AQ" }), rsa({ e: "Aw" }), rsa({ e: "AAEAAQ" }), rsa({ e: "AQAAAAE" }), { ...rsa({}), alg: "ES256" }]) expect(await tryRegistration(registration)).toEqual([422, "key-invalid"]);
  });

  test("attack 13: 422: RSA whose modulus bears the mark of the faulty generator (ROCA)", async () => {
    const primes = [3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101, 103, 107, 109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167];
    const product = primes.reduce((all, prime) => all * BigInt(prime), 1n);
    const multiple = ((3n << 2046n) / product) & ~1n;
    // 65537 to the power 0 modulo every prime, and of 2048 bit.
    const modulus = Uint8Array.from((multiple * product + 1n).toString(16).match(/../g)!, (hex) => parseInt(hex, 16));
    expect(modulus.length).toBe(256);
    expect(await tryRegistration({ jwk: { kty: "RSA", n: base64url.encode(modulus), e: "AQAB" }, alg: "PS256" })).toEqual([422, "key-invalid"]);
  });
});

describe("the challenge", () => {
  test("409: older than ten minutes, of another tenant, or of a purpose that is not this", async () => {
    const { platform, now } = contextFor(tenant);
    const issue = (tenantCode: string, age: number) => issueTicket(platform, { purpose: "register-key", tenant: tenantCode, holder: officer.id }, now - age * 1000);
    for (const nonce of [await issue(tenant.code, 602), await issue(tenant.code, -600), await issue("VN", 0)]) expect(await tryRegistration({}, undefined, nonce)).toEqual([409, "nonce-invalid"]);
  });
});

test("400: a proof whose header says something twice", async () => {
  const key = await makeKeyPair();
  expect(await tryRegistration({ pop: await signTexts(key, '{"alg":"none","alg":"ES256"}', "{}") }, key)).toEqual([400, "jws-header-invalid"]);
});

test("one key that others ask for at the same moment goes to one of them, and is approved once by one of eight", async () => {
  const key = await makeKeyPair();
  const rival = await makeOfficer(tenant);
  const registered = await Promise.all([officer, rival, officer, rival].map((person) => registerKey(tenant, person, key)));
  expect(registered.map(({ status }) => status).toSorted()).toEqual([201, 409, 409, 409]);
  const administrators = [await makeOfficer(tenant, ["administrator"]), await makeOfficer(tenant, ["administrator"])];
  const approved = await Promise.all(Array.from({ length: 8 }, (_, i) => approveKey(tenant, administrators[i % 2]!, key.kid)));
  expect(approved.map(({ status }) => status).toSorted()).toEqual([200, ...Array<number>(7).fill(409)]);
});
