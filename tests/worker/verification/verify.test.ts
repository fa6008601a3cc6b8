import { base64url } from "jose";
import { beforeAll, describe, expect, test } from "vitest";
import type { VerifyAnswer } from "../../../worker/verification/contract.ts";
import { makePusher, signBatch } from "../filings/make-pusher.ts";
import { makeKeyPair, signCompact, signTexts } from "../make-key.ts";
import { makeClaims, makeFiler, publishNationalForms, type Filer } from "../make-report.ts";
import { makeTenant } from "../make-tenant.ts";
import { askVerify, stagesOf } from "./ask-verify.ts";

const TYPE = "gov-submission+jwt";
let filer: Filer;
let jws: string;
let claims: Record<string, unknown>;
beforeAll(async () => {
  await publishNationalForms();
  filer = await makeFiler();
  claims = await makeClaims(filer);
  jws = await signCompact(filer.key, TYPE, claims);
});

const header = () => ({ alg: filer.key.alg, typ: TYPE, kid: filer.key.kid, iat: claims["iat"] });
const signed = (change: Record<string, unknown>, payload: unknown = claims) => signTexts(filer.key, JSON.stringify({ ...header(), ...change }), JSON.stringify(payload));
const ofKey = async (text: string | Promise<string>) => stagesOf({ jws: await text, jwk: filer.key.jwk });

describe("a signature on GFS-1", () => {
  test("passes every stage that there is something to look at for", async () => {
    expect(await ofKey(jws)).toEqual(["syntax+ header+ alg+ signature+ chain. profile+", undefined]);
  });

  test("of a filing batch does too", async () => {
    const [pusher, key] = [await makePusher(await makeTenant()), await makeKeyPair()];
    const batch = await signBatch({ ...pusher, kid: key.kid, privateKey: key.privateKey }, "{}\n");
    expect(await stagesOf({ jws: batch, jwk: key.jwk })).toEqual(["syntax+ header+ alg+ signature+ chain. profile+", undefined]);
  });

  test("by a key that nobody registered is told the same: the answer never says that anything is valid", async () => {
    const key = await makeKeyPair();
    const text = await (await askVerify({ jws: await signCompact(key, TYPE, claims), jwk: key.jwk })).text();
    expect(Object.values((JSON.parse(text) as VerifyAnswer).stages)).toEqual(["pass", "pass", "pass", "pass", "skipped", "pass"]);
    expect(text).not.toMatch(/valid/i);
  });
});

