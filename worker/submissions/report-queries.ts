/** A report as signed, and when its chain began. `jws` is the newest submission of the chain, verbatim. */
export type SignedReport = { jti: string; jws: string; digest: string; receivedAt: number; firstReceivedAt: number };

/** The newest submission for the period, the first one or its last amendment, with the instant at which the first arrived; or null. */
export async function findNewestReport(ledger: D1Database, tenantCode: string, reportTypeId: string, periodId: string): Promise<SignedReport | null> {
  return ledger
    .prepare(
      `SELECT jti, jws, digest, received_at AS receivedAt,
         (SELECT MIN(received_at) FROM submission WHERE tenant_id = ?1 AND report_type_id = ?2 AND period_id = ?3) AS firstReceivedAt
       FROM submission WHERE tenant_id = ?1 AND report_type_id = ?2 AND period_id = ?3 ORDER BY seq DESC LIMIT 1`,
    )
    .bind(tenantCode, reportTypeId, periodId)
    .first<SignedReport>();
}

/** The amendment with this id, if it is one of the period's reports. */
export async function findAmendment(ledger: D1Database, tenantCode: string, reportTypeId: string, periodId: string, jti: string): Promise<{ receivedAt: number } | null> {
  return ledger
    .prepare("SELECT received_at AS receivedAt FROM submission WHERE tenant_id = ? AND jti = ? AND report_type_id = ? AND period_id = ? AND act = 'amend'")
    .bind(tenantCode, jti, reportTypeId, periodId)
    .first<{ receivedAt: number }>();
}

/** Who owes which report, from a day to a day (both inside; `validTo` null is "still"). */
export type Obligation = { tenantId: string; reportTypeId: string; validFrom: string; validTo: string | null };

/** Every obligation of the ledger's tenants, past ones too. */
export async function listObligations(ledger: D1Database): Promise<Obligation[]> {
  const { results } = await ledger
    .prepare("SELECT tenant_id AS tenantId, report_type_id AS reportTypeId, valid_from AS validFrom, valid_to AS validTo FROM obligation")
    .all<Obligation>();
  return results;
}

export type PublicDocument = { jti: string; digest: string; reportType: string; act: "submit" | "amend"; receivedAt: number; logIndex: number };

/** The signed documents about a period, oldest first: nothing that names a person, and not what was signed. */
export async function listPublicDocuments(ledger: D1Database, tenantCode: string, reportTypeIds: readonly string[], periodId: string): Promise<PublicDocument[]> {
  const { results } = await ledger
    .prepare(
      `SELECT s.jti, s.digest, s.report_type_id AS reportType, s.act, s.received_at AS receivedAt, s.log_idx AS logIndex
       FROM json_each(?3) AS t CROSS JOIN submission s WHERE s.tenant_id = ?1 AND s.report_type_id = t.value AND s.period_id = ?2 ORDER BY s.seq`,
    )
    .bind(tenantCode, periodId, JSON.stringify(reportTypeIds))
    .all<PublicDocument>();
  return results;
}
