import { base64url } from "jose";
import type { DeviceKey } from "../device/device-database.ts";

/** A compact JWS (ES256) over the claims, with the closed header of profile GFS-1: alg, typ, kid, iat. `iat` in seconds. */
export async function signCompact(key: DeviceKey, type: "gov-submission+jwt" | "gov-key-pop+jwt", claims: { iat: number }): Promise<string> {
  const header = { alg: "ES256", typ: type, kid: key.kid, iat: claims.iat };
  const signed = `${base64url.encode(JSON.stringify(header))}.${base64url.encode(JSON.stringify(claims))}`;
  const signature = await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, key.privateKey, new TextEncoder().encode(signed));
  return `${signed}.${base64url.encode(new Uint8Array(signature))}`;
}
