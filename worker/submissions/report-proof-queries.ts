import { keyStatement, type KeyRow } from "../signing/queries.ts";

/** What was kept about a report when it was received, and where its signature stands now. */
export type ReportProof = {
  kid: string;
  signerId: string;
  logIndex: number;
  /** What the report is kept as. */
  place: { nonce: string; formId: string; reportTypeId: string | null; periodId: string | null };
  /** The log entry that was promised for it. */
  entry: string | null;
  /** Signed with a key that was in wrong hands, and nobody has signed over it since. */
  isContested: boolean;
  key: { ownerId: string; alg: string; jwk: string; activatedIndex: number | null; revokedIndex: number | null } | null;
};

/** The proof of a submission, in one round trip; null where there is no such submission. `kid` is read from the signed bytes. */
export async function findReportProof(ledger: D1Database, tenantCode: string, jti: string, kid: string): Promise<ReportProof | null> {
  const [rows, keys] = await ledger.batch([
    ledger
      .prepare(
        `SELECT s.kid, s.signer_id AS signerId, s.log_idx AS logIndex, s.nonce, s.form_id AS formId, s.report_type_id AS reportTypeId, s.period_id AS periodId, l.entry,
           EXISTS (SELECT 1 FROM contested_submission c WHERE c.tenant_id = s.tenant_id AND c.jti = s.jti AND c.confirmed_jti IS NULL) AS isContested
         FROM submission s LEFT JOIN log_entry l ON l.tenant_id = s.tenant_id AND l.idx = s.log_idx WHERE s.tenant_id = ? AND s.jti = ?`,
      )
      .bind(tenantCode, jti),
    keyStatement(ledger, tenantCode, kid),
  ]);
  const row = rows!.results[0] as (Omit<ReportProof, "isContested" | "key" | "place"> & ReportProof["place"] & { isContested: number }) | undefined;
  const key = keys!.results[0] as KeyRow | undefined;
  if (!row) return null;
  const { nonce, formId, reportTypeId, periodId, ...proof } = row;
  return { ...proof, place: { nonce, formId, reportTypeId, periodId }, isContested: row.isContested === 1, key: key ? { ownerId: key.owner_id, alg: key.alg, jwk: key.jwk, activatedIndex: key.activated_idx, revokedIndex: key.revoked_idx } : null };
}

/** The report that this one amends, verbatim; null for a first one. */
export async function findAmendedReport(ledger: D1Database, tenantCode: string, jti: string): Promise<{ jti: string; jws: string; digest: string; receivedAt: number } | null> {
  return ledger
    .prepare(
      `SELECT b.jti, b.jws, b.digest, b.received_at AS receivedAt FROM submission a JOIN submission b ON b.tenant_id = a.tenant_id AND b.jti = a.amends_jti
       WHERE a.tenant_id = ? AND a.jti = ?`,
    )
    .bind(tenantCode, jti)
    .first<{ jti: string; jws: string; digest: string; receivedAt: number }>();
}
