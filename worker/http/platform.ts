import { base64url } from "jose";
import type { Platform } from "../kernel/context.ts";

/** The platform as the environment describes it. Throws when a setting is missing: nothing runs half configured. */
export function platformOf(env: Env): Platform {
  return {
    origin: env.PUBLIC_ORIGIN,
    secret: secretOf(env.PLATFORM_SECRET),
    evidence: env.EVIDENCE,
    ledgers: { LEDGER_1: env.LEDGER_1, LEDGER_2: env.LEDGER_2 },
  };
}

function secretOf(text: string | undefined): Uint8Array {
  const secret = text ? base64url.decode(text) : new Uint8Array();
  if (secret.length !== 32) throw new Error("PLATFORM_SECRET must be 32 bytes in base64url: `openssl rand 32 | basenc --base64url -w0 | tr -d =`, then `wrangler secret put PLATFORM_SECRET`");
  return secret;
}
