import { base64url } from "jose";
import { hmacKeyFor } from "../kernel/derived-keys.ts";

/** What only somebody with the platform's secret can say, for this address and this UTC day: it makes the first operator and nothing else. */
export async function bootstrapProof(secret: Uint8Array, origin: string, now: number): Promise<string> {
  const day = new Date(now).toISOString().slice(0, 10);
  const mac = await crypto.subtle.sign("HMAC", await hmacKeyFor(secret, "doi-soat bootstrap v1"), new TextEncoder().encode(`${origin}\n${day}`));
  return base64url.encode(new Uint8Array(mac));
}
