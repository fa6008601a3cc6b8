import { base64url } from "jose";

/** SHA-256 of the bytes (text as UTF-8), as 32 bytes. */
export async function sha256(content: Uint8Array | string): Promise<Uint8Array> {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes as BufferSource));
}

/** SHA-256 of the bytes (text as UTF-8), as 43 characters base64url. */
export async function digestOf(content: Uint8Array | string): Promise<string> {
  return base64url.encode(await sha256(content));
}
