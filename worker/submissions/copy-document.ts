import { thisIndex } from "../log/record.ts";
import type { SubmissionClaims } from "./contract.ts";
import type { SubmissionDocument } from "./queries.ts";

/**
 * Gives the tenant its own copy of a document that another tenant received, byte for byte and with the moment it was received, for the batch of
 * the entry that is about it. Where the copy is there already nothing is written.
 */
export function copyDocument(ledger: D1Database, tenantCode: string, document: Pick<SubmissionDocument, "jti" | "jws" | "digest" | "kid" | "signerId" | "signerTenantId" | "act" | "formId" | "formRevision" | "receivedAt">, { nonce }: Pick<SubmissionClaims, "nonce">): D1PreparedStatement {
  const { jti, jws, digest, kid, signerId, signerTenantId, act, formId, formRevision, receivedAt } = document;
  return ledger
    .prepare(
      `INSERT INTO submission (tenant_id, jti, jws, digest, nonce, kid, signer_id, signer_tenant_id, act, form_id, form_rev, received_at, log_idx)
       SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ${thisIndex.replace("?", "?1")} WHERE NOT EXISTS (SELECT 1 FROM submission WHERE tenant_id = ?1 AND jti = ?2)`,
    )
    .bind(tenantCode, jti, jws, digest, nonce, kid, signerId, signerTenantId, act, formId, formRevision, receivedAt);
}
