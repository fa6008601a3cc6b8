import { compactVerify, importJWK, type JWK } from "jose";
import { fromBase64 } from "../kernel/base64.ts";
import { digestOf } from "../kernel/digest.ts";
import { keepOnce } from "../kernel/keep-once.ts";
import { Problem } from "../kernel/problem.ts";
import type { JwsHeader } from "./check-header.ts";
import type { SigningAlgorithm } from "./contract.ts";
import type { OpenedJws } from "./open-signed.ts";

/** What checking a signature needs of a key. `kid` is the thumbprint of `jwk`: the same kid is the same key. */
export type VerifyingKey = { kid: string; alg: SigningAlgorithm; jwk: string; certificate: { sha256: string } | null };

const MAX_KEPT = 500;
const imported = new Map<string, CryptoKey | Uint8Array>();

/** GFS-1, S9 and S10: one algorithm a key, its certificate or none, and the signature over the exact bytes. Every exception of any library is the same refusal. */
export async function requireSignature(opened: Pick<OpenedJws<unknown>, "compact" | "header">, key: VerifyingKey): Promise<void> {
  if (opened.header.alg !== key.alg) throw new Problem("key-alg-mismatch", `The key is registered for ${key.alg}. Sign with that algorithm.`);
  await requireSameCertificate(opened.header, key.certificate);
  if (await holds(opened.compact, importOnce(key), key.alg)) return;
  throw new Problem("signature-invalid", "The signature does not verify with the registered key. Sign again, and send exactly what was signed.");
}

/** The same for a key that nobody registered: it is not kept. */
export function isSignedBy(compact: string, jwk: JWK, alg: SigningAlgorithm): Promise<boolean> {
  return holds(compact, Promise.resolve(importJWK(jwk, alg)), alg);
}

async function holds(compact: string, key: Promise<CryptoKey | Uint8Array>, alg: SigningAlgorithm): Promise<boolean> {
  return key.then((imported) => compactVerify(compact, imported, { algorithms: [alg] })).then(() => true, () => false);
}

/** A certificate in the header says which one the signer meant: it is compared with the registered one, and never used to find a key. */
export async function requireSameCertificate({ x5t, x5c }: JwsHeader, registered: { sha256: string } | null): Promise<void> {
  if (!registered && (x5t ?? x5c) !== undefined) throw new Problem("cert-mismatch", "The header names a certificate, but the key is registered without one. Leave x5c and x5t#S256 out.");
  if (!registered) return;
  if (x5t !== registered.sha256) throw new Problem("cert-mismatch", "The key is registered with a certificate. Send `x5t#S256`: the SHA-256 of that very certificate.");
  if (x5c && (await digestOf(fromBase64(x5c[0]!))) !== x5t) throw new Problem("cert-mismatch", "The first certificate in `x5c` is not the one that `x5t#S256` names. Send the registered one first, or leave x5c out.");
}

function importOnce(key: VerifyingKey): Promise<CryptoKey | Uint8Array> {
  if (imported.size > MAX_KEPT) imported.delete(imported.keys().next().value!);
  return keepOnce(imported, `${key.alg} ${key.kid}`, async () => importJWK(JSON.parse(key.jwk) as JWK, key.alg));
}
