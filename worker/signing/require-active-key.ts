import { Problem } from "../kernel/problem.ts";
import { requireCertificateInForce } from "../certificates/require-certificate-in-force.ts";
import type { Guard } from "../log/record.ts";
import { defaultAlgorithms } from "../tenancy/contract.ts";
import type { RegisteredKey } from "./queries.ts";

/** GFS-1, S7 and S8: the key is registered here and belongs to whom the document names. Other tenants' keys answer the same. */
export function requireOwnedKey(key: RegisteredKey | null, issuer: string): RegisteredKey {
  if (!key) throw new Problem("key-unknown", "No key with this kid is registered in this tenant. Register it first, or sign with a registered one.");
  if (key.ownerId !== issuer) throw new Problem("issuer-mismatch", "`iss` is not the owner of the key. Sign with your own key and your own id.");
  return key;
}

/** GFS-1, S11 and S12: asked only after the signature held, so that nobody else learns a key's state. */
export function requireActiveKey(key: RegisteredKey): void {
  // Of a key that is over because its certificate is, the certificate is the more precise answer.
  if (!key.ownerEnded && (key.state === "active" || key.state === "expired")) requireInForce(key.certificate);
  if (key.state === "active" && !key.ownerEnded) return;
  const state = key.ownerEnded ? "revoked" : key.state;
  const next = key.ownerEnded ? "Its owner acts for the tenant no more." : nextStep[key.state];
  throw new Problem("key-not-active", `The key is ${state} and may not sign now. ${next}`, undefined, { key_state: state });
}

function requireInForce(certificate: RegisteredKey["certificate"]): void {
  if (certificate) requireCertificateInForce(certificate.state, certificate.askedAt, certificate.grace);
}

const nextStep: Record<RegisteredKey["state"], string> = {
  pending: "Ask another administrator of the tenant to approve it.",
  active: "",
  suspended: "Ask the tenant's administrator to resume it.",
  revoked: "Make a new key and register it.",
  expired: "Make a new key and register it.",
};

/**
 * Checked again at the moment of writing: a key that was suspended or revoked in between, or is over at `now` (milliseconds), or whose
 * certificate was, signs nothing any more, nor does an officer who has left, nor a key whose algorithm the tenant has switched off.
 */
export function keyStillActive(key: Pick<RegisteredKey, "tenantId" | "kid">, now: number): Guard {
  return {
    holds: `EXISTS (SELECT 1 FROM signing_key k LEFT JOIN officer o ON o.tenant_id = k.tenant_id AND o.id = k.owner_id
      WHERE k.tenant_id = ?1 AND k.kid = ?2 AND k.state = 'active' AND COALESCE(k.not_before, ?3) <= ?3 AND COALESCE(k.not_after, ?3 + 1) > ?3 AND COALESCE(k.retires_at, ?3 + 1) > ?3 AND o.ended_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM certificate c WHERE c.tenant_id = k.tenant_id AND c.sha256 = k.cert_sha256 AND c.revoked_at IS NOT NULL)
        AND (k.alg IN (SELECT value FROM json_each(?4)) OR k.alg IN (SELECT a.value FROM
          (SELECT y.value AS allowed FROM tenant_policy y WHERE y.tenant_id = k.tenant_id AND y.name = 'signing-algorithms' ORDER BY y.version DESC LIMIT 1) AS p, json_each(p.allowed) AS a)))`,
    params: [key.tenantId, key.kid, now, JSON.stringify(defaultAlgorithms)],
  };
}
