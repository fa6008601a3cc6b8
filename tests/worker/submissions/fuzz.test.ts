import { env } from "cloudflare:workers";
import fc from "fast-check";
import { base64url } from "jose";
import { beforeAll, describe, expect, test } from "vitest";
import { problems } from "../../../worker/kernel/problem.ts";
import { ask } from "../ask.ts";
import { bodyOf, makePusher, received, signBatch, type Pusher } from "../filings/make-pusher.ts";
import { makeClaims, makeFiler, publishNationalForms, sendSubmission, signReport, type Filer } from "../make-report.ts";
import { makeTenant } from "../make-tenant.ts";
import { signTexts } from "../make-key.ts";

/** The same ten thousand every time; another seed gives another ten thousand. */
const SEED = 20_260_901;
const AT_ONCE = 12;

let filer: Filer;
let good: string;
let claims: Record<string, unknown>;
let header: Record<string, unknown>;
beforeAll(async () => {
  await publishNationalForms();
  filer = await makeFiler();
  good = await signReport(filer);
  claims = await makeClaims(filer);
  header = { alg: "ES256", typ: "gov-submission+jwt", kid: filer.key.kid, iat: claims["iat"] };
});

const stored = () => env[filer.tenant.ledger].prepare("SELECT COUNT(*) AS count FROM submission WHERE tenant_id = ?").bind(filer.tenant.code).first<number>("count");
const drawn = <T>(from: fc.Arbitrary<T>, count: number): T[] => fc.sample(from, { seed: SEED, numRuns: count });

type Token = string | Uint8Array;
type Send = (token: Token, headers: Record<string, string>) => Promise<Response>;
const submit: Send = (token, headers) => sendSubmission(filer.tenant, token, headers);

