import { env } from "cloudflare:workers";
import fc from "fast-check";
import { base64url } from "jose";
import { beforeAll, describe, expect, test } from "vitest";
import { Problem } from "../../../worker/kernel/problem.ts";
import { submitForm } from "../../../worker/submissions/submit-form.ts";
import { contextFor } from "../make-tenant.ts";
import { makeClaims, makeFiler, publishNationalForms, sendSubmission, signReport, type Filer } from "../make-report.ts";
import { signTexts } from "../make-key.ts";

let filer: Filer;
let good: string;
let claims: Record<string, unknown>;
beforeAll(async () => {
  await publishNationalForms();
  filer = await makeFiler();
  good = await signReport(filer);
  claims = await makeClaims(filer);
});

const stored = () => env[filer.tenant.ledger].prepare("SELECT COUNT(*) AS count FROM submission WHERE tenant_id = ?").bind(filer.tenant.code).first<number>("count");

/** `accepted`, the code of the refusal, or what a person would see as an error of the platform. */
async function outcomeOf(jws: string): Promise<string> {
  try {
    await submitForm(contextFor(filer.tenant), jws);
    return "accepted";
  } catch (error) {
    return error instanceof Problem && error.status < 500 ? error.code : `ERROR ${String(error)}`;
  }
}

/** Counts outcomes, and fails on the first that is neither a refusal of the closed list nor the untouched document itself. */
function watch() {
  const seen = new Map<string, number>();
  return {
    seen,
    async look(jws: string) {
      const outcome = await outcomeOf(jws);
      seen.set(outcome, (seen.get(outcome) ?? 0) + 1);
      expect(outcome).not.toBe("accepted");
      expect(outcome).not.toMatch(/^ERROR/);
    },
  };
}

const printed = (seen: ReadonlyMap<string, number>) => JSON.stringify(Object.fromEntries([...seen].toSorted((a, b) => b[1] - a[1])));

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const strange = [".", "=", " ", "\n", "+", "/", "\u0000", "é", "𝄞", "", "..", "{}", "%2e"];

