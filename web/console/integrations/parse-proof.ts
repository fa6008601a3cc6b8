import type { SigningAlgorithm } from "../../../worker/signing/contract.ts";

/** What `prove-key.mjs` prints: the public key and the proofs over our challenge. */
export type PrintedProof = { alg: SigningAlgorithm; jwk: Record<string, unknown>; pop: string; prevPop?: string };

/** The pasted text as a proof; null for anything else. The server checks what it says. `isRotation`: the old key's proof must be there too. */
export function parseProof(text: string, isRotation: boolean): PrintedProof | null {
  try {
    const { alg, jwk, pop, prevPop } = JSON.parse(text) as Partial<PrintedProof>;
    if (typeof alg !== "string" || typeof jwk !== "object" || typeof pop !== "string" || (isRotation && typeof prevPop !== "string")) return null;
    return { alg, jwk, pop, ...(prevPop === undefined ? {} : { prevPop }) };
  } catch {
    return null;
  }
}
