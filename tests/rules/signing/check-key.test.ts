import { base64url, exportJWK, generateKeyPair, type JWK } from "jose";
import { beforeAll, describe, expect, test } from "vitest";
import { requirePublicKey } from "../../../worker/signing/check-key.ts";
import type { SigningAlgorithm } from "../../../worker/signing/contract.ts";
import { isWeakModulus } from "../../../worker/signing/roca.ts";

let curve: JWK;
let rsa: JWK;
beforeAll(async () => {
  curve = await exportJWK((await generateKeyPair("ES256")).publicKey);
  rsa = await exportJWK((await generateKeyPair("PS256", { modulusLength: 2048 })).publicKey);
});

const codeOf = async (jwk: Record<string, unknown>, alg: SigningAlgorithm) =>
  requirePublicKey(jwk, alg).then(() => "taken", (error: { code?: string }) => error.code ?? String(error));
const bytesOf = (number: bigint) => {
  const hex = number.toString(16);
  return Uint8Array.from((hex.length % 2 ? `0${hex}` : hex).match(/../g)!, (byte) => Number.parseInt(byte, 16));
};
const modulusOf = (bits: number) => base64url.encode(bytesOf((1n << BigInt(bits - 1)) | 1n));

describe("a key for registration", () => {
  test("is reduced to what its thumbprint is made of, and a given kid is not believed", async () => {
    const { jwk, kid } = await requirePublicKey({ ...curve, kid: "A".repeat(43), use: "sig", key_ops: ["verify"], ext: true }, "ES256");
    expect(Object.keys(jwk).toSorted()).toEqual(["crv", "kty", "x", "y"]);
    expect(kid).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(kid).not.toBe("A".repeat(43));
    expect(await codeOf(rsa, "PS256")).toBe("taken");
  });

  test.each(["d", "p", "q", "dp", "dq", "qi", "oth", "k"])("with the private member `%s` is refused before anything else", async (name) => {
    expect(await codeOf({ ...curve, [name]: "AAAA" }, "ES256")).toBe("key-private-material");
    expect(await codeOf({ kty: "oct", [name]: "AAAA" }, "ES256")).toBe("key-private-material");
  });

  test.each([
    ["for encryption", { use: "enc" }],
    ["of another algorithm", { alg: "PS256" }],
    ["with a member that no such key has", { x5u: "https://169.254.169.254/" }],
    ["with a member inherited by every object", { toString: "x" }],
    ["on another curve", { crv: "P-384" }],
    ["on a curve that is no option", { crv: "secp256k1" }],
    ["of another type", { kty: "OKP" }],
    ["without y", { y: undefined }],
    ["with a short coordinate", { x: "AAAA" }],
    ["with a coordinate in other bits", { x: `${"A".repeat(42)}B` }],
    ["whose x is a number", { x: 5 }],
    ["whose point is not on the curve", { x: base64url.encode(new Uint8Array(32).fill(1)) }],
    ["whose point is at infinity", { x: base64url.encode(new Uint8Array(32)), y: base64url.encode(new Uint8Array(32)) }],
  ])("of a curve %s is refused", async (_, change) => {
    expect(await codeOf({ ...curve, ...change }, "ES256")).toBe("key-invalid");
  });

  test.each([
    ["1024 bit", () => ({ n: modulusOf(1024) })],
    ["2047 bit", () => ({ n: modulusOf(2047) })],
    ["4097 bit", () => ({ n: modulusOf(4097) })],
    ["16384 bit", () => ({ n: modulusOf(16_384) })],
    ["a leading zero byte", () => ({ n: base64url.encode(new Uint8Array([0, ...base64url.decode(rsa.n!)])) })],
    ["the exponent 1", () => ({ e: "AQ" })],
    ["the exponent 3", () => ({ e: "Aw" })],
    ["the exponent 65537 written with a zero byte", () => ({ e: "AAEAAQ" })],
    ["no modulus", () => ({ n: undefined })],
  ])("of RSA with %s is refused", async (_, change) => {
    expect(await codeOf({ ...rsa, ...change() }, "PS256")).toBe("key-invalid");
  });

  test("of RSA with 2048 bit is measured exactly, whatever its first byte", async () => {
    for (const first of [0x80, 0xff]) {
      const n = base64url.encode(new Uint8Array([first, ...new Uint8Array(254).fill(7), 1]));
      expect(await codeOf({ ...rsa, n }, "PS256"), String(first)).toBe("taken");
    }
  });

  test("an RSA key for a curve's algorithm, and the reverse, is refused", async () => {
    expect(await codeOf(rsa, "ES256")).toBe("key-invalid");
    expect(await codeOf(curve, "PS256")).toBe("key-invalid");
  });
});

describe("a key of the faulty generator (ROCA, CVE-2017-15361)", () => {
  /** p = k·M + 65537^a mod M: how the faulty library made its primes; M is the product of the first primes. */
  const smallPrimes = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101, 103, 107, 109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167];
  const primorial = smallPrimes.reduce((product, prime) => product * BigInt(prime), 1n);
  const power = (exponent: bigint) => {
    let [result, base] = [1n, 65_537n % primorial];
    for (let left = exponent; left > 0n; left >>= 1n) {
      if (left & 1n) result = (result * base) % primorial;
      base = (base * base) % primorial;
    }
    return result;
  };

  test("is known by its modulus and refused", async () => {
    const factor = (k: bigint, a: bigint) => k * primorial + power(a);
    const modulus = factor((1n << 806n) + 12_345n, 987_654_321n) * factor((1n << 806n) + 999n, 123_456_789n);
    expect(modulus.toString(2).length).toBeGreaterThanOrEqual(2048);
    expect(isWeakModulus(bytesOf(modulus))).toBe(true);
    expect(await codeOf({ ...rsa, n: base64url.encode(bytesOf(modulus)) }, "PS256")).toBe("key-invalid");
  });

  test("is not mistaken for sound ones: of many odd numbers of that size none bears the mark", () => {
    const sound = Array.from({ length: 2000 }, () => crypto.getRandomValues(new Uint8Array(256)));
    expect(sound.filter(isWeakModulus)).toEqual([]);
    expect(isWeakModulus(base64url.decode(rsa.n!))).toBe(false);
  });
});
