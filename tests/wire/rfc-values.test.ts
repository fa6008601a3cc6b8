import { createHmac } from "node:crypto";
import { base64url, compactVerify, importJWK, type JWK } from "jose";
import { describe, expect, inject, test } from "vitest";
import { askVerify } from "./ask-verify.ts";
import { published } from "./rfc-values.ts";

const origin = inject("origin");
const EVERY = ["ES256", "PS256", "RS256", "ES384", "Ed25519"];
/** A value that is not GFS-1, as none of the RFCs' is; syntax, header, alg, signature, chain, profile. */
const verified = ["pass", "pass", "pass", "pass", "skipped", "fail"];
const neverOffered = ["pass", "pass", "fail", "skipped", "skipped", "fail"];

const expected: Record<keyof typeof published, { stages: string[]; code: string }> = {
  "RFC 7515 A.1, HS256": { stages: neverOffered, code: "alg-not-allowed" },
  "RFC 7515 A.2, RS256": { stages: verified, code: "jws-header-invalid" },
  "RFC 7515 A.3, ES256": { stages: verified, code: "jws-header-invalid" },
  "RFC 7515 A.4, ES512": { stages: neverOffered, code: "alg-not-allowed" },
  "RFC 7515 A.5, none": { stages: ["fail", "skipped", "skipped", "skipped", "skipped", "skipped"], code: "jws-malformed" },
  "RFC 7520 4.1, RS256": { stages: verified, code: "jws-header-invalid" },
  "RFC 7520 4.2, PS384": { stages: neverOffered, code: "alg-not-allowed" },
  "RFC 7520 4.3, ES512": { stages: neverOffered, code: "alg-not-allowed" },
  "RFC 7520 4.4, HS256": { stages: neverOffered, code: "alg-not-allowed" },
  // RFC 9864 has taken the ambiguous name EdDSA back; GFS-1 knows Ed25519 only by its own name.
  "RFC 8037 A.4, EdDSA": { stages: neverOffered, code: "alg-not-allowed" },
};

describe("what the RFCs publish", () => {
  test.each(Object.keys(expected) as (keyof typeof published)[])("%s gets exactly what it should over HTTP", async (name) => {
    const { stages, code } = await askVerify(origin, { ...published[name], allow: EVERY });
    expect({ stages: Object.values(stages), code }).toEqual(expected[name]);
  });

  test("is all answered: none is left out", () => {
    const reasons = Object.groupBy(Object.values(expected), ({ stages, code }) => (stages[3] === "pass" ? "verified" : code));
    console.log(`RFC values over HTTP: ${Object.keys(published).length} published. ${Object.entries(reasons).map(([reason, values]) => `${values!.length} ${reason}`).join(", ")}.`);
    expect(Object.keys(expected)).toEqual(Object.keys(published));
  });

  test("is written down here without a slip: another library verifies every one of them that is signed", async () => {
    for (const [name, { jws, jwk }] of Object.entries(published)) {
      if (name.endsWith("none")) continue;
      const [header, payload, signature] = jws.split(".") as [string, string, string];
      const { alg } = JSON.parse(new TextDecoder().decode(base64url.decode(header))) as { alg: string };
      if (alg === "HS256") expect(createHmac("sha256", base64url.decode((jwk as { k: string }).k)).update(`${header}.${payload}`).digest("base64url"), name).toBe(signature);
      else await expect(importJWK(jwk as JWK, alg).then((key) => compactVerify(jws, key)), name).resolves.toBeDefined();
    }
  });

  test("verifies no more once a bit of it is another", async () => {
    for (const name of ["RFC 7515 A.2, RS256", "RFC 7515 A.3, ES256", "RFC 7520 4.1, RS256"] as const) {
      const [header, payload, signature] = published[name].jws.split(".") as [string, string, string];
      for (const jws of [`${header}.${payload.replace(/^./, "f")}.${signature}`, `${header}.${payload}.${signature.replace(/^./, "X")}`]) {
        expect((await askVerify(origin, { ...published[name], jws, allow: EVERY })).stages.signature, name).toBe("fail");
      }
    }
  });
});