describe("each stage is told by itself", () => {
  const withHeader = (bytes: string | Uint8Array) => (good: string) => [base64url.encode(bytes), ...good.split(".").slice(1)].join(".");
  test.each<[string, (good: string) => string]>([
    ["two segments", (good) => good.split(".").slice(0, 2).join(".")],
    ["an empty signature", (good) => `${good.split(".").slice(0, 2).join(".")}.`],
    ["padding", (good) => `${good}=`],
    ["white space", (good) => `${good}\n`],
    ["the JSON form", (good) => JSON.stringify({ payload: good.split(".")[1] })],
    ["a header that is no JSON", withHeader("{")],
    ["a header that is a list", withHeader("[]")],
    ["a header with a number that no double keeps", withHeader('{"iat":1e999}')],
    ["a header that is no UTF-8", withHeader(new Uint8Array([0x7b, 0xff, 0x7d]))],
    ["nothing", () => ""],
  ])("syntax fails for %s, and nothing else can be looked at", async (_, change) => {
    expect(await ofKey(change(jws))).toEqual(["syntax- header. alg. signature. chain. profile.", "jws-malformed"]);
  });

  test("header fails for a name that stands twice, also when written with escapes", async () => {
    for (const twice of ['{"alg":"none",', '{"a\\u006cg":"none",']) {
      const text = JSON.stringify(header()).replace("{", twice);
      expect(await ofKey(signTexts(filer.key, text, JSON.stringify(claims)))).toEqual(["syntax+ header- alg. signature. chain. profile-", "jws-header-invalid"]);
    }
  });

  test.each(["crit", "b64", "jwk", "jku", "x5u"])("header fails for `%s`", async (name) => {
    expect(await ofKey(signed({ [name]: ["x"] }))).toEqual(["syntax+ header- alg. signature. chain. profile-", "jws-header-forbidden"]);
  });

  test.each([["alg", 5], ["alg", ["ES256"]], ["alg", undefined], ["typ", 1], ["kid", null]])("header fails for `%s` as %j", async (name, value) => {
    expect(await ofKey(signed({ [name]: value }))).toEqual(["syntax+ header- alg. signature. chain. profile-", "jws-header-invalid"]);
  });

  test.each(["none", "HS256", "EdDSA", "ES512", "PS384", "RS256", "es256"])("alg fails for `%s`, and the profile is told all the same", async (alg) => {
    expect(await ofKey(signed({ alg }))).toEqual(["syntax+ header+ alg- signature. chain. profile+", "alg-not-allowed"]);
  });

  test("alg fails for the key of another algorithm", async () => {
    const others: Record<string, unknown>[] = [{ ...(await makeKeyPair("PS256")).jwk }, { ...(await makeKeyPair("ES384")).jwk }, { ...filer.key.jwk, alg: "ES384" }];
    for (const jwk of others) expect((await stagesOf({ jws, jwk }))[1]).toBe("key-alg-mismatch");
  });

  test.each<[string, (jwk: Record<string, unknown>) => Record<string, unknown>, string]>([
    ["a private key", (jwk) => ({ ...jwk, d: "AAAA" }), "key-private-material"],
    ["a key for encryption", (jwk) => ({ ...jwk, use: "enc" }), "key-invalid"],
    ["a key that may not verify", (jwk) => ({ ...jwk, key_ops: ["encrypt"] }), "key-invalid"],
    ["a point beside the curve", (jwk) => ({ ...jwk, y: jwk["x"] }), "key-invalid"],
    ["a coordinate that is a number", (jwk) => ({ ...jwk, x: 7 }), "key-invalid"],
    ["an empty key", () => ({}), "key-alg-mismatch"],
  ])("alg fails for %s", async (_, change, code) => {
    expect(await stagesOf({ jws, jwk: change({ ...filer.key.jwk }) })).toEqual(["syntax+ header+ alg- signature. chain. profile+", code]);
  });

  test("signature fails for one changed bit, for another key, and for the DER form; the profile is told all the same", async () => {
    const [head, body, signature] = jws.split(".") as [string, string, string];
    const bytes = base64url.decode(signature);
    bytes[40]! ^= 1;
    expect(await ofKey(`${head}.${body}.${base64url.encode(bytes)}`)).toEqual(["syntax+ header+ alg+ signature- chain. profile+", "signature-invalid"]);
    expect(await ofKey(`${head}.${body}.MEUCIQ`)).toEqual(["syntax+ header+ alg+ signature- chain. profile+", "signature-invalid"]);
    expect(await stagesOf({ jws, jwk: (await makeKeyPair()).jwk })).toEqual(["syntax+ header+ alg+ signature- chain. profile-", "signature-invalid"]);
  });

  test.each<[string, Record<string, unknown>, unknown, string]>([
    ["another type", { typ: "JWT" }, undefined, "jws-type-mismatch"],
    ["no kid", { kid: undefined }, undefined, "jws-header-invalid"],
    ["another key's kid", { kid: "A".repeat(43) }, undefined, "jws-header-invalid"],
    ["a member that GFS-1 does not know", { exp: 1 }, undefined, "jws-header-unknown"],
    ["another signing time", { iat: 1 }, undefined, "iat-mismatch"],
    ["a payload that is no object", {}, "text", "payload-invalid"],
    ["a claim that GFS-1 does not know", {}, { exp: 1 }, "claim-unknown"],
    ["no claims", {}, {}, "claim-missing"],
  ])("profile fails for %s, when everything before it passes", async (_, change, payload, code) => {
    expect(await ofKey(signed(change, payload ?? claims))).toEqual(["syntax+ header+ alg+ signature+ chain. profile-", code]);
  });
});

describe("`allow` says which algorithms may sign", () => {
  test.each(["RS256", "ES384", "Ed25519"] as const)("%s only when it is named", async (alg) => {
    const key = await makeKeyPair(alg);
    const question = { jws: await signCompact(key, TYPE, claims), jwk: key.jwk };
    expect(await stagesOf(question)).toEqual(["syntax+ header+ alg- signature. chain. profile+", "alg-not-allowed"]);
    expect(await stagesOf({ ...question, allow: [alg] })).toEqual(["syntax+ header+ alg+ signature+ chain. profile+", undefined]);
  });

  test("PS256 without being named, and not when only others are", async () => {
    const key = await makeKeyPair("PS256");
    const question = { jws: await signCompact(key, TYPE, claims), jwk: key.jwk };
    expect((await stagesOf(question))[1]).toBeUndefined();
    expect((await stagesOf({ ...question, allow: ["ES256"] }))[1]).toBe("alg-not-allowed");
  });
});
