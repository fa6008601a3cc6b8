import type { CertificateKey, SignatureAlgorithm } from "./public-key.ts";
import { childrenOf, readDer, readUnsigned } from "./read-der.ts";

type Signed = { signed: Uint8Array; signature: Uint8Array; algorithm: SignatureAlgorithm };

/** Whether the key made the signature of a certificate or a list. Whatever a library throws is a no. */
export async function isSignedBy({ signed, signature, algorithm }: Signed, key: CertificateKey): Promise<boolean> {
  if ((algorithm.name === "ECDSA") !== (key.kty === "EC")) return false;
  try {
    const imported = await crypto.subtle.importKey("jwk", key, key.kty === "EC" ? { name: "ECDSA", namedCurve: key.crv } : { name: algorithm.name, hash: algorithm.hash }, false, ["verify"]);
    const bytes = key.kty === "EC" ? toFixedLength(signature, key.crv === "P-256" ? 32 : 48) : signature;
    return await crypto.subtle.verify(algorithm, imported, bytes as BufferSource, signed as BufferSource);
  } catch {
    return false;
  }
}

/** ECDSA in certificates is a SEQUENCE of r and s; WebCrypto takes them side by side. */
function toFixedLength(signature: Uint8Array, size: number): Uint8Array {
  const [r, s, ...rest] = childrenOf(readDer(signature)).map(readUnsigned);
  if (!r || !s || rest.length > 0 || r.length > size || s.length > size) throw new RangeError("not an ECDSA signature of this curve");
  const fixed = new Uint8Array(2 * size);
  fixed.set(r, size - r.length);
  fixed.set(s, 2 * size - s.length);
  return fixed;
}
