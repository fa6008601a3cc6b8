/** A stored submission without its bytes. Moments in integer milliseconds. */
export type Submission = {
  sequence: number;
  jti: string;
  digest: string;
  kid: string;
  signerId: string;
  signerName: string | null;
  act: "submit" | "amend";
  formId: string;
  formRevision: number;
  reportTypeId: string | null;
  periodId: string | null;
  amendsJti: string | null;
  amendedByJti: string | null;
  receivedAt: number;
  logIndex: number;
};

/** The same with what was signed and the log entry about it. */
export type SubmissionDocument = Submission & { jws: string; entry: string };

const columns = `s.seq AS sequence, s.jti, s.digest, s.kid, s.signer_id AS signerId, s.act, s.form_id AS formId, s.form_rev AS formRevision,
  s.report_type_id AS reportTypeId, s.period_id AS periodId, s.amends_jti AS amendsJti, s.received_at AS receivedAt, s.log_idx AS logIndex,
  (SELECT o.name FROM officer o WHERE o.tenant_id = s.signer_tenant_id AND o.id = s.signer_id) AS signerName,
  (SELECT a.jti FROM submission a WHERE a.tenant_id = s.tenant_id AND a.amends_jti = s.jti) AS amendedByJti`;

const document = `SELECT ${columns}, s.jws, l.entry FROM submission s JOIN log_entry l ON l.tenant_id = s.tenant_id AND l.idx = s.log_idx`;

/** The read of one submission, as a statement, so that it can ride in another batch. */
export function documentStatement(ledger: D1Database, tenantCode: string, jti: string): D1PreparedStatement {
  return ledger.prepare(`${document} WHERE s.tenant_id = ? AND s.jti = ?`).bind(tenantCode, jti);
}

export async function findDocument(ledger: D1Database, tenantCode: string, jti: string): Promise<SubmissionDocument | null> {
  return documentStatement(ledger, tenantCode, jti).first<SubmissionDocument>();
}

/** Whether a ticket was used up: rows `{ used }`. */
export function nonceStatement(ledger: D1Database, tenantCode: string, nonce: string): D1PreparedStatement {
  return ledger.prepare("SELECT 1 AS used FROM submission WHERE tenant_id = ? AND nonce = ?").bind(tenantCode, nonce);
}

/** The first report of a period, if there is one: rows `{ jti }`. */
export function firstReportStatement(ledger: D1Database, tenantCode: string, reportTypeId: string, periodId: string): D1PreparedStatement {
  return ledger
    .prepare("SELECT jti FROM submission WHERE tenant_id = ? AND report_type_id = ? AND period_id = ? AND amends_jti IS NULL")
    .bind(tenantCode, reportTypeId, periodId);
}

/** What the tenant owes of a report type: rows `{ validFrom, validTo }`. */
export function obligationStatement(ledger: D1Database, tenantCode: string, reportTypeId: string): D1PreparedStatement {
  return ledger.prepare("SELECT valid_from AS validFrom, valid_to AS validTo FROM obligation WHERE tenant_id = ? AND report_type_id = ?").bind(tenantCode, reportTypeId);
}

/**
 * A page of the tenant's submissions, newest first; `before` is the sequence number of the page before's last row. Only the page's
 * own documents are read: the inner select takes numbers from an index, and never another tenant's.
 */
export async function listSubmissions(ledger: D1Database, tenantCode: string, before: number | null, limit: number): Promise<Submission[]> {
  const { results } = await ledger
    .prepare(
      `SELECT ${columns} FROM (SELECT seq FROM submission INDEXED BY submission_by_jti WHERE tenant_id = ?1 AND +seq < ?2 ORDER BY +seq DESC LIMIT ?3) AS page
       JOIN submission s ON s.seq = page.seq ORDER BY s.seq DESC`,
    )
    .bind(tenantCode, before ?? Number.MAX_SAFE_INTEGER, limit)
    .all<Submission>();
  return results;
}

/** Everything the tenant owes or once owed. */
export async function listOwed(ledger: D1Database, tenantCode: string): Promise<{ reportTypeId: string; validFrom: string; validTo: string | null }[]> {
  const { results } = await ledger
    .prepare("SELECT report_type_id AS reportTypeId, valid_from AS validFrom, valid_to AS validTo FROM obligation WHERE tenant_id = ?")
    .bind(tenantCode)
    .all<{ reportTypeId: string; validFrom: string; validTo: string | null }>();
  return results;
}

export type FiledReport = { reportTypeId: string; periodId: string; jti: string; digest: string; receivedAt: number; firstReceivedAt: number };

/** Of every period of a report type the newest submission of its chain, and when the chain began. */
export async function listFiledReports(ledger: D1Database, tenantCode: string, reportTypeId: string): Promise<FiledReport[]> {
  const { results } = await ledger
    .prepare(
      `SELECT report_type_id AS reportTypeId, period_id AS periodId, jti, digest, received_at AS receivedAt, MIN(received_at) OVER chain AS firstReceivedAt,
         ROW_NUMBER() OVER (PARTITION BY period_id ORDER BY seq DESC) AS newest
       FROM submission WHERE tenant_id = ? AND report_type_id = ? AND period_id IS NOT NULL WINDOW chain AS (PARTITION BY period_id)`,
    )
    .bind(tenantCode, reportTypeId)
    .all<FiledReport & { newest: number }>();
  return results.filter(({ newest }) => newest === 1).map(({ newest: _, ...filed }) => filed);
}
