import type { JWK } from "jose";
import { Problem } from "../kernel/problem.ts";
import { requirePublicKey } from "../signing/check-key.ts";
import type { SigningAlgorithm } from "../tenancy/contract.ts";

export type VerifyingKey = { kid: string; alg: SigningAlgorithm; jwk: JWK };

const kinds: Record<SigningAlgorithm, readonly [kty: string, crv: string | undefined]> = {
  ES256: ["EC", "P-256"],
  ES384: ["EC", "P-384"],
  PS256: ["RSA", undefined],
  RS256: ["RSA", undefined],
  Ed25519: ["OKP", "Ed25519"],
};

/** The key, when the header's algorithm is one of `allow`, is the key's own, and the key keeps the rules of registration. */
export async function requireVerifyingKey(given: Record<string, unknown>, headerAlg: string, allow: readonly SigningAlgorithm[]): Promise<VerifyingKey> {
  const alg = allow.find((one) => one === headerAlg);
  if (!alg) throw new Problem("alg-not-allowed", `The header's \`alg\` is none of ${allow.join(", ")}. Others are looked at only when \`allow\` names them.`);
  const [kty, crv] = kinds[alg];
  if (given["kty"] !== kty || given["crv"] !== crv || (given["alg"] !== undefined && given["alg"] !== alg)) throw new Problem("key-alg-mismatch", `The key is not one for ${alg}, which the header names: one key, one algorithm.`);
  if (Array.isArray(given["key_ops"]) && !given["key_ops"].includes("verify")) throw new Problem("key-invalid", "The key's `key_ops` do not include `verify`.");
  const { key_ops: _, ...jwk } = given;
  return { ...(await requirePublicKey(jwk, alg)), alg };
}
