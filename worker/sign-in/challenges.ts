import { base64url } from "jose";
import type { Platform } from "../kernel/context.ts";
import { hmacKeyFor } from "../kernel/derived-keys.ts";
import { equalBytes } from "../kernel/equal-bytes.ts";

/** What the browser is asked to sign, and by whom. `holder` is empty while nobody knows who will come. */
export type ChallengePurpose = { act: "sign-in" | "confirm" | "register" | "enrol"; tenant: string; holder: string };

/** How long a challenge lives, in milliseconds. */
export const CHALLENGE_LIFE = 5 * 60_000;
const HEAD = 20;

/** A challenge: 8 bytes of its end, 12 random bytes, 16 bytes of HMAC over both and the purpose. Nothing is stored until it is used. */
export async function issueChallenge(platform: Pick<Platform, "secret">, purpose: ChallengePurpose, now: number): Promise<string> {
  const challenge = new Uint8Array(HEAD + 16);
  new DataView(challenge.buffer).setFloat64(0, now + CHALLENGE_LIFE);
  crypto.getRandomValues(challenge.subarray(8, HEAD));
  challenge.set(await macOf(platform, purpose, challenge.subarray(0, HEAD)), HEAD);
  return base64url.encode(challenge);
}

/** When the challenge ends, in milliseconds; null unless it is ours, for exactly this purpose, and alive at `now`. */
export async function readChallenge(platform: Pick<Platform, "secret">, purpose: ChallengePurpose, challenge: string, now: number): Promise<number | null> {
  const bytes = /^[A-Za-z0-9_-]{48}$/.test(challenge) ? base64url.decode(challenge) : new Uint8Array();
  if (bytes.length !== HEAD + 16 || !equalBytes(bytes.subarray(HEAD), await macOf(platform, purpose, bytes.subarray(0, HEAD)))) return null;
  const expiresAt = new DataView(bytes.buffer, bytes.byteOffset).getFloat64(0);
  return expiresAt >= now && expiresAt <= now + CHALLENGE_LIFE + 60_000 ? expiresAt : null;
}

async function macOf({ secret }: Pick<Platform, "secret">, { act, tenant, holder }: ChallengePurpose, head: Uint8Array): Promise<Uint8Array> {
  const text = new TextEncoder().encode(JSON.stringify([act, tenant, holder]));
  const mac = await crypto.subtle.sign("HMAC", await hmacKeyFor(secret, "doi-soat sign-in challenges v1"), new Uint8Array([...head, ...text]));
  return new Uint8Array(mac).subarray(0, 16);
}
