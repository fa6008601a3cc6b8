import { base64url, CompactSign, exportJWK, type JWK } from "jose";
import { audienceOf, type Platform, type Tenant } from "../kernel/context.ts";
import { keepOnce } from "../kernel/keep-once.ts";

/**
 * Our signed promise that an entry stands in the tenant's log at an index: a compact JWS of type `gov-receipt+jwt`. Ed25519
 * is deterministic, so the same entry gives the same receipt for ever. `entry` is the exact text that was logged.
 */
export async function signReceipt(platform: Platform, tenant: Pick<Tenant, "code">, index: number, entry: string): Promise<string> {
  return signAsLog(platform, tenant, "gov-receipt+jwt", JSON.stringify({ ver: 1, log: logOrigin(platform, tenant), index, entry: base64url.encode(entry) }));
}

/** A text under the key of the tenant's log, as a compact JWS of the type; the same text gives the same signature for ever. */
export async function signAsLog(platform: Platform, tenant: Pick<Tenant, "code">, typ: "gov-receipt+jwt" | "gov-webhook+jwt", text: string): Promise<string> {
  const { privateKey, kid } = await logKey(platform, tenant);
  return new CompactSign(new TextEncoder().encode(text)).setProtectedHeader({ alg: "Ed25519", typ, kid }).sign(privateKey);
}

/** The public key that the tenant's receipts verify with, as it stands in the tenant's JWKS. */
export async function receiptJwk(platform: Platform, tenant: Pick<Tenant, "code">): Promise<JWK> {
  const { publicJwk } = await logKey(platform, tenant);
  return publicJwk;
}

export function logOrigin(platform: Platform, tenant: Pick<Tenant, "code">): string {
  return `${audienceOf(platform, tenant)}/log`;
}

type LogKey = { privateKey: CryptoKey; publicJwk: JWK; kid: string };
const cache = new WeakMap<Uint8Array, Map<string, LogKey>>();

/** One Ed25519 key per log, derived from the platform's secret and the log's origin; kept while the isolate lives. */
function logKey(platform: Platform, tenant: Pick<Tenant, "code">): Promise<LogKey> {
  const origin = logOrigin(platform, tenant);
  const keys = cache.get(platform.secret) ?? new Map<string, LogKey>();
  cache.set(platform.secret, keys);
  return keepOnce(keys, origin, () => deriveLogKey(platform.secret, origin));
}

/** RFC 8410: the fixed start of an Ed25519 private key in PKCS#8; the 32 bytes of the seed follow. */
const PKCS8_ED25519 = Uint8Array.from([0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20]);

async function deriveLogKey(secret: Uint8Array, origin: string): Promise<LogKey> {
  const material = await crypto.subtle.importKey("raw", secret as BufferSource, "HKDF", false, ["deriveBits"]);
  const info = new TextEncoder().encode(`doi-soat log key v1 ${origin}`);
  const seed = new Uint8Array(await crypto.subtle.deriveBits({ name: "HKDF", hash: "SHA-256", salt: new Uint8Array(32), info }, material, 256));
  const pkcs8 = new Uint8Array([...PKCS8_ED25519, ...seed]);
  const extractable = await crypto.subtle.importKey("pkcs8", pkcs8, "Ed25519", true, ["sign"]);
  const { x } = await exportJWK(extractable);
  const kid = `log-${x!.slice(0, 16)}`;
  const privateKey = await crypto.subtle.importKey("pkcs8", pkcs8, "Ed25519", false, ["sign"]);
  return { privateKey, kid, publicJwk: { kty: "OKP", crv: "Ed25519", x: x!, kid, alg: "Ed25519", use: "sig" } };
}