/** Sends them over HTTP, each from an address of its own. Every one must be refused by a code of the closed list, none by a 5xx; the codes are counted and printed. */
async function refuseAll(what: string, tokens: readonly Token[], send: Send = submit): Promise<Map<string, number>> {
  const seen = new Map<string, number>();
  const odd: string[] = [];
  let next = 0;
  const work = async () => {
    for (let place = next++; place < tokens.length; place = next++) {
      const answer = await send(tokens[place]!, { "CF-Connecting-IP": `198.18.${place >> 8}.${place & 255}` });
      const { code } = await answer.json<{ code?: string }>();
      if (answer.status < 400 || answer.status >= 500 || !code || !Object.hasOwn(problems, code)) odd.push(`${answer.status} ${code ?? ""} for number ${place}: ${String(tokens[place]).slice(0, 200)}`);
      seen.set(code ?? "no code", (seen.get(code ?? "no code") ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  console.log(`${tokens.length} ${what}: ${JSON.stringify(Object.fromEntries([...seen].toSorted((a, b) => b[1] - a[1])))}`);
  expect(odd).toEqual([]);
  expect(await stored()).toBe(0);
  return seen;
}

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const strange = [".", "=", " ", "\n", "+", "/", "\u0000", "é", "𝄞", "", "..", "{}", "%2e"];
const character = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...letters) }, { weight: 1, arbitrary: fc.constantFrom(...strange) });
const change = fc.oneof(
  fc.record({ kind: fc.constant("replace" as const), at: fc.nat(), by: character }),
  fc.record({ kind: fc.constant("cut" as const), at: fc.nat(), length: fc.integer({ min: 1, max: 60 }) }),
  fc.record({ kind: fc.constant("double" as const), at: fc.nat(), length: fc.integer({ min: 1, max: 60 }) }),
  fc.record({ kind: fc.constant("swap" as const), at: fc.nat(), to: fc.nat() }),
);
type Changed = typeof change extends fc.Arbitrary<infer T> ? T : never;

function mutate(text: string, changes: readonly Changed[]): string {
  return changes.reduce((jws, one) => {
    const at = one.at % Math.max(jws.length, 1);
    if (one.kind === "replace") return jws.slice(0, at) + one.by + jws.slice(at + 1);
    if (one.kind === "cut") return jws.slice(0, at) + jws.slice(at + one.length);
    if (one.kind === "double") return jws.slice(0, at + one.length) + jws.slice(at);
    const symbols = [...jws];
    const to = one.to % Math.max(symbols.length, 1);
    [symbols[at], symbols[to]] = [symbols[to] ?? "", symbols[at] ?? ""];
    return symbols.join("");
  }, text);
}

const odd = fc.oneof(fc.jsonValue(), fc.constantFrom("", "none", "HS256", "../../etc/passwd", "' OR 1=1 --", "\u0000", "9".repeat(500), -1, 1e15, [[]], { __proto__: null }));
const headerName = fc.oneof(fc.constantFrom("alg", "typ", "kid", "iat", "jwk", "crit", "b64", "x5c", "x5t#S256", "exp", "__proto__", "constructor", "toString"), fc.string());
const claimName = fc.oneof(fc.constantFrom("ver", "jti", "iss", "aud", "iat", "nonce", "act", "form", "view", "data", "exp", "sub", "att", "ref", "__proto__", "constructor"), fc.string());
const spoil = (whole: Record<string, unknown>, name: string, value: unknown) => JSON.stringify(Object.fromEntries([...Object.entries(whole).filter(([one]) => one !== name), [name, value]]));
const isSame = (text: string, whole: Record<string, unknown>) => JSON.stringify(Object.entries(JSON.parse(text) as object).toSorted()) === JSON.stringify(Object.entries(JSON.parse(JSON.stringify(whole)) as object).toSorted());

describe("attack 51: ten thousand mutated documents over HTTP, none accepted, no 5xx", { timeout: 240_000 }, () => {
  test("5,500 with characters changed, cut, doubled or moved", async () => {
    const tokens = drawn(fc.array(change, { minLength: 1, maxLength: 3 }), 5_600).map((changes) => mutate(good, changes)).filter((jws) => jws !== good);
    await refuseAll("mutated texts", tokens.slice(0, 5_500));
    expect(tokens.length).toBeGreaterThanOrEqual(5_500);
  });

  test("1,500 whose header and claims hold anything at all, signed by the right key", async () => {
    const texts = drawn(fc.tuple(fc.boolean(), headerName, claimName, odd), 1_600).map(([inHeader, inHead, inClaims, value]) =>
      inHeader ? ([spoil(header, inHead, value), JSON.stringify(claims)] as const) : ([JSON.stringify(header), spoil(claims, inClaims, value)] as const),
    );
    // What says the same in another order, or an empty list of attachments, is no other document.
    const changed = texts.filter(([head, payload]) => !(isSame(head, header) && (isSame(payload, claims) || isSame(payload, { ...claims, att: [] }))));
    expect(changed.length).toBeGreaterThanOrEqual(1_500);
    await refuseAll("signed oddities", await Promise.all(changed.slice(0, 1_500).map((pair) => signTexts(filer.key, ...pair))));
  });

  test("1,000 whose signed answers, form or view differ from what was shown", async () => {
    const row = (claims["data"] as { rows: Record<string, unknown>[] }).rows[0]!;
    const value = fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.string({ unit: "grapheme" }), fc.constantFrom(null, true, "", "Đăng ký", "\u202e", "2025-Q2", "services-year", "2024-12-16", 13, 341), fc.jsonValue());
    const place = fc.oneof(
      fc.constantFrom(...Object.keys(row)).map((name) => ["data", "rows", "0", name]),
      fc.constantFrom("reportType", "period", "from", "to", "rows", "more", "__proto__").map((name) => ["data", name]),
      fc.constantFrom("id", "rev", "dig").map((name) => ["form", name]),
      fc.constantFrom("loc", "ren", "dig").map((name) => ["view", name]),
    );
    const payloads = drawn(fc.tuple(place, value), 1_100).map(([path, to]) => {
      const copy = structuredClone(claims);
      const holder = path.slice(0, -1).reduce((at, name) => at[name] as Record<string, unknown>, copy);
      Object.defineProperty(holder, path.at(-1)!, { value: to, enumerable: true, configurable: true, writable: true });
      return JSON.stringify(copy);
    });
    const changed = payloads.filter((payload) => payload !== JSON.stringify(claims)).slice(0, 1_000);
    expect(changed.length).toBe(1_000);
    const seen = await refuseAll("other answers", await Promise.all(changed.map((payload) => signTexts(filer.key, JSON.stringify(header), payload))));
    expect(seen.get("view-digest-mismatch")).toBeGreaterThan(0);
  });

  test("1,000 that are bytes and no text", async () => {
    const segment = fc.uint8Array({ maxLength: 80 }).map((bytes) => base64url.encode(bytes));
    await refuseAll("bytes", drawn(fc.oneof(fc.uint8Array({ maxLength: 400 }), fc.tuple(segment, segment, segment).map((segments) => new TextEncoder().encode(segments.join(".")))), 1_000));
  });

  test("1,000 mutated signatures of a filing batch, of which none counts", async () => {
    const pusher: Pusher = await makePusher(await makeTenant());
    const body = bodyOf([received("a-1")]);
    const signature = await signBatch(pusher, body);
    const visible = drawn(fc.array(change, { minLength: 1, maxLength: 3 }), 1_400).map((changes) => mutate(signature, changes)).filter((jws) => jws !== signature && /^[\x21-\x7e]*$/.test(jws)).slice(0, 1_000);
    expect(visible.length).toBe(1_000);
    await refuseAll("mutated batch signatures", visible, (jws, headers) =>
      ask(`/v1/t/${pusher.tenant.code}/filing-batches`, { method: "POST", headers: { "Content-Type": "application/x-ndjson", "Filing-Batch-Signature": String(jws), ...headers }, body }),
    );
    expect(await env[pusher.tenant.ledger].prepare("SELECT COUNT(*) AS count FROM filing_batch WHERE tenant_id = ?").bind(pusher.tenant.code).first<number>("count")).toBe(0);
  });

  test("the untouched document is taken, so that what was refused was refused for its change", async () => {
    expect((await sendSubmission(filer.tenant, good)).status).toBe(201);
  });
});
