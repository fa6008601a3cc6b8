import type { AgencyState } from "./contract.ts";

/**
 * A report as signed, and when its chain was filed first. `jws` is the newest submission of the chain that has every signature it needs,
 * verbatim; where the head signs over it, it is received when that signature arrived.
 */
export type SignedReport = { jti: string; jws: string; digest: string; receivedAt: number; firstReceivedAt: number };

/** Submissions of a period that count, each with the moment from which it does. */
const counting = `SELECT s.seq, s.jti, s.digest, COALESCE(h.received_at, s.received_at) AS receivedAt
  FROM submission s LEFT JOIN submission h ON s.needs_head = 1 AND h.tenant_id = s.tenant_id AND h.ref_jti = s.jti AND h.countersignature = 'agency' AND h.act = 'approve'
  WHERE s.tenant_id = ?1 AND s.report_type_id = ?2 AND s.period_id = ?3 AND (s.needs_head = 0 OR h.jti IS NOT NULL)`;

/** The newest submission for the period that counts, the first one or its last amendment, with the instant at which the first counted; or null. */
export async function findNewestReport(ledger: D1Database, tenantCode: string, reportTypeId: string, periodId: string): Promise<SignedReport | null> {
  return ledger
    .prepare(
      `WITH counting AS (${counting})
       SELECT c.jti, s.jws, c.digest, c.receivedAt, (SELECT MIN(receivedAt) FROM counting) AS firstReceivedAt FROM counting c JOIN submission s ON s.seq = c.seq ORDER BY c.seq DESC LIMIT 1`,
    )
    .bind(tenantCode, reportTypeId, periodId)
    .first<SignedReport>();
}

/**
 * Who has signed the newest submission for a period, whether or not it counts yet, and which of those signatures are contested and not
 * confirmed: what the rules about signatures read (R47, R48).
 */
export type ReportSignatures = {
  jti: string;
  receivedAt: number;
  signerId: string;
  signerTenantId: string;
  kid: string;
  agency: AgencyState;
  /** The head's document, where there is one. */
  agencyJti: string | null;
  contested: { jti: string; kid: string; act: "submit" | "amend" | "approve"; receivedAt: number; contestedIndex: number }[];
};

/** The signatures of the newest submission for the period, or null when there is none. One round trip. */
export async function findReportSignatures(ledger: D1Database, tenantCode: string, reportTypeId: string, periodId: string): Promise<ReportSignatures | null> {
  const newest = `SELECT jti FROM submission WHERE tenant_id = ?1 AND report_type_id = ?2 AND period_id = ?3 ORDER BY seq DESC LIMIT 1`;
  const [reports, contested] = await ledger.batch([
    ledger
      .prepare(
        `SELECT s.jti, s.received_at AS receivedAt, s.signer_id AS signerId, s.signer_tenant_id AS signerTenantId, s.kid, s.needs_head AS needsHead, h.act AS headAct, h.jti AS agencyJti
         FROM submission s LEFT JOIN submission h ON s.needs_head = 1 AND h.tenant_id = s.tenant_id AND h.ref_jti = s.jti AND h.countersignature = 'agency'
         WHERE s.tenant_id = ?1 AND s.jti = (${newest})`,
      )
      .bind(tenantCode, reportTypeId, periodId),
    ledger
      .prepare(
        `SELECT c.jti, c.kid, s.act, s.received_at AS receivedAt, c.contested_idx AS contestedIndex
         FROM contested_submission c JOIN submission s ON s.tenant_id = c.tenant_id AND s.jti = c.jti
         WHERE c.tenant_id = ?1 AND c.confirmed_jti IS NULL AND (s.jti = (${newest}) OR s.ref_jti = (${newest})) ORDER BY s.seq`,
      )
      .bind(tenantCode, reportTypeId, periodId),
  ]);
  const report = (reports as D1Result<Omit<ReportSignatures, "agency" | "contested"> & { needsHead: number; headAct: string | null }>).results[0];
  if (!report) return null;
  const { needsHead, headAct, ...signed } = report;
  return { ...signed, agency: agencyState(needsHead, headAct), contested: (contested as D1Result<ReportSignatures["contested"][number]>).results };
}

/** Whether a report has its second signature, from `needs_head` and what the head did. */
export function agencyState(needsHead: number, headAct: string | null): AgencyState {
  if (needsHead !== 1) return "not-needed";
  return headAct === "approve" ? "given" : headAct === "reject" ? "refused" : "waiting";
}

/** The amendment with this id, if it is one of the period's reports and has every signature it needs. */
export async function findAmendment(ledger: D1Database, tenantCode: string, reportTypeId: string, periodId: string, jti: string): Promise<{ receivedAt: number } | null> {
  return ledger
    .prepare(`SELECT receivedAt FROM (${counting} AND s.jti = ?4 AND s.act = 'amend')`)
    .bind(tenantCode, reportTypeId, periodId, jti)
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

/** The signed documents about a period that have every signature they need, oldest first: nothing that names a person, and not what was signed. */
export async function listPublicDocuments(ledger: D1Database, tenantCode: string, reportTypeIds: readonly string[], periodId: string): Promise<PublicDocument[]> {
  const { results } = await ledger
    .prepare(
      `SELECT s.jti, s.digest, s.report_type_id AS reportType, s.act, s.received_at AS receivedAt, s.log_idx AS logIndex
       FROM json_each(?3) AS t CROSS JOIN submission s WHERE s.tenant_id = ?1 AND s.report_type_id = t.value AND s.period_id = ?2
         AND (s.needs_head = 0 OR EXISTS (SELECT 1 FROM submission h WHERE h.tenant_id = s.tenant_id AND h.ref_jti = s.jti AND h.countersignature = 'agency' AND h.act = 'approve')) ORDER BY s.seq`,
    )
    .bind(tenantCode, periodId, JSON.stringify(reportTypeIds))
    .all<PublicDocument>();
  return results;
}
