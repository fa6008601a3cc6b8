import { findBase64 } from "../kernel/base64.ts";
import { Problem } from "../kernel/problem.ts";
import { quoted } from "../kernel/quoted.ts";

/** `x5t` is the member `x5t#S256`. Both certificate members are there only where the signer sent them. */
export type JwsHeader = { alg: string; typ: string; kid: string; iat: number; x5t?: string; x5c?: readonly string[] };

/** Members that would let the signer choose the key, the meaning or the form of the token. */
const forbidden = new Set(["crit", "b64", "jwk", "jku", "x5u", "x5t", "cty", "zip", "enc", "p2c", "p2s", "apu", "apv", "epk"]);
const allowed = new Set(["alg", "typ", "kid", "iat", "x5t#S256", "x5c"]);
const MAX_CERTIFICATES = 4;

/** GFS-1, S2: the closed set of header members and their types. */
export function requireHeader(header: Record<string, unknown>): JwsHeader {
  requireNoForbiddenMember(header);
  const names = Object.keys(header);
  const unknown = names.find((name) => !allowed.has(name));
  if (unknown !== undefined) throw new Problem("jws-header-unknown", `The header has a member that GFS-1 does not know (${quoted(unknown)}). Send only alg, typ, kid and iat, and x5t#S256 with a certificate.`);
  const { alg, typ, kid, iat } = header;
  if (typeof alg !== "string" || typeof typ !== "string" || !isDigest(kid) || !Number.isSafeInteger(iat)) {
    throw new Problem("jws-header-invalid", "The header needs alg and typ (text), kid (the key's RFC 7638 SHA-256 thumbprint, 43 characters) and iat (whole seconds).");
  }
  return { alg, typ, kid, iat: iat as number, ...requireCertificateMembers(header) };
}

/** Evidence of the signer's certificate: `x5c` only beside `x5t#S256`. Whether they are the registered one is asked at S9. */
function requireCertificateMembers(header: Record<string, unknown>): Pick<JwsHeader, "x5t" | "x5c"> {
  const x5t: unknown = header["x5t#S256"];
  const x5c: unknown = header["x5c"];
  if (x5t === undefined && x5c === undefined) return {};
  const isList = x5c === undefined || (Array.isArray(x5c) && x5c.length > 0 && x5c.length <= MAX_CERTIFICATES && x5c.every((one) => typeof one === "string" && one !== "" && findBase64(one) !== null));
  if (!isDigest(x5t) || !isList) {
    throw new Problem("jws-header-invalid", "`x5t#S256` is the SHA-256 of the certificate in base64url (43 characters), and `x5c`, only beside it, one to four certificates in base64, the signer's own first.");
  }
  return x5c === undefined ? { x5t } : { x5t, x5c: x5c as string[] };
}

function isDigest(value: unknown): value is string {
  return typeof value === "string" && /^[A-Za-z0-9_-]{43}$/.test(value);
}

/** The half of it that holds for every JWS, whatever its profile. */
export function requireNoForbiddenMember(header: Record<string, unknown>): void {
  const bad = Object.keys(header).find((name) => forbidden.has(name));
  if (bad) throw new Problem("jws-header-forbidden", `The header member \`${bad}\` is never accepted. Send only alg, typ, kid and iat, and x5t#S256 with a certificate.`);
}
