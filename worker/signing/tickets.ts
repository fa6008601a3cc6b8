import { base64url } from "jose";
import type { Platform } from "../kernel/context.ts";
import { hmacKeyFor } from "../kernel/derived-keys.ts";
import { equalBytes } from "../kernel/equal-bytes.ts";
import { Problem } from "../kernel/problem.ts";

/** What a ticket is good for: it is bound to every one of these. */
export type TicketPurpose = { purpose: "sign" | "register-key"; tenant: string; holder: string; form?: string; rev?: number; locale?: string };

/** How long a ticket lives, in seconds. */
export const lifetimes = { sign: 3600, "register-key": 600 } as const;

/** Bytes of a ticket: its time in seconds, then what is random, then the HMAC. */
const TIME = 4;
const HEAD = TIME + 4;
const LENGTH = HEAD + 8;

/**
 * A ticket: 4 bytes of its time (seconds), 4 random bytes (of hundreds that somebody asks for in one second no two are alike), 8 bytes of
 * HMAC-SHA-256 over time, randomness and purpose. Nothing is stored for it, so tickets cannot fill a table; using one up is a unique index where
 * its purpose is fulfilled.
 */
export async function issueTicket(platform: Platform, purpose: TicketPurpose, now: number): Promise<string> {
  const ticket = new Uint8Array(LENGTH);
  new DataView(ticket.buffer).setUint32(0, Math.floor(now / 1000));
  crypto.getRandomValues(ticket.subarray(TIME, HEAD));
  ticket.set(await macOf(platform, purpose, ticket.subarray(0, HEAD)), HEAD);
  return base64url.encode(ticket);
}

/** Throws `nonce-invalid` unless the ticket is ours, for exactly this purpose, and alive at `now` (milliseconds). */
export async function requireTicket(platform: Platform, purpose: TicketPurpose, ticket: string, now: number): Promise<void> {
  const bytes = /^[A-Za-z0-9_-]{22}$/.test(ticket) ? base64url.decode(ticket) : new Uint8Array();
  const isOurs = bytes.length === LENGTH && base64url.encode(bytes) === ticket && equalBytes(bytes.subarray(HEAD), await macOf(platform, purpose, bytes.subarray(0, HEAD)));
  const { isNot, hasExpired } = refusals[purpose.purpose];
  if (!isOurs) throw new Problem("nonce-invalid", isNot);
  const age = Math.floor(now / 1000) - new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  if (age > lifetimes[purpose.purpose] || age < -60) throw new Problem("nonce-invalid", hasExpired);
}

const refusals = {
  sign: {
    isNot: "The signing ticket is not for this person, tenant, form edition and language. Open the review page again and sign there.",
    hasExpired: "The signing ticket has expired. Open the review page again and sign there; nothing you filled in is lost.",
  },
  "register-key": {
    isNot: "The challenge is not for this person and tenant. Ask for one (POST …/key-challenges) and sign it with the new key.",
    hasExpired: "The challenge has expired. Ask for a new one (POST …/key-challenges) and sign it with the new key.",
  },
} as const;

async function macOf(platform: Platform, purpose: TicketPurpose, head: Uint8Array): Promise<Uint8Array> {
  const { tenant, holder, form = "", rev = 0, locale = "" } = purpose;
  const text = new TextEncoder().encode(JSON.stringify([purpose.purpose, tenant, holder, form, rev, locale]));
  const mac = await crypto.subtle.sign("HMAC", await hmacKeyFor(platform.secret, "doi-soat tickets v1"), new Uint8Array([...head, ...text]));
  return new Uint8Array(mac).subarray(0, LENGTH - HEAD);
}
