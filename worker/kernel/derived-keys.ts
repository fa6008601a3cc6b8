import { base64url } from "jose";
import { keepOnce } from "./keep-once.ts";

const kept = new Map<string, CryptoKey>();

/** The HMAC-SHA-256 key of a purpose, derived from the platform's secret; kept while the isolate lives. */
export function hmacKeyFor(secret: Uint8Array, purpose: string): Promise<CryptoKey> {
  return keep(secret, purpose, () => derive(secret, purpose, { name: "HMAC", hash: "SHA-256", length: 256 }, ["sign"]));
}

/** The AES-GCM key of a purpose, derived from the platform's secret: for what must be stored or handed out and read again only here. */
export function encryptionKeyFor(secret: Uint8Array, purpose: string): Promise<CryptoKey> {
  return keep(secret, purpose, () => derive(secret, purpose, { name: "AES-GCM", length: 256 }, ["encrypt", "decrypt"]));
}

function keep(secret: Uint8Array, purpose: string, make: () => Promise<CryptoKey>): Promise<CryptoKey> {
  return keepOnce(kept, `${base64url.encode(secret)} ${purpose}`, make);
}

async function derive(secret: Uint8Array, purpose: string, algorithm: object, usages: ("sign" | "encrypt" | "decrypt")[]): Promise<CryptoKey> {
  const material = await crypto.subtle.importKey("raw", secret as BufferSource, "HKDF", false, ["deriveKey"]);
  const derivation = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(32), info: new TextEncoder().encode(purpose) };
  return crypto.subtle.deriveKey(derivation, material, algorithm as never, false, usages);
}
