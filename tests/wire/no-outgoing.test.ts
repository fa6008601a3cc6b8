import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { base64url, CompactSign, exportJWK, generateKeyPair } from "jose";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";

const origin = inject("origin");
let asked: string[] = [];
/** Stands where the addresses in the headers point, and writes down whoever comes. */
const bait = createServer((request, response) => {
  asked.push(request.url ?? "");
  response.end("{}");
});
let place: string;
beforeAll(async () => {
  await new Promise<void>((ready) => bait.listen(0, "127.0.0.1", ready));
  place = `http://127.0.0.1:${(bait.address() as AddressInfo).port}`;
});
afterAll(() => bait.close());

describe("attack 5: an address in the header where a key or a certificate is to be had", () => {
  test.each(["jku", "x5u", "jwk"])("`%s` is refused and nobody goes there: by a submission, a batch and the public verifier", async (member) => {
    const { privateKey, publicKey } = await generateKeyPair("ES256");
    const jwk = await exportJWK(publicKey);
    for (const value of [`${place}/keys`, "http://169.254.169.254/latest/meta-data/", `${origin}/v1/t/H26/.well-known/jwks.json`]) {
      const jws = await new CompactSign(new TextEncoder().encode("{}")).setProtectedHeader({ alg: "ES256", typ: "gov-submission+jwt", kid: base64url.encode(new Uint8Array(32)), iat: 1, [member]: member === "jwk" ? { ...jwk, x5u: value } : value } as never).sign(privateKey);
      const submitted = await fetch(`${origin}/v1/t/H26/submissions`, { method: "POST", headers: { "Content-Type": "application/jose" }, body: jws });
      const pushed = await fetch(`${origin}/v1/t/H26/filing-batches`, { method: "POST", headers: { "Content-Type": "application/x-ndjson", "Filing-Batch-Signature": jws }, body: "{}\n" });
      const looked = await fetch(`${origin}/v1/verify`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ jws, jwk }) });
      const answers = await Promise.all([submitted, pushed, looked].map(async (answer) => [answer.status, ((await answer.json()) as { code: string }).code]));
      expect(answers).toEqual([[400, "jws-header-forbidden"], [400, "jws-header-forbidden"], [200, "jws-header-forbidden"]]);
    }
    expect(asked).toEqual([]);
  });

  test("the bait would have noticed", async () => {
    await fetch(`${place}/keys`);
    expect(asked).toEqual(["/keys"]);
    asked = [];
  });
});