describe("mutated documents", () => {
  test("1,500 with characters changed, cut, doubled or moved are all refused by name", { timeout: 120_000 }, async () => {
    const { seen, look } = watch();
    const character = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...letters) }, { weight: 1, arbitrary: fc.constantFrom(...strange) });
    const mutation = fc.oneof(
      fc.record({ kind: fc.constant("replace" as const), at: fc.nat(), by: character }),
      fc.record({ kind: fc.constant("cut" as const), at: fc.nat(), length: fc.integer({ min: 1, max: 60 }) }),
      fc.record({ kind: fc.constant("double" as const), at: fc.nat(), length: fc.integer({ min: 1, max: 60 }) }),
      fc.record({ kind: fc.constant("swap" as const), at: fc.nat(), to: fc.nat() }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 3 }), async (mutations) => {
        let jws = good;
        for (const one of mutations) {
          const at = one.at % Math.max(jws.length, 1);
          if (one.kind === "replace") jws = jws.slice(0, at) + one.by + jws.slice(at + 1);
          else if (one.kind === "cut") jws = jws.slice(0, at) + jws.slice(at + one.length);
          else if (one.kind === "double") jws = jws.slice(0, at + one.length) + jws.slice(at);
          else {
            const symbols = [...jws];
            const to = one.to % Math.max(symbols.length, 1);
            [symbols[at], symbols[to]] = [symbols[to] ?? "", symbols[at] ?? ""];
            jws = symbols.join("");
          }
        }
        if (jws !== good) await look(jws);
      }),
      { numRuns: 1500 },
    );
    console.log(`mutated text: ${printed(seen)}`);
    expect(await stored()).toBe(0);
  });

  test("700 whose header and claims hold anything at all, signed by the right key, are all refused by name", { timeout: 120_000 }, async () => {
    const { seen, look } = watch();
    const header = { alg: "ES256", typ: "gov-submission+jwt", kid: filer.key.kid, iat: claims["iat"] };
    const odd = fc.oneof(fc.jsonValue(), fc.constantFrom("", "none", "HS256", "../../etc/passwd", "' OR 1=1 --", "\u0000", "9".repeat(500), -1, 1e15, [[]], { __proto__: null }));
    const name = fc.oneof(fc.constantFrom(...Object.keys(header), "jwk", "crit", "b64", "x5c", "exp", "__proto__", "constructor", "toString"), fc.string());
    const claimName = fc.oneof(fc.constantFrom(...Object.keys(claims), "exp", "sub", "att", "ref", "__proto__", "constructor", "hasOwnProperty"), fc.string());
    const spoil = (whole: Record<string, unknown>, [member, value]: [string, unknown]) => JSON.stringify(Object.fromEntries([...Object.entries(whole).filter(([one]) => one !== member), [member, value]]));
    await fc.assert(
      fc.asyncProperty(fc.boolean(), fc.tuple(name, odd), fc.tuple(claimName, odd), async (inHeader, headerChange, claimChange) => {
        const texts = inHeader ? ([spoil(header, headerChange), JSON.stringify(claims)] as const) : ([JSON.stringify(header), spoil(claims, claimChange)] as const);
        const isUnchanged = texts[0] === JSON.stringify(header) && Object.keys(JSON.parse(texts[1])).every((one) => JSON.stringify((JSON.parse(texts[1]) as typeof claims)[one]) === JSON.stringify(claims[one]));
        // An empty list of attachments says the same as none.
        if (isUnchanged || (claimChange[0] === "att" && JSON.stringify(claimChange[1]) === "[]")) return;
        await look(await signTexts(filer.key, ...texts));
      }),
      { numRuns: 700 },
    );
    console.log(`mutated claims: ${printed(seen)}`);
    expect(await stored()).toBe(0);
  });

  test("600 whose signed answers, form or view differ from what was shown are all refused by name", { timeout: 120_000 }, async () => {
    const { seen, look } = watch();
    const row = (claims["data"] as { rows: Record<string, unknown>[] }).rows[0]!;
    const value = fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.string({ unit: "grapheme" }), fc.constantFrom(null, true, "", "Đăng ký", "\u202e", "2025-Q2", "services-year", "2024-12-16", 13, 341), fc.jsonValue());
    const place = fc.oneof(
      fc.constantFrom(...Object.keys(row)).map((name) => ["data", "rows", "0", name]),
      fc.constantFrom("reportType", "period", "from", "to", "rows", "more", "__proto__").map((name) => ["data", name]),
      fc.constantFrom("id", "rev", "dig").map((name) => ["form", name]),
      fc.constantFrom("loc", "ren", "dig").map((name) => ["view", name]),
    );
    await fc.assert(
      fc.asyncProperty(place, value, async (path, change) => {
        const copy = structuredClone(claims);
        const holder = path.slice(0, -1).reduce((at, name) => at[name] as Record<string, unknown>, copy);
        Object.defineProperty(holder, path.at(-1)!, { value: change, enumerable: true, configurable: true, writable: true });
        if (JSON.stringify(copy) === JSON.stringify(claims)) return;
        await look(await signTexts(filer.key, JSON.stringify({ alg: "ES256", typ: "gov-submission+jwt", kid: filer.key.kid, iat: claims["iat"] }), JSON.stringify(copy)));
      }),
      { numRuns: 600 },
    );
    console.log(`mutated answers: ${printed(seen)}`);
    expect(seen.get("view-digest-mismatch")).toBeGreaterThan(0);
    expect(await stored()).toBe(0);
  });

  test("300 sent over HTTP as bytes that are no text get 4xx problems, never 5xx", { timeout: 120_000 }, async () => {
    const statuses = new Map<string, number>();
    const segment = fc.uint8Array({ maxLength: 80 }).map((bytes) => base64url.encode(bytes));
    const body = fc.oneof(fc.uint8Array({ maxLength: 400 }), fc.tuple(segment, segment, segment).map((segments) => new TextEncoder().encode(segments.join("."))));
    await fc.assert(
      fc.asyncProperty(body, async (bytes) => {
        const answer = await sendSubmission(filer.tenant, bytes);
        const { code } = await answer.json<{ code: string }>();
        statuses.set(`${answer.status} ${code}`, (statuses.get(`${answer.status} ${code}`) ?? 0) + 1);
        expect(answer.status).toBeGreaterThanOrEqual(400);
        expect(answer.status).toBeLessThan(500);
        expect(answer.headers.get("Content-Type")).toBe("application/problem+json");
      }),
      { numRuns: 300 },
    );
    console.log(`bytes over HTTP: ${printed(statuses)}`);
    expect(await stored()).toBe(0);
  });

  test("the untouched document is taken, so that what was refused was refused for its change", async () => {
    expect(await outcomeOf(good)).toBe("accepted");
  });
});
