import { existsSync, readFileSync } from "node:fs";
import { describe, expect, inject, test } from "vitest";
import type { VerifyAnswer } from "../../worker/verification/contract.ts";
import { askInParallel, askVerify } from "./ask-verify.ts";

const origin = inject("origin");
const file = `${process.env["VECTORS_DIR"] ?? "../shared/vectors"}/wycheproof/json_web_signature_test.json`;

type Vector = { tcId: number; comment: string; jws: string; result: "valid" | "invalid" };
type Group = { comment: string; public?: Record<string, unknown>; private?: Record<string, unknown>; tests: Vector[] };

/** Every valid vector that is refused all the same, by its id, and why. */
const refusedOnPurpose: Record<string, readonly number[]> = {
  "HS256 is never offered": [1, 348, 352, 357, 358, 359, 376, 377],
  "RS384, RS512, PS384 and PS512 are never offered": [265, 266, 267, 269, 270, 271, 321, 322, 323, 326, 327, 328],
  "an empty payload says nothing (S1)": [259, 264, 268, 272, 320, 325],
  "the JWK's `alg` is another than the header's, or `ES521`: one key, one algorithm (S9)": [346, 347, 350, 351],
  "a stray `?` is no base64url, though the suite calls it valid": [372, 373],
};

/** Whether anybody would take the signature for good: GFS-1's own stage, `profile`, is another matter. */
const isTaken = ({ stages: { syntax, header, alg, signature } }: VerifyAnswer) => [syntax, header, alg, signature].every((stage) => stage === "pass");

describe("Wycheproof, json_web_signature_test (C2SP/wycheproof, Apache-2.0), over HTTP", () => {
  test("every invalid vector is refused, every valid one is taken but for those listed here with their reason", async (context) => {
    if (!existsSync(file)) {
      console.log(`Wycheproof: not run. There is no ${file}; get testvectors_v1/json_web_signature_test.json from github.com/C2SP/wycheproof and set VECTORS_DIR.`);
      return context.skip();
    }
    const groups = (JSON.parse(readFileSync(file, "utf8")) as { testGroups: Group[] }).testGroups;
    const all = groups.flatMap((group) => group.tests.map((vector) => ({ ...vector, group: group.comment, jwk: (group.public ?? group.private)! })));
    const answers = await askInParallel(all, 16, ({ jws, jwk }) => askVerify(origin, { jws, jwk, allow: ["ES256", "PS256", "RS256", "ES384", "Ed25519"] }));

    const listed = Object.values(refusedOnPurpose).flat();
    const wrong = all.filter(({ tcId, result }, i) => isTaken(answers[i]!) !== (result === "valid" && !listed.includes(tcId)));
    const codes = Map.groupBy(all.flatMap(({ result }, i) => (result === "invalid" ? [answers[i]!.code ?? "taken"] : [])), (code) => code);
    const taken = all.filter((_, i) => isTaken(answers[i]!)).length;
    console.log(`Wycheproof over HTTP: ${all.length} vectors, ${taken} taken, ${all.length - taken} refused. Invalid ones by code: ${JSON.stringify(Object.fromEntries([...codes].map(([code, { length }]) => [code, length])))}. Valid ones refused on purpose: ${Object.entries(refusedOnPurpose).map(([why, ids]) => `${ids.length}, ${why}`).join("; ")}.`);
    expect(wrong.map(({ tcId, group, comment, result }) => `${tcId} (${group}, ${comment}) is ${result}`)).toEqual([]);
    expect(listed.filter((id) => all.find(({ tcId }) => tcId === id)?.result !== "valid")).toEqual([]);
    expect([all.length, new Set(listed).size]).toEqual([401, listed.length]);
  });
});
