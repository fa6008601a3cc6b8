import * as z from "zod";
import { audienceOf, type Actor, type Context } from "../kernel/context.ts";
import { idPattern } from "../kernel/ids.ts";
import { Problem } from "../kernel/problem.ts";
import { spend } from "../sign-in/spend.ts";
import { openSigned, type OpenedJws } from "./open-signed.ts";
import { keyStatement, toRegisteredKey, type KeyRow, type RegisteredKey } from "./queries.ts";
import { requireActiveKey, requireOwnedKey } from "./require-active-key.ts";
import { requireSignature } from "./verify-signature.ts";

/** The longest life of a client token, in seconds, and how far clocks may differ. */
export const LONGEST_LIFE = 300;
const SKEW = 60;
const MAX_LENGTH = 4096;

/** A `gov-client+jwt`: RFC 7523 in spirit, without a token endpoint. `aud` is one text: a list is how such tokens are stolen. */
export const clientClaims = z.strictObject({
  ver: z.literal(1),
  jti: z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[47][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
  iss: z.string().regex(idPattern("integration")),
  aud: z.string().max(300),
  iat: z.int(),
  exp: z.int(),
});
export type ClientClaims = z.infer<typeof clientClaims>;

type Surroundings = Pick<Context, "tenant" | "platform" | "ledger" | "now">;

/**
 * The integration whose client token this is, in two round trips: form, address, time, key, signature, key state; then its `jti` is
 * spent until it expires. Outside there are four refusals, all 401; which step failed is said by `detail`.
 */
export async function verifyClientToken(surroundings: Surroundings, token: string): Promise<Extract<Actor, { kind: "integration" }>> {
  const { ledger, tenant, now } = surroundings;
  const opened = await asInvalid(() => openSigned(surroundings, token, { type: "gov-client+jwt", claims: clientClaims, maxLength: MAX_LENGTH, signers: "integrations" }));
  requireAudience(surroundings, opened);
  requireLife(opened, now);
  const { header, claims } = opened;
  const row = await keyStatement(ledger, tenant.code, header.kid).first<KeyRow>();
  await asInvalid(async () => {
    const key = requireOwnedKey(row ? toRegisteredKey(row, now) : null, claims.iss);
    await requireSignature(opened, key);
    requireActiveKey(key);
    requireLiving(key);
  });
  if (!(await spend(ledger, tenant.code, `client ${claims.iss} ${claims.jti}`, (claims.exp + SKEW) * 1000))) {
    throw new Problem("client-token-replayed", "A token with this `jti` was used already. Sign a new one, with a new `jti`, for each request.");
  }
  return { kind: "integration", id: claims.iss, tenantCode: tenant.code };
}

function requireAudience({ platform, tenant }: Surroundings, { claims }: OpenedJws<ClientClaims>): void {
  const audience = audienceOf(platform, tenant);
  if (claims.aud !== audience) throw new Problem("client-token-audience", `\`aud\` is not this tenant's address. Sign for exactly ${audience}, or ask the tenant it was signed for.`);
}

function requireLife({ header, claims }: OpenedJws<ClientClaims>, now: number): void {
  const seconds = Math.floor(now / 1000);
  if (claims.iat !== header.iat) throw new Problem("client-token-invalid", "`iat` differs between header and payload. Write the same time into both.");
  if (claims.exp <= claims.iat || claims.exp - claims.iat > LONGEST_LIFE) throw new Problem("client-token-invalid", `A client token lives at most ${LONGEST_LIFE} seconds: set \`exp\` to at most that after \`iat\`.`);
  if (claims.exp <= seconds) throw new Problem("client-token-expired", "The token has expired. Sign a new one for each request, and check the clock against `server_time`.", undefined, { server_time: seconds });
  if (claims.iat > seconds + SKEW) throw new Problem("client-token-expired", "The token is from the future. Check the clock against `server_time`, and sign a new one.", undefined, { server_time: seconds });
}

function requireLiving(key: RegisteredKey): void {
  if (key.source === null || key.ownerEnded) throw new Problem("key-not-active", "The key belongs to no integration that acts for the tenant. An administrator can say which are connected.");
}

async function asInvalid<T>(step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    if (!(error instanceof Problem) || error.status >= 500) throw error;
    throw new Problem("client-token-invalid", error.message, error.errors);
  }
}
