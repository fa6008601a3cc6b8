import { base64url } from "jose";

/** The payload of a compact JWS, read and not verified: for documents that were verified when they were accepted. Throws for what is no JWS. */
export function signedClaims<Claims>(jws: string): Claims {
  return JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(base64url.decode(jws.split(".")[1] ?? ""))) as Claims;
}
