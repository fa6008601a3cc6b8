import * as z from "zod";
import { audienceOf, type Context } from "../kernel/context.ts";
import { isUniqueViolation } from "../kernel/database-error.ts";
import { Problem } from "../kernel/problem.ts";
import { record } from "../log/record.ts";
import { findIntegration } from "../tenancy/queries.ts";
import { requireOfficer, requireRole } from "../tenancy/require-role.ts";
import { requirePublicKey } from "./check-key.ts";
import type { KeyRegistration } from "./contract.ts";
import { openSigned } from "./open-signed.ts";
import { findKey, type RegisteredKey } from "./queries.ts";
import { requireAlgorithm, type Signers } from "./require-algorithm.ts";
import { issueTicket, lifetimes, requireTicket } from "./tickets.ts";
import { requireSignature } from "./verify-signature.ts";

const proofClaims = z.strictObject({ ver: z.literal(1), aud: z.string(), iss: z.string(), iat: z.int(), nonce: z.string().length(22), jkt: z.string().length(43) });
const MAX_PROOF_LENGTH = 4096;

/** A challenge for the signed-in officer; the new key signs it to show that its owner holds it. */
export async function issueKeyChallenge(context: Context): Promise<{ nonce: string; expiresAt: string; serverTime: number; audience: string; issuer: string }> {
  const officer = requireRole(context, ["officer", "head", "administrator", "auditor", "supervisor", "operator"]);
  const nonce = await issueTicket(context.platform, purposeFor(context, officer.id), context.now);
  return { nonce, expiresAt: new Date(context.now + lifetimes["register-key"] * 1000).toISOString(), serverTime: Math.floor(context.now / 1000), audience: audienceOf(context.platform, context.tenant), issuer: officer.id };
}

/**
 * Registers a public key for the signed-in officer, or by an administrator for an integration (`owner`). The key signs nothing
 * until somebody else approves it.
 */
export async function registerKey(context: Context, registration: KeyRegistration): Promise<RegisteredKey> {
  const registrar = requireOfficer(context);
  const ownerId = await ownerOf(context, registration.owner);
  await requireAlgorithm(context, registration.alg, signersOf(ownerId));
  const { jwk, kid } = await requirePublicKey(registration.jwk, registration.alg);
  const stored = JSON.stringify(jwk);
  await requireProof(context, registration, { ownerId, holder: registrar.id, kid, jwk: stored });
  const { ledger, tenant, now } = context;
  const insert = ledger
    .prepare("INSERT INTO signing_key (tenant_id, kid, owner_id, alg, jwk, label, state, registered_by, registered_at) VALUES (?, ?, ?, ?, ?, ?, 'pending', ?, ?)")
    .bind(tenant.code, kid, ownerId, registration.alg, stored, registration.label, registrar.id, now);
  await record(context, { kind: "key.registered", at: now, kid, owner: ownerId, by: registrar.id, alg: registration.alg }, [insert]).catch((error: unknown) => {
    if (isUniqueViolation(error, "signing_key.kid")) throw new Problem("key-exists", "This key is registered in the tenant already. Look at its state on the keys page; a revoked key is never registered again.");
    throw error;
  });
  return (await findKey(ledger, tenant.code, kid))!;
}

async function ownerOf(context: Context, owner: string | undefined): Promise<string> {
  const registrar = requireRole(context, ["officer", "head", "administrator", "auditor", "supervisor", "operator"]);
  if (owner === undefined || owner === registrar.id) return registrar.id;
  requireRole(context, ["administrator"]);
  const integration = await findIntegration(context.ledger, context.tenant.code, owner);
  if (!integration || integration.ended) throw new Problem("not-found", "The tenant has no such integration. Officers register their own keys themselves.");
  return integration.id;
}

/** The proof of possession: signed by the new key, over our challenge, naming owner, tenant and key. */
async function requireProof(context: Context, registration: KeyRegistration, key: { ownerId: string; holder: string; kid: string; jwk: string }): Promise<void> {
  const opened = await openSigned(context, registration.pop, { type: "gov-key-pop+jwt", claims: proofClaims, maxLength: MAX_PROOF_LENGTH, signers: signersOf(key.ownerId) });
  const { aud, iss, iat, nonce, jkt } = opened.claims;
  const expected: [boolean, string][] = [
    [aud === audienceOf(context.platform, context.tenant), "`aud` is not this tenant's address"],
    [iss === key.ownerId, "`iss` is not the key's owner"],
    [jkt === key.kid && opened.header.kid === key.kid, "`jkt` and `kid` are not the key's thumbprint"],
    [iat === opened.header.iat, "`iat` differs between header and payload"],
  ];
  const failed = expected.find(([holds]) => !holds);
  if (failed) throw new Problem("key-proof-invalid", `The proof of possession does not hold: ${failed[1]}. Ask for a challenge and sign it with the new key.`);
  await requireSignature(opened, { kid: key.kid, alg: registration.alg, jwk: key.jwk });
  await requireTicket(context.platform, purposeFor(context, key.holder), nonce, context.now);
}

function purposeFor(context: Context, holder: string) {
  return { purpose: "register-key" as const, tenant: context.tenant.code, holder };
}

function signersOf(ownerId: string): Signers {
  return ownerId.startsWith("int_") ? "integrations" : "officers";
}
