import { base64url } from "jose";
import { encryptionKeyFor } from "../kernel/derived-keys.ts";

/** Encrypts a value for ourselves, `purpose` naming what for: what a browser keeps for us and must neither read nor change. */
export async function seal(secret: Uint8Array, purpose: string, value: unknown): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await encryptionKeyFor(secret, purpose), new TextEncoder().encode(JSON.stringify(value)));
  return base64url.encode(Uint8Array.from([...iv, ...new Uint8Array(sealed)]));
}

/** What was sealed for this purpose; null for anything else. */
export async function unseal<Value>(secret: Uint8Array, purpose: string, sealed: string): Promise<Value | null> {
  try {
    const bytes = base64url.decode(sealed);
    const opened = await crypto.subtle.decrypt({ name: "AES-GCM", iv: bytes.subarray(0, 12) as BufferSource }, await encryptionKeyFor(secret, purpose), bytes.subarray(12) as BufferSource);
    return JSON.parse(new TextDecoder().decode(opened)) as Value;
  } catch {
    return null;
  }
}
