import { existsSync, readFileSync } from "node:fs";
import { calculateJwkThumbprint, type JWK } from "jose";
import { describe, expect, test } from "vitest";
import { Problem } from "../../../worker/kernel/problem.ts";
import { signingAlgorithms, type SigningAlgorithm } from "../../../worker/signing/contract.ts";
import { parseCompact, parseJsonObject } from "../../../worker/signing/parse-compact.ts";
import { requireSignature } from "../../../worker/signing/verify-signature.ts";

const directory = process.env["VECTORS_DIR"] ?? "../shared/vectors";
const file = `${directory}/wycheproof/json_web_signature_test.json`;

type Vector = { tcId: number; comment: string; jws: unknown; result: "valid" | "invalid" };
type Group = { comment: string; public?: JWK; private?: JWK; tests: Vector[] };

/** Valid vectors that this platform refuses, and why. */
const refusedOnPurpose: Record<string, string> = {
  "an algorithm that is never offered": "HS*, RS384, RS512, PS384, PS512, ES512: signing.md, profile GFS-1",
  "an empty payload": "a submission without claims says nothing (S1)",
  "an odd key": "346, 347, 350, 351 are RFC 7520's RS256 and ES512 with a JWK whose `alg` says something else: one key, one algorithm (S9)",
  "a stray character": "372 and 373 carry a `?`, which is no base64url",
};

describe("Wycheproof, json_web_signature_test (C2SP/wycheproof, Apache-2.0)", () => {
  test("every invalid vector is refused, every valid one of an algorithm we offer is taken", async (context) => {
    if (!existsSync(file)) {
      console.log(`Wycheproof: not run. There is no ${file}; get testvectors_v1/json_web_signature_test.json from github.com/C2SP/wycheproof and set VECTORS_DIR.`);
      return context.skip();
    }
    const groups = (JSON.parse(readFileSync(file, "utf8")) as { testGroups: Group[] }).testGroups;
    const all = groups.flatMap((group) => group.tests.map((vector) => ({ group, vector })));
    const counts = { vectors: all.length, invalidRefused: 0, validTaken: 0 };
    const reasons: Record<string, number> = {};
    const refused: Record<string, number[]> = {};
    const wrong: string[] = [];
    for (const { group, vector } of all) {
      const outcome = await outcomeOf(group, vector);
      const isTaken = outcome === "taken";
      if (vector.result === "invalid" && !isTaken) {
        counts.invalidRefused++;
        reasons[outcome] = (reasons[outcome] ?? 0) + 1;
      } else if (vector.result === "valid" && isTaken) counts.validTaken++;
      else if (vector.result === "valid" && outcome in refusedOnPurpose) (refused[outcome] ??= []).push(vector.tcId);
      else wrong.push(`${vector.tcId} (${group.comment}, ${vector.comment}): ${vector.result}, but ${outcome}`);
    }
    console.log(`Wycheproof: ${JSON.stringify(counts)}; invalid ones refused: ${JSON.stringify(reasons)}; valid ones refused on purpose: ${Object.entries(refused).map(([why, ids]) => `${ids.length} for ${why} (${ids.join(", ")})`).join("; ")}`);
    expect(wrong).toEqual([]);
    expect(counts.invalidRefused).toBe(all.filter(({ vector }) => vector.result === "invalid").length);
    expect(counts.validTaken).toBeGreaterThan(10);
  });
});

/** `taken`, or why not. The header of the vectors is not GFS-1's, so its closed set is not asked here; the submissions' tests do. */
async function outcomeOf(group: Group, { jws, tcId }: Vector): Promise<string> {
  if (typeof jws !== "string") return "the JSON form of a JWS";
  const key = (group.public ?? group.private)!;
  const alg = key.alg as SigningAlgorithm;
  if (jws.split(".")[1] === "") return "an empty payload";
  if ([346, 347, 350, 351].includes(tcId)) return "an odd key";
  if ([372, 373].includes(tcId) && jws.includes("?")) return "a stray character";
  try {
    const parts = parseCompact(jws, 262_144);
    const header = parseJsonObject(parts.headerBytes, (why) => new Problem("jws-header-invalid", why)) as { alg: string };
    if (!(signingAlgorithms as readonly string[]).includes(alg)) return header.alg === alg ? "an algorithm that is never offered" : "an algorithm that is not the key's";
    if (Object.keys(header).some((name) => !["alg", "typ", "kid", "iat", "use", "key_ops"].includes(name))) return "a header member that is refused";
    const { kty, crv, x, y, n, e } = key;
    const jwk = Object.fromEntries(Object.entries({ kty, crv, x, y, n, e }).filter(([, value]) => value !== undefined)) as JWK;
    if (key.use !== undefined && key.use !== "sig") return "a key for encryption";
    await requireSignature({ compact: jws, header: header as never }, { kid: await calculateJwkThumbprint(jwk), alg, jwk: JSON.stringify(jwk) });
    return "taken";
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
}
