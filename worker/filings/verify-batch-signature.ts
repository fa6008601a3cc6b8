import { audienceOf, type Context } from "../kernel/context.ts";
import { Problem } from "../kernel/problem.ts";
import { openSigned, type OpenedJws } from "../signing/open-signed.ts";
import { keyStatement, toRegisteredKey, type KeyRow } from "../signing/queries.ts";
import { keyStillActive, requireActiveKey, requireOwnedKey } from "../signing/require-active-key.ts";
import { requireSignature } from "../signing/verify-signature.ts";
import { integrationStillActs } from "../tenancy/integration-still-acts.ts";
import { BATCH_SIGNATURE_HEADER, filingBatchClaims, type FilingBatchClaims } from "./contract.ts";
import { batchStatement, toStoredBatch, type BatchRow, type StoredBatch } from "./queries.ts";
import type { SignedBatch } from "./write-batch.ts";

const MAX_SIGNATURE_LENGTH = 4096;
/** Seconds that the signing time may lie before and after ours. */
const OLDEST = 86_400;
const NEWEST = 60;

/**
 * Verifies the signature of a batch in one round trip, without its body (signing.md 1.6): form, claims, key, owner, signature,
 * key state, source; then whether the batch was received before (`earlier`), and only for a new one the time it was signed.
 */
export async function verifyBatchSignature(context: Context, signature: string): Promise<{ signed: SignedBatch; earlier: StoredBatch | null }> {
  const { ledger, tenant } = context;
  const opened = await openSigned(context, signature, { type: "gov-event+jwt", claims: filingBatchClaims, maxLength: MAX_SIGNATURE_LENGTH, signers: "integrations" });
  const { header, claims } = opened;
  requireAudience(context, opened);
  const [keys, batches] = await ledger.batch([keyStatement(ledger, tenant.code, header.kid), batchStatement(ledger, tenant.code, claims.jti)]);
  const row = keys!.results[0] as KeyRow | undefined;
  const key = requireOwnedKey(row ? toRegisteredKey(row, context.now) : null, claims.iss);
  await requireSignature(opened, key);
  requireActiveKey(key);
  if (key.source !== claims.batch.source) throw new Problem("issuer-mismatch", `\`batch.source\` is not the source of this integration. It pushes only for \`${key.source}\`.`);
  const earlier = toStoredBatch(batches!.results[0] as BatchRow | undefined);
  if (earlier) requireSameBatch(earlier, claims);
  else requireRecent(claims.iat, context.now);
  const { jti, iss, batch } = claims;
  const signerGuards = [keyStillActive(key, context.now), integrationStillActs(tenant.code, iss)];
  return { signed: { jws: signature, jti, kid: key.kid, integrationId: iss, source: batch.source, bodyDigest: batch.dig, lines: batch.count, signerGuards }, earlier };
}

function requireAudience({ platform, tenant }: Context, { header, claims }: OpenedJws<FilingBatchClaims>): void {
  const audience = audienceOf(platform, tenant);
  if (claims.aud !== audience) throw new Problem("audience-mismatch", `\`aud\` is not this tenant's address. Sign for exactly ${audience}, or send to the tenant it was signed for.`);
  if (claims.iat !== header.iat) throw new Problem("iat-mismatch", "`iat` differs between header and payload. Write the same signing time into both.");
}

function requireSameBatch(earlier: StoredBatch, { iss, batch }: FilingBatchClaims): void {
  if (earlier.bodyDigest === batch.dig && earlier.integrationId === iss && earlier.lines === batch.count) return;
  throw new Problem("jti-reused", `A batch with this \`jti\` and other content was received already. Sign this one with a new \`jti\` in ${BATCH_SIGNATURE_HEADER}.`);
}

function requireRecent(iat: number, now: number): void {
  const serverTime = Math.floor(now / 1000);
  if (iat >= serverTime - OLDEST && iat <= serverTime + NEWEST) return;
  throw new Problem("iat-out-of-window", "The batch was signed more than a day ago or in the future. Check the clock of the sending system against `server_time`, and sign again.", undefined, { server_time: serverTime });
}
