import { env } from "cloudflare:workers";
import { CompactSign } from "jose";
import { audienceOf } from "../../../worker/kernel/context.ts";
import { newUuid7 } from "../../../worker/kernel/ids.ts";
import { platformOf } from "../../../worker/http/platform.ts";
import type { Pusher } from "../filings/make-pusher.ts";

/** A client token (`gov-client+jwt`) of the system, good for two minutes; claims and header members can be others. */
export async function signToken(by: Pusher, { claims, header }: { claims?: Record<string, unknown>; header?: Record<string, unknown> } = {}): Promise<string> {
  const iat = Math.floor(Date.now() / 1000);
  const said = { ver: 1, jti: newUuid7(Date.now()), iss: by.id, aud: audienceOf(platformOf(env), by.tenant), iat, exp: iat + 120, ...claims };
  return new CompactSign(new TextEncoder().encode(JSON.stringify(said))).setProtectedHeader({ alg: "ES256", typ: "gov-client+jwt", kid: by.kid, iat, ...header }).sign(by.privateKey);
}
