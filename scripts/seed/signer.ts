import { base64url, calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from "jose";

/** A key that lives as long as this process. Its private half is never written anywhere. */
export type Signer = { kid: string; jwk: JWK; alg: SignerAlgorithm; sign: (type: string, claims: { iat: number }) => Promise<string> };
type SignerAlgorithm = keyof typeof operations;

const operations = { ES256: { name: "ECDSA", hash: "SHA-256" }, PS256: { name: "RSA-PSS", saltLength: 32 } } as const;

/** Makes an ES256 key. */
export async function makeSigner(): Promise<Signer> {
  return signerWith("ES256", (await generateKeyPair("ES256")) as CryptoKeyPair);
}

/** Signs with these keys: `sign` gives a compact JWS with the closed header of profile GFS-1, and what is to stand in it besides. */
export async function signerWith(alg: SignerAlgorithm, { publicKey, privateKey }: CryptoKeyPair, besides: { "x5t#S256"?: string } = {}): Promise<Signer> {
  const { kty, crv, x, y, n, e } = await exportJWK(publicKey);
  const jwk: JWK = kty === "RSA" ? { kty, n: n!, e: e! } : { kty: kty!, crv: crv!, x: x!, y: y! };
  const kid = await calculateJwkThumbprint(jwk);
  return {
    kid,
    jwk,
    alg,
    sign: async (typ, claims) => {
      const header = { alg, typ, kid, iat: claims.iat, ...besides };
      const signed = `${base64url.encode(JSON.stringify(header))}.${base64url.encode(JSON.stringify(claims))}`;
      const signature = await crypto.subtle.sign(operations[alg], privateKey, new TextEncoder().encode(signed));
      return `${signed}.${base64url.encode(new Uint8Array(signature))}`;
    },
  };
}
