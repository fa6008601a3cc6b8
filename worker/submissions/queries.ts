import { decisionManifest } from "../forms/national/decision-manifest.ts";
import type { KeyInLog, KeyInTime } from "../signing/standing.ts";
import type { Act, Countersignature } from "./contract.ts";

/** A stored submission without its bytes. Moments in integer milliseconds. */
export type Submission = {
  sequence: number;
  jti: string;
  digest: string;
  kid: string;
  signerId: string;
  signerName: string | null;
  /** The tenant whose officer signed: the authority's, for decisions. */
  signerTenantId: string;
  act: Act;
  formId: string;
  formRevision: number;
  reportTypeId: string | null;
  periodId: string | null;
  amendsJti: string | null;
  amendedByJti: string | null;
  receivedAt: number;
  logIndex: number;
  /** Of `approve` and `reject`: what is signed over, by whom that was signed, and what it reports. */
  refJti: string | null;
  countersignature: Countersignature | null;
  refSignerId: string | null;
  refReportTypeId: string | null;
  refPeriodId: string | null;
  /** 1: a report that counts only with the head's signature over it; then what the head said, if anything. */
  needsHead: number;
  headAct: "approve" | "reject" | null;
  headJti: string | null;
  headSignerName: string | null;
  headAt: number | null;
  /** 1: signed with a key that was compromised by then; then who has confirmed it, if anybody. */
  isContested: number;
  confirmedByJti: string | null;
  confirmerId: string | null;
} & SigningKeyColumns;

/** The signing key as far as this ledger knows it: null throughout where an auditor's key lives in another. */
type SigningKeyColumns = { keyRegisteredAt: number | null } & Pick<KeyInLog, "activatedIndex" | "revokedIndex"> & KeyInTime;

/** The same with what was signed and the log entry about it. */
export type SubmissionDocument = Submission & { jws: string; entry: string };

const columns = `s.seq AS sequence, s.jti, s.digest, s.kid, s.signer_id AS signerId, s.signer_tenant_id AS signerTenantId, s.act, s.form_id AS formId, s.form_rev AS formRevision,
  s.report_type_id AS reportTypeId, s.period_id AS periodId, s.amends_jti AS amendsJti, s.received_at AS receivedAt, s.log_idx AS logIndex,
  (SELECT o.name FROM officer o WHERE o.tenant_id = s.signer_tenant_id AND o.id = s.signer_id) AS signerName,
  (SELECT a.jti FROM submission a WHERE a.tenant_id = s.tenant_id AND a.amends_jti = s.jti) AS amendedByJti,
  s.ref_jti AS refJti, s.countersignature, r.signer_id AS refSignerId, r.report_type_id AS refReportTypeId, r.period_id AS refPeriodId,
  s.needs_head AS needsHead, h.act AS headAct, h.jti AS headJti, h.received_at AS headAt,
  (SELECT o.name FROM officer o WHERE o.tenant_id = h.signer_tenant_id AND o.id = h.signer_id) AS headSignerName,
  c.jti IS NOT NULL AS isContested,
  COALESCE(c.confirmed_jti, (SELECT CASE WHEN COUNT(*) = COUNT(v.confirmed_jti) THEN MAX(v.confirmed_jti) END FROM contested_move v WHERE v.tenant_id = s.tenant_id AND v.jti = s.jti)) AS confirmedByJti,
  (SELECT f.signer_id FROM submission f WHERE f.tenant_id = c.tenant_id AND f.jti = c.confirmed_jti) AS confirmerId,
  k.registered_at AS keyRegisteredAt, k.activated_idx AS activatedIndex, k.revoked_idx AS revokedIndex, k.approved_at AS approvedAt, k.revoked_at AS revokedAt,
  k.retires_at AS retiresAt, k.reason, k.invalidity_at AS invalidityAt`;

/** What a submission is read together with: each at most one row, by a key. */
const joins = `LEFT JOIN submission r ON r.tenant_id = s.tenant_id AND r.jti = s.ref_jti
  LEFT JOIN submission h ON s.needs_head = 1 AND h.tenant_id = s.tenant_id AND h.ref_jti = s.jti AND h.countersignature = 'agency'
  LEFT JOIN contested_submission c ON c.tenant_id = s.tenant_id AND c.jti = s.jti
  LEFT JOIN signing_key k ON k.tenant_id = s.signer_tenant_id AND k.kid = s.kid`;

const document = `SELECT ${columns}, s.jws, l.entry FROM submission s JOIN log_entry l ON l.tenant_id = s.tenant_id AND l.idx = s.log_idx ${joins}`;

/** The read of one submission, as a statement, so that it can ride in another batch. */
export function documentStatement(ledger: D1Database, tenantCode: string, jti: string): D1PreparedStatement {
  return ledger.prepare(`${document} WHERE s.tenant_id = ? AND s.jti = ?`).bind(tenantCode, jti);
}

export async function findDocument(ledger: D1Database, tenantCode: string, jti: string): Promise<SubmissionDocument | null> {
  return documentStatement(ledger, tenantCode, jti).first<SubmissionDocument>();
}

