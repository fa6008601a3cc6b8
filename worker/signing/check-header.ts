import { Problem } from "../kernel/problem.ts";

export type JwsHeader = { alg: string; typ: string; kid: string; iat: number };

/** Members that would let the signer choose the key, the meaning or the form of the token. */
const forbidden = new Set(["crit", "b64", "jwk", "jku", "x5u", "x5t", "cty", "zip", "enc", "p2c", "p2s", "apu", "apv", "epk"]);
/** Members of certificate keys. No key is bound to a certificate yet, so a certificate is never the registered one. */
const certificateMembers = new Set(["x5c", "x5t#S256"]);
const allowed = new Set(["alg", "typ", "kid", "iat"]);

/** GFS-1, S2: the closed set of header members and their types. */
export function requireHeader(header: Record<string, unknown>): JwsHeader {
  requireNoForbiddenMember(header);
  const names = Object.keys(header);
  if (names.some((name) => certificateMembers.has(name))) throw new Problem("cert-mismatch", "The header names a certificate, but the key is registered without one. Leave x5c and x5t#S256 out.");
  const unknown = names.find((name) => !allowed.has(name));
  if (unknown !== undefined) throw new Problem("jws-header-unknown", `The header has a member that GFS-1 does not know (${JSON.stringify(unknown.slice(0, 40))}). Send only alg, typ, kid and iat.`);
  const { alg, typ, kid, iat } = header;
  if (typeof alg !== "string" || typeof typ !== "string" || typeof kid !== "string" || !/^[A-Za-z0-9_-]{43}$/.test(kid) || !Number.isSafeInteger(iat)) {
    throw new Problem("jws-header-invalid", "The header needs alg and typ (text), kid (the key's RFC 7638 SHA-256 thumbprint, 43 characters) and iat (whole seconds).");
  }
  return { alg, typ, kid, iat: iat as number };
}

/** The half of it that holds for every JWS, whatever its profile. */
export function requireNoForbiddenMember(header: Record<string, unknown>): void {
  const bad = Object.keys(header).find((name) => forbidden.has(name));
  if (bad) throw new Problem("jws-header-forbidden", `The header member \`${bad}\` is never accepted. Send only alg, typ, kid and iat.`);
}
