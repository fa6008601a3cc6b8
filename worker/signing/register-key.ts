import { audienceOf, type Context } from "../kernel/context.ts";
import { isUniqueViolation } from "../kernel/database-error.ts";
import { Problem } from "../kernel/problem.ts";
import { GuardFailed, record } from "../log/record.ts";
import { findIntegration } from "../tenancy/queries.ts";
import { requireCertificate } from "../certificates/require-certificate.ts";
import { requireOfficer, requireRole } from "../tenancy/require-role.ts";
import { requireStepUp } from "../tenancy/require-step-up.ts";
import { requirePublicKey } from "./check-key.ts";
import type { KeyRegistration } from "./contract.ts";
import { keyEventStatement } from "./key-events.ts";
import { requireAlgorithm } from "./require-algorithm.ts";
import { proofPurpose, requireProof, signersOf } from "./require-proof.ts";
import { findReplacedKey, replacingStatements, stillReplaceable } from "./replace-key.ts";
import { issueTicket, lifetimes } from "./tickets.ts";

/** How far ahead a key may be limited, in milliseconds. */
const LONGEST = 3653 * 86_400_000;

/** A challenge for the signed-in officer; the new key signs it to show that its owner holds it. */
export async function issueKeyChallenge(context: Context): Promise<{ nonce: string; expiresAt: string; serverTime: number; audience: string; issuer: string }> {
  const officer = requireRole(context, ["officer", "head", "administrator", "auditor", "supervisor", "operator"]);
  const nonce = await issueTicket(context.platform, proofPurpose(context, officer.id), context.now);
  return { nonce, expiresAt: new Date(context.now + lifetimes["register-key"] * 1000).toISOString(), serverTime: Math.floor(context.now / 1000), audience: audienceOf(context.platform, context.tenant), issuer: officer.id };
}

/**
 * Registers a public key, alone or with a certificate (`x5c`), for the signed-in officer, or by an administrator for an integration (`owner`), and returns its kid. The key
 * signs nothing until somebody else approves it, unless the owner's active key vouches for it (`prevPop`): then it signs at once
 * and the old key ends after the overlap.
 */
export async function registerKey(context: Context, registration: KeyRegistration): Promise<string> {
  const registrar = requireOfficer(context);
  const ownerId = await ownerOf(context, registration.owner);
  requireStepUp(context);
  const { alg, label, pop } = registration;
  await requireAlgorithm(context, alg, signersOf(ownerId));
  const certificate = registration.x5c ? await requireCertificate(context, registration.x5c, signersOf(ownerId)) : null;
  const notAfter = earlier(requireEnd(context, registration.notAfter), certificate?.notAfter ?? null);
  const { jwk, kid } = await requirePublicKey(certificate?.jwk ?? registration.jwk!, alg);
  const stored = JSON.stringify(jwk);
  const proven = { ownerId, holder: registrar.id, thumbprint: kid };
  await requireProof(context, pop, { kid, alg, jwk: stored, certificate }, proven);
  const replaced = await findReplacedKey(context, registration, proven);
  const { ledger, tenant, now } = context;
  const insert = ledger
    .prepare("INSERT INTO signing_key (tenant_id, kid, owner_id, alg, jwk, label, state, registered_by, registered_at, not_before, not_after, cert_sha256) VALUES (?, ?, ?, ?, ?, ?, 'pending', ?, ?, ?, ?, ?)")
    .bind(tenant.code, kid, ownerId, alg, stored, label, registrar.id, now, certificate?.notBefore ?? null, notAfter, certificate?.sha256 ?? null);
  const entry = { kind: "key.registered" as const, at: now, kid, owner: ownerId, by: registrar.id, alg, ...(notAfter === null ? {} : { notAfter }), ...(certificate ? { cert: certificate.sha256, anchor: certificate.anchorSha256 } : {}) };
  const replacing = replaced ? await replacingStatements(context, { kid, registrar: registrar.id }, replaced) : [];
  await record(context, entry, [insert, ...(certificate?.statements ?? []), keyEventStatement(context, kid), ...replacing], replaced ? [stillReplaceable(context, replaced.kid)] : []).catch((error: unknown) => {
    if (isUniqueViolation(error, "signing_key.kid") || isUniqueViolation(error, "certificate.sha256")) throw new Problem("key-exists", "This key is registered in the tenant already. Look at its state on the keys page; a revoked key is never registered again.");
    if (error instanceof GuardFailed) throw new Problem("transition-refused", "The key that vouches for this one was replaced or taken out of use meanwhile. Load the list again.");
    throw error;
  });
  return kid;
}

async function ownerOf(context: Context, owner: string | undefined): Promise<string> {
  const registrar = requireRole(context, ["officer", "head", "administrator", "auditor", "supervisor", "operator"]);
  if (owner === undefined || owner === registrar.id) return registrar.id;
  requireRole(context, ["administrator"]);
  const integration = await findIntegration(context.ledger, context.tenant.code, owner);
  if (!integration || integration.ended) throw new Problem("not-found", "The tenant has no such integration. Officers register their own keys themselves.");
  return integration.id;
}

/** A certificate's key ends with the certificate at the latest. */
function earlier(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.min(a, b);
}

/** The last moment of the key, in milliseconds; null is without limit. */
function requireEnd({ now }: Context, notAfter: string | undefined): number | null {
  if (notAfter === undefined) return null;
  const at = Date.parse(notAfter);
  if (at > now && at <= now + LONGEST) return at;
  throw new Problem("body-invalid", "`notAfter` must lie in the future, and at most ten years ahead. Leave it out for a key without an end.", [{ pointer: "/notAfter", code: "out-of-range" }]);
}