/** SHA-256 of the signed document, or null where there is none. */
export async function findDigest(ledger: D1Database, tenantCode: string, jti: string): Promise<string | null> {
  return ledger.prepare("SELECT digest FROM submission WHERE tenant_id = ? AND jti = ?").bind(tenantCode, jti).first<string>("digest");
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
 * own documents are read: the inner select takes numbers from an index, and never another tenant's. `reader` is an officer's id: what is withheld from them is left out.
 */
export async function listSubmissions(ledger: D1Database, tenantCode: string, { before, limit, reader }: { before: number | null; limit: number; reader: string | null }): Promise<Submission[]> {
  const { results } = await ledger
    .prepare(
      `SELECT ${columns} FROM (SELECT seq FROM submission INDEXED BY submission_by_jti WHERE tenant_id = ?1 AND +seq < ?2 AND ${isShown("submission", "?4")} ORDER BY +seq DESC LIMIT ?3) AS page
       JOIN submission s ON s.seq = page.seq ${joins} ORDER BY s.seq DESC`,
    )
    .bind(tenantCode, before ?? Number.MAX_SAFE_INTEGER, limit, reader ?? "")
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

/** The reports of one period: what counts, since when it is filed, and what came after it and does not count yet. */
export type FiledReports = {
  periodId: string;
  /** The newest submission of the chain that has every signature it needs. */
  filed: { jti: string; digest: string; receivedAt: number } | null;
  /** When the first that counts had its last signature. */
  firstFiledAt: number | null;
  /** The newest submission, where it waits for the head or was returned. */
  pending: { jti: string; digest: string; receivedAt: number; state: "waits-for-head" | "rejected"; rejectionJti: string | null } | null;
};

type ReportRow = { periodId: string; jti: string; digest: string; receivedAt: number; needsHead: number; headAct: "approve" | "reject" | null; headJti: string | null; headAt: number | null };

/** Of every period of a report type what is filed and what waits. */
export async function listFiledReports(ledger: D1Database, tenantCode: string, reportTypeId: string): Promise<FiledReports[]> {
  const { results } = await ledger
    .prepare(
      `SELECT s.period_id AS periodId, s.jti, s.digest, s.received_at AS receivedAt, s.needs_head AS needsHead, h.act AS headAct, h.jti AS headJti, h.received_at AS headAt
       FROM submission s LEFT JOIN submission h ON s.needs_head = 1 AND h.tenant_id = s.tenant_id AND h.ref_jti = s.jti AND h.countersignature = 'agency'
       WHERE s.tenant_id = ? AND s.report_type_id = ? AND s.period_id IS NOT NULL ORDER BY s.period_id, s.seq`,
    )
    .bind(tenantCode, reportTypeId)
    .all<ReportRow>();
  return [...Map.groupBy(results, ({ periodId }) => periodId)].map(([periodId, chain]) => toFiledReports(periodId, chain));
}

function toFiledReports(periodId: string, chain: readonly ReportRow[]): FiledReports {
  const counting = chain.filter(({ needsHead, headAct }) => needsHead === 0 || headAct === "approve");
  const newest = chain.at(-1)!;
  const last = counting.at(-1);
  return {
    periodId,
    filed: last ? { jti: last.jti, digest: last.digest, receivedAt: filedAt(last) } : null,
    firstFiledAt: counting.length === 0 ? null : Math.min(...counting.map(filedAt)),
    pending: newest === last ? null : { jti: newest.jti, digest: newest.digest, receivedAt: newest.receivedAt, state: newest.headAct === "reject" ? "rejected" : "waits-for-head", rejectionJti: newest.headJti },
  };
}

/** A report is filed when its last signature has arrived. */
function filedAt({ receivedAt, needsHead, headAt }: ReportRow): number {
  return needsHead === 1 ? headAt! : receivedAt;
}

/**
 * What the tenant's own people signed that is contested, still in force, not confirmed and not countered: the newest first, without what is withheld from the reader.
 * A manifest of the authority is no work by itself: what it decided is (…/contested-decisions).
 */
export async function listContested(ledger: D1Database, tenantCode: string, reader: string | null): Promise<Submission[]> {
  const { results } = await ledger
    .prepare(
      `SELECT ${columns} FROM contested_submission open JOIN submission s ON s.tenant_id = open.tenant_id AND s.jti = open.jti ${joins}
       WHERE open.tenant_id = ? AND open.confirmed_jti IS NULL AND NOT EXISTS (SELECT 1 FROM contested_move v WHERE v.tenant_id = open.tenant_id AND v.jti = open.jti AND v.countered_idx IS NOT NULL) AND s.signer_tenant_id = s.tenant_id AND s.form_id <> ? AND ${isShown("s", "?")} AND NOT EXISTS (SELECT 1 FROM submission a WHERE a.tenant_id = s.tenant_id AND a.amends_jti = s.jti) ORDER BY s.seq DESC LIMIT 500`,
    )
    .bind(tenantCode, decisionManifest.id, reader ?? "")
    .all<Submission>();
  return results;
}

/** Whether the document is withheld from the officer: it would tell a second reviewer what was decided first. */
export async function isWithheld(ledger: D1Database, tenantCode: string, jti: string, officerId: string): Promise<boolean> {
  return (await ledger.prepare("SELECT 1 AS yes FROM withheld_submission WHERE tenant_id = ? AND jti = ? AND officer_id = ?").bind(tenantCode, jti, officerId).first()) !== null;
}

const isShown = (table: string, reader: string) => `NOT EXISTS (SELECT 1 FROM withheld_submission w WHERE w.tenant_id = ${table}.tenant_id AND w.jti = ${table}.jti AND w.officer_id = ${reader})`;
