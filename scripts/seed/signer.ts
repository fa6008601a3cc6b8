import { base64url, calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from "jose";

/** A key that lives as long as this process. Its private half is never written anywhere. */
export type Signer = { kid: string; jwk: JWK; sign: (type: string, claims: { iat: number }) => Promise<string> };

/** Makes an ES256 key; `sign` gives a compact JWS with the closed header of profile GFS-1. */
export async function makeSigner(): Promise<Signer> {
  const { publicKey, privateKey } = await generateKeyPair("ES256");
  const { kty, crv, x, y } = await exportJWK(publicKey);
  const jwk: JWK = { kty: kty!, crv: crv!, x: x!, y: y! };
  const kid = await calculateJwkThumbprint(jwk);
  return {
    kid,
    jwk,
    sign: async (typ, claims) => {
      const header = { alg: "ES256", typ, kid, iat: claims.iat };
      const signed = `${base64url.encode(JSON.stringify(header))}.${base64url.encode(JSON.stringify(claims))}`;
      const signature = await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, privateKey, new TextEncoder().encode(signed));
      return `${signed}.${base64url.encode(new Uint8Array(signature))}`;
    },
  };
}
