import { base64url, calculateJwkThumbprint, importJWK, type JWK } from "jose";
import { Problem } from "../kernel/problem.ts";
import type { SigningAlgorithm } from "./contract.ts";
import { isWeakModulus } from "./roca.ts";
import { isSmallOrder } from "./small-order.ts";

const privateMembers = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];
/** Members that may come with a key besides the ones it is made of. A given `kid` or `alg` is checked or ignored, never believed. */
const companions = ["kty", "use", "kid", "alg", "key_ops", "ext"];

const curves: Partial<Record<SigningAlgorithm, string>> = { ES256: "P-256", ES384: "P-384", Ed25519: "Ed25519" };

/** The public key in its closed form with its RFC 7638 thumbprint, or a refusal that says which rule it breaks. */
export async function requirePublicKey(given: Record<string, unknown>, alg: SigningAlgorithm): Promise<{ jwk: JWK; kid: string }> {
  if (privateMembers.some((name) => Object.hasOwn(given, name))) {
    throw new Problem("key-private-material", "The body holds a private key. It was not stored, but it has travelled: make a new key and send only its public part.");
  }
  if (given["use"] !== undefined && given["use"] !== "sig") throw invalid("`use` must be `sig` or absent.");
  if (given["alg"] !== undefined && given["alg"] !== alg) throw invalid(`\`alg\` in the key must be ${alg} or absent.`);
  const jwk = alg === "PS256" || alg === "RS256" ? rsaKey(given) : curveKey(given, alg);
  const extra = Object.keys(given).find((name) => !Object.hasOwn(jwk, name) && !companions.includes(name));
  if (extra !== undefined) throw invalid("It has members that a public key of its kind does not have.");
  try {
    await importJWK(jwk, alg);
  } catch {
    throw invalid("It is not a valid key: the point is not on the curve, or a member is damaged.");
  }
  return { jwk, kid: await calculateJwkThumbprint(jwk) };
}

function curveKey(given: Record<string, unknown>, alg: SigningAlgorithm): JWK {
  const crv = curves[alg]!;
  const kty = crv === "Ed25519" ? "OKP" : "EC";
  if (given["kty"] !== kty || given["crv"] !== crv) throw invalid(`${alg} needs a key with kty ${kty} and crv ${crv}.`);
  const size = crv === "P-384" ? 48 : 32;
  const x = coordinate(given["x"], size);
  if (kty === "OKP" && isSmallOrder(base64url.decode(x))) throw invalid("It is a point of small order, with which anybody can sign.");
  return kty === "OKP" ? { kty, crv, x } : { kty, crv, x, y: coordinate(given["y"], size) };
}

function coordinate(value: unknown, size: number): string {
  const bytes = bytesOf(value);
  if (bytes.length !== size) throw invalid(`Each coordinate must be ${size} bytes in base64url.`);
  return value as string;
}

/** RSA of 2048 to 4096 bits with e = 65537 (TT 15/2025/TT-BKHCN), and not of the kind that can be factored (ROCA). */
function rsaKey(given: Record<string, unknown>): JWK {
  if (given["kty"] !== "RSA") throw invalid("PS256 and RS256 need a key with kty RSA.");
  const modulus = bytesOf(given["n"]);
  const bits = modulus.length * 8 - Math.clz32(modulus[0] ?? 0) + 24;
  if (modulus[0] === 0 || bits < 2048 || bits > 4096) throw invalid("RSA keys must have 2048 to 4096 bits.");
  if (given["e"] !== "AQAB") throw invalid("RSA keys must have the exponent 65537 (`AQAB`).");
  if (isWeakModulus(modulus)) throw invalid("This RSA key was made by a faulty library (ROCA, CVE-2017-15361) and can be broken. Make a new one.");
  return { kty: "RSA", n: given["n"] as string, e: "AQAB" };
}

function bytesOf(value: unknown): Uint8Array {
  if (typeof value !== "string" || !/^[A-Za-z0-9_-]+$/.test(value) || value.length > 800) throw invalid("A member is not base64url.");
  const bytes = base64url.decode(value);
  if (base64url.encode(bytes) !== value) throw invalid("A member is not in canonical base64url.");
  return bytes;
}

function invalid(why: string): Problem {
  return new Problem("key-invalid", `The key cannot be registered. ${why}`);
}
