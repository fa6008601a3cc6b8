import { env } from "cloudflare:workers";
import { base64url } from "jose";
import { beforeAll, describe, expect, test } from "vitest";
import { MAX_JWS_LENGTH } from "../../../worker/submissions/contract.ts";
import { ask, refusalOf } from "../ask.ts";
import { signCompact, signTexts } from "../make-key.ts";
import { makeTenant } from "../make-tenant.ts";
import { makeFiler, publishNationalForms, sendSubmission, signReport, type Filer } from "../make-report.ts";
import { headerOf, makeAttempt, tryHeader, tryTexts, TYPE, type Attempt, type Claims } from "./try-submission.ts";

let filer: Filer;
let attempt: Attempt;
let good: string;
beforeAll(async () => {
  await publishNationalForms();
  filer = await makeFiler();
  attempt = await makeAttempt(filer);
  good = await signCompact(filer.key, TYPE, attempt.claims);
});

const send = async (body: BodyInit, headers: Record<string, string> = {}) => refusalOf(await sendSubmission(filer.tenant, body, headers));

describe("S0: how it is sent", () => {
  test.each(["application/json", "text/plain", "application/jose+json", "application/josex", ""])("415: as `%s`", async (type) => {
    expect(await send(good, { "Content-Type": type })).toEqual([415, "unsupported-media-type"]);
  });

  test("415: compressed", async () => {
    for (const encoding of ["gzip", "br", "identity"]) expect(await send(good, { "Content-Encoding": encoding })).toEqual([415, "unsupported-media-type"]);
  });

  test("413: too large by its header, and by what really arrives when nothing was announced", async () => {
    expect(await send("A".repeat(MAX_JWS_LENGTH + 1))).toEqual([413, "jws-too-large"]);
    const chunk = new Uint8Array(65_536).fill(65);
    let sent = 0;
    const stream = new ReadableStream<Uint8Array>({ pull: (controller) => (sent++ < 5 ? controller.enqueue(chunk) : controller.close()) });
    expect(await send(stream)).toEqual([413, "jws-too-large"]);
  });

  test("413: a header that is too large within the whole; as many bytes of payload are read", async () => {
    expect(await send(`${"A".repeat(24_580)}.e30.AAAA`)).toEqual([413, "jws-too-large"]);
    expect(await tryTexts(attempt, JSON.stringify(headerOf(attempt)), "x".repeat(190_000))).toEqual([400, "payload-invalid"]);
  });

  test("405: by another method", async () => {
    expect(await refusalOf(await ask(`/v1/t/${filer.tenant.code}/submissions`, { method: "PUT", body: good }))).toEqual([405, "method-not-allowed"]);
  });

  test("429: more often than the address may, with Retry-After, and without touching what others may", { timeout: 60_000 }, async () => {
    const use = () => env.RATE_LIMIT.limit({ key: `submission|${filer.tenant.code}|203.0.113.9` });
    // The count begins anew each minute: what was used up just before does not count.
    for (let used = 0; used < 5000 && (await Promise.all(Array.from({ length: 100 }, use))).every(({ success }) => success); used += 100);
    const answer = await sendSubmission(filer.tenant, "x", { "CF-Connecting-IP": "203.0.113.9" });
    expect(answer.headers.get("Retry-After")).toMatch(/^\d+$/);
    expect(await refusalOf(answer)).toEqual([429, "rate-limited"]);
    expect(await send("x", { "CF-Connecting-IP": "203.0.113.10" })).toEqual([400, "jws-malformed"]);
  });

  test("409: for a unit that ended long ago; its reports can still come in for a while", async () => {
    const longEnded = await makeFiler(await makeTenant({ validTo: "2024-12-31" }));
    expect(await refusalOf(await sendSubmission(longEnded.tenant, await signReport(longEnded)))).toEqual([409, "tenant-closed"]);
    const justEnded = await makeTenant({ validTo: new Date(Date.now() - 90 * 86_400_000).toISOString().slice(0, 10) });
    expect(await refusalOf(await sendSubmission(justEnded, "x"))).toEqual([400, "jws-malformed"]);
  });
});

