import type { JWK } from "jose";
import { fromBase64 } from "../kernel/base64.ts";
import { Problem } from "../kernel/problem.ts";
import { readCertificate } from "../certificates/read-certificate.ts";
import { walkChain } from "../certificates/walk-chain.ts";
import type { VerifyQuestion } from "./contract.ts";

/** The certificates of a question, leaf first, and what they are held against. */
export type GivenChain = { certificates: Uint8Array[]; anchors: Uint8Array[]; crls: Uint8Array[] };

export function chainOf({ x5c, anchors, crls }: VerifyQuestion): GivenChain | null {
  return x5c ? { certificates: x5c.map(fromBase64), anchors: (anchors ?? []).map(fromBase64), crls: (crls ?? []).map(fromBase64) } : null;
}

/** The key of the leaf; null where the first certificate cannot be read, which is the chain's own failure. */
export function leafKey({ certificates }: GivenChain): Record<string, unknown> | null {
  try {
    return { ...readCertificate(certificates[0]!).key };
  } catch {
    return null;
  }
}

/** Throws what the strict walk objects to; and when the question names a key as well, that it is not the leaf's. */
export async function checkChain(chain: GivenChain, at: number, jwk: JWK | undefined): Promise<void> {
  const verdict = await walkChain(chain.certificates, chain.anchors, at, chain.crls);
  if (!verdict.holds) {
    const where = verdict.index === null ? "as a whole" : `at certificate ${verdict.index + 1}, counted from the signer's`;
    throw new Problem(verdict.code, `The chain does not hold ${where}: ${verdict.reason}.`);
  }
  const leaf: Record<string, unknown> = { ...verdict.leaf.key };
  const isOther = jwk && Object.keys(leaf).some((member) => leaf[member] !== (jwk as Record<string, unknown>)[member]);
  if (isOther) throw new Problem("cert-mismatch", "The first certificate is another key's than `jwk`.");
}
