import { base64url } from "jose";

/** What signs: this device's own key, or one out of a certificate file, with the certificate's SHA-256 and its chain. */
export type SigningKey = { kid: string; privateKey: CryptoKey; certificate?: { alg: "ES256" | "ES384" | "PS256"; x5t: string; x5c: readonly string[] } };

const operations = { ES256: { name: "ECDSA", hash: "SHA-256" }, ES384: { name: "ECDSA", hash: "SHA-384" }, PS256: { name: "RSA-PSS", saltLength: 32 } } as const;

/** A compact JWS over the claims, with the closed header of profile GFS-1. `iat` in seconds. The chain goes with documents, not with proofs. */
export async function signCompact({ kid, privateKey, certificate }: SigningKey, type: "gov-submission+jwt" | "gov-key-pop+jwt", claims: { iat: number }): Promise<string> {
  const alg = certificate?.alg ?? "ES256";
  const evidence = certificate && { "x5t#S256": certificate.x5t, ...(type === "gov-submission+jwt" ? { x5c: certificate.x5c } : {}) };
  const header = { alg, typ: type, kid, iat: claims.iat, ...evidence };
  const signed = `${base64url.encode(JSON.stringify(header))}.${base64url.encode(JSON.stringify(claims))}`;
  const signature = await crypto.subtle.sign(operations[alg], privateKey, new TextEncoder().encode(signed));
  return `${signed}.${base64url.encode(new Uint8Array(signature))}`;
}