describe("S1: its form", () => {
  test.each<[string, (jws: string) => string]>([
    ["no dots", (jws) => jws.replaceAll(".", "")],
    ["two parts", (jws) => jws.slice(0, jws.lastIndexOf("."))],
    ["four parts", (jws) => `${jws}.AAAA`],
    ["five parts", (jws) => `${jws}.AAAA.AAAA`],
    ["no signature", (jws) => jws.slice(0, jws.lastIndexOf(".") + 1)],
    ["no payload", (jws) => `${jws.split(".")[0]}..${jws.split(".")[2]}`],
    ["padding", (jws) => `${jws}==`],
    ["a line end", (jws) => `${jws}\n`],
    ["a space in the middle", (jws) => jws.replace(".", ". ")],
    ["a byte order mark", (jws) => `\ufeff${jws}`],
    ["a line end in the middle", (jws) => jws.replace(".", ".\r\n")],
    ["a tab before it", (jws) => `\t${jws}`],
    ["the other alphabet", (jws) => `${jws.slice(0, -1)}+`],
    ["the other alphabet's other letter", (jws) => `/${jws.slice(1)}`],
    ["a byte that is no UTF-8's", (jws) => `${jws}\ufffd`],
    ["bits that mean nothing", (jws) => `${jws.slice(0, -1)}${jws.endsWith("A") ? "B" : String.fromCharCode(jws.charCodeAt(jws.length - 1) + 1)}`],
    ["JSON around it", (jws) => JSON.stringify({ protected: jws.split(".")[0], payload: jws.split(".")[1], signature: jws.split(".")[2] })],
    ["JSON for many signatures around it", (jws) => JSON.stringify({ payload: jws.split(".")[1], signatures: [{ protected: jws.split(".")[0], signature: jws.split(".")[2] }] })],
    ["a prefix", (jws) => `Bearer ${jws}`],
    ["nothing at all", () => ""],
  ])("attack 10: 400: %s", async (_, change) => {
    expect(await send(change(good))).toEqual([400, "jws-malformed"]);
  });

  test("attack 10: 400: bits that mean nothing in the header or the payload, with the signature over exactly that text", async () => {
    const [header, payload] = good.split(".").map((part) => new TextDecoder().decode(base64url.decode(part))) as [string, string];
    // Blanks make the text end in one byte beyond a group of three: four bits of its last letter mean nothing.
    const loose = (text: string) => {
      const bytes = new TextEncoder().encode(text).length;
      return base64url.encode(text + " ".repeat((4 - (bytes % 3)) % 3)).replace(/.$/, (last) => String.fromCharCode(last.charCodeAt(0) + 1));
    };
    for (const [head, rest] of [[loose(header), base64url.encode(payload)], [base64url.encode(header), loose(payload)]]) {
      expect(base64url.encode(base64url.decode(head!)) === head && base64url.encode(base64url.decode(rest!)) === rest).toBe(false);
      const signature = await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, filer.key.privateKey, new TextEncoder().encode(`${head}.${rest}`));
      expect(await send(`${head}.${rest}.${base64url.encode(new Uint8Array(signature))}`)).toEqual([400, "jws-malformed"]);
    }
  });
});

describe("S2: its header", () => {
  test.each(["crit", "b64", "jwk", "jku", "x5u", "x5t", "cty", "zip", "enc", "p2c", "p2s", "apu", "apv", "epk"])("attacks 5, 6 and 8: 400: with `%s`, which is never taken", async (name) => {
    const values: Claims = { crit: ["b64"], b64: false, jwk: filer.key.jwk, jku: "http://169.254.169.254/keys", x5u: "https://example.com/cert" };
    expect(await tryHeader(attempt, { ...headerOf(attempt), [name]: values[name] ?? "x" })).toEqual([400, "jws-header-forbidden"]);
  });

  test("attack 8: 400: with any `crit`, also an empty one, and with `b64`", async () => {
    for (const change of [{ crit: [] }, { crit: ["b64"] }, { crit: ["exp"] }, { b64: false }, { b64: true }, { crit: ["b64"], b64: false }]) expect(await tryHeader(attempt, { ...headerOf(attempt), ...change })).toEqual([400, "jws-header-forbidden"]);
  });

  test("422: with a certificate, since no key is bound to one", async () => {
    for (const more of [{}, { x5c: ["MIIB"] }]) expect(await tryHeader(attempt, { ...headerOf(attempt), "x5t#S256": "A".repeat(43), ...more })).toEqual([422, "cert-mismatch"]);
  });

  test("400: with certificate members of another form", async () => {
    for (const wrong of [{ x5c: ["MIIB"] }, { "x5t#S256": ["A".repeat(43)] }, { "x5t#S256": "A" }, { "x5t#S256": "A".repeat(43), x5c: "MIIB" }]) {
      expect(await tryHeader(attempt, { ...headerOf(attempt), ...wrong })).toEqual([400, "jws-header-invalid"]);
    }
  });

  test.each(["exp", "url", "nonce", "ALG", "constructor", "x".repeat(5000)])("400: with `%s`, which nobody knows", async (name) => {
    expect(await tryHeader(attempt, { ...headerOf(attempt), [name]: 1 })).toEqual([400, "jws-header-unknown"]);
  });

  test("attack 15: 400: with `__proto__`, and no prototype is changed", async () => {
    expect(await tryTexts(attempt, `{"__proto__":{"alg":"ES256"},${JSON.stringify(headerOf(attempt)).slice(1)}`, "{}")).toEqual([400, "jws-header-unknown"]);
    expect(({} as Claims)["alg"]).toBeUndefined();
  });

  test.each<[string, unknown]>([
    ["alg", undefined], ["alg", ["ES256"]], ["alg", null], ["alg", 256], ["typ", undefined], ["typ", ["x"]], ["kid", undefined], ["kid", 7], ["kid", ["k".repeat(43)]],
    ["kid", "../../etc/passwd"], ["kid", "' OR 1=1 --"], ["kid", "k".repeat(42)], ["kid", "k".repeat(10_000)], ["kid", `${"k".repeat(42)}\u0000`], ["kid", `${"k".repeat(43)}\n`],
    ["iat", undefined], ["iat", "1"], ["iat", 1.5], ["iat", true], ["iat", [1]],
  ])("attacks 1 and 4: 400: with `%s` as %j", async (name, value) => {
    expect(await tryHeader(attempt, { ...headerOf(attempt), [name]: value })).toEqual([400, "jws-header-invalid"]);
  });

  test.each<[string, (header: string) => string | Uint8Array]>([
    ["a name twice", (header) => header.replace("{", '{"alg":"none",')],
    ["a name twice, once escaped", (header) => header.replace("{", '{"a\\u006cg":"none",')],
    ["no object", () => "[]"],
    ["null", () => "null"],
    ["half an object", (header) => header.slice(0, -1)],
    ["something behind", (header) => `${header} {}`],
    ["a byte order mark", (header) => `\ufeff${header}`],
    ["bytes that are no UTF-8", (header) => new Uint8Array([...new TextEncoder().encode(header.slice(0, -1)), 0xff, 0x7d])],
    ["1e999", (header) => header.replace(/"iat":\d+/, '"iat":1e999')],
    ["nesting without end", (header) => header.replace("{", `{"a":${"[".repeat(8000)}${"]".repeat(8000)},`)],
  ])("attacks 9, 10 and 14: 400: as JSON with %s", async (_, change) => {
    expect(await tryTexts(attempt, change(JSON.stringify(headerOf(attempt))), JSON.stringify(attempt.claims))).toEqual([400, "jws-header-invalid"]);
  });
});

