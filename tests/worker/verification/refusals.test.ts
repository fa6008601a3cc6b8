import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { refusalOf } from "../ask.ts";
import { askVerify } from "./ask-verify.ts";

describe("a question about a signature that is none", () => {
  test.each<[string, unknown]>([
    ["no key", { jws: "x" }],
    ["a chain without an anchor", { jws: "x", x5c: ["AAAA"] }],
    ["an anchor without a chain", { jws: "x", jwk: {}, anchors: ["AAAA"] }],
    ["certificates that are no base64", { jws: "x", x5c: ["-_-_"], anchors: ["AAAA"] }],
    ["an algorithm that nobody offers", { jws: "x", jwk: {}, allow: ["HS256"] }],
    ["no algorithm at all", { jws: "x", jwk: {}, allow: [] }],
    ["a moment that is none", { jws: "x", jwk: {}, at: "yesterday" }],
    ["no document", { jwk: {} }],
    ["a document that is no text", { jws: { payload: "" }, jwk: {} }],
    ["a key that is text", { jws: "x", jwk: "x" }],
    ["null", null],
  ])("is 400: %s", async (_, question) => {
    expect(await refusalOf(await askVerify(question))).toEqual([400, "body-invalid"]);
  });

  test("is 413 when it is too large: the document, its header, or the whole", async () => {
    expect(await refusalOf(await askVerify({ jws: "A".repeat(262_145), jwk: {} }))).toEqual([413, "jws-too-large"]);
    expect(await refusalOf(await askVerify({ jws: `${"A".repeat(24_580)}.AAAA.AAAA`, jwk: {} }))).toEqual([413, "jws-too-large"]);
    expect(await refusalOf(await askVerify({ jws: "A".repeat(600_000), jwk: {} }))).toEqual([413, "body-too-large"]);
  });

  test("is 429 when one network asks without end, from whatever address of it, and the next network is not touched", { timeout: 180_000 }, async () => {
    const use = () => env.VERIFY_LIMIT.limit({ key: "2001:db8:9:9::" });
    for (let used = 0; used < 12_000 && (await Promise.all(Array.from({ length: 500 }, use))).every(({ success }) => success); used += 500);
    const question = { jws: "x", jwk: {} };
    expect(await refusalOf(await askVerify(question, { "CF-Connecting-IP": "2001:db8:9:9:ffff::1" }))).toEqual([429, "rate-limited"]);
    expect((await askVerify(question, { "CF-Connecting-IP": "2001:db8:9:a::1" })).status).toBe(200);
  });
});