describe("S3: its type", () => {
  test.each(["application/gov-submission+jwt", "GOV-SUBMISSION+JWT", "gov-submission+jwt ", "JWT", "", "gov-event+jwt", "gov-key-pop+jwt", "gov-client+jwt", "gov-login+jwt", "gov-receipt+jwt"])("attack 16: 400: `%s` instead", async (typ) => {
    expect(await tryHeader(attempt, { ...headerOf(attempt), typ })).toEqual([400, "jws-type-mismatch"]);
  });
});

describe("S4: its algorithm", () => {
  test.each(["none", "None", "NONE", "noNE", "", "HS256", "HS512", "EdDSA", "Ed25519", "ES384", "ES512", "RS256", "es256", "ES256K", "RSA-OAEP"])("attack 1: 422: `%s`", async (alg) => {
    expect(await tryHeader(attempt, { ...headerOf(attempt), alg })).toEqual([422, "alg-not-allowed"]);
  });

  test.each(["as JWK", "as raw bytes", "as SPKI", "as PEM"] as const)("attack 2: 422: an HMAC whose secret is the public key %s, which everybody has", async (form) => {
    const key = await crypto.subtle.importKey("jwk", filer.key.jwk as JsonWebKey, { name: "ECDSA", namedCurve: "P-256" }, true, ["verify"]);
    const spki = new Uint8Array((await crypto.subtle.exportKey("spki", key)) as ArrayBuffer);
    const pem = `-----BEGIN PUBLIC KEY-----\n${btoa(String.fromCharCode(...spki)).replaceAll(/.{64}/g, "$&\n")}\n-----END PUBLIC KEY-----\n`;
    const secrets = { "as JWK": JSON.stringify(filer.key.jwk), "as raw bytes": new Uint8Array((await crypto.subtle.exportKey("raw", key)) as ArrayBuffer), "as SPKI": spki, "as PEM": pem };
    const bytes = secrets[form];
    const secret = await crypto.subtle.importKey("raw", typeof bytes === "string" ? new TextEncoder().encode(bytes) : bytes, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
    const signed = `${base64url.encode(JSON.stringify({ ...headerOf(attempt), alg: "HS256" }))}.${base64url.encode(JSON.stringify(attempt.claims))}`;
    const mac = new Uint8Array(await crypto.subtle.sign("HMAC", secret, new TextEncoder().encode(signed)));
    expect(await send(`${signed}.${base64url.encode(mac)}`)).toEqual([422, "alg-not-allowed"]);
  });

  test("a good document still goes through after all of that", async () => {
    expect((await sendSubmission(filer.tenant, await signTexts(filer.key, JSON.stringify(headerOf(attempt)), JSON.stringify(attempt.claims)))).status).toBe(201);
  });
});
