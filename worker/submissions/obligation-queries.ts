import type { ReportMark } from "./obligation-contract.ts";
import type { obligation } from "./schema.ts";
import type { extension, obligationEvent } from "./schema-obligations.ts";

export type StoredObligation = typeof obligation.$inferSelect;
export type StoredObligationEvent = typeof obligationEvent.$inferSelect;
export type StoredExtension = typeof extension.$inferSelect & { reason: string | null };
export type GrantedExtension = { tenantId: string; reportTypeId: string; periodId: string; until: string };

/** What the tenant owes and once owed, with everything that was decided about it, the newest decision first. */
export async function readObligations(ledger: D1Database, tenantCode: string): Promise<{ obligations: StoredObligation[]; events: StoredObligationEvent[] }> {
  const [obligations, events] = await ledger.batch<unknown>([
    ledger
      .prepare("SELECT tenant_id AS tenantId, report_type_id AS reportTypeId, valid_from AS validFrom, valid_to AS validTo, policy_version AS policyVersion FROM obligation WHERE tenant_id = ? ORDER BY report_type_id, valid_from")
      .bind(tenantCode),
    ledger
      .prepare(
        `SELECT tenant_id AS tenantId, report_type_id AS reportTypeId, version, action, valid_from AS validFrom, valid_to AS validTo, reason, actor_id AS actorId, at, log_idx AS logIndex
         FROM obligation_event WHERE tenant_id = ? ORDER BY at DESC, version DESC LIMIT 200`,
      )
      .bind(tenantCode),
  ]);
  return { obligations: obligations!.results as StoredObligation[], events: events!.results as StoredObligationEvent[] };
}

const extensionColumns = `e.tenant_id AS tenantId, e.id, e.report_type_id AS reportTypeId, e.period_id AS periodId, e.state, e.wanted_until AS wantedUntil, e.until,
  e.request_jti AS requestJti, e.requested_by AS requestedBy, e.requested_at AS requestedAt, e.decision_jti AS decisionJti, e.decided_by AS decidedBy,
  e.decided_at AS decidedAt, e.log_idx AS logIndex, e.decision_idx AS decisionIndex, s.jws AS requestJws, d.jws AS decisionJws,
  EXISTS (SELECT 1 FROM contested_extension c WHERE c.tenant_id = e.tenant_id AND c.jti = e.decision_jti AND c.settled_jti IS NULL) AS isContested`;
export type ExtensionRow = Omit<StoredExtension, "reason"> & { requestJws: string; decisionJws: string | null; isContested: number };
const fromExtension = `SELECT ${extensionColumns} FROM extension e JOIN submission s ON s.tenant_id = e.tenant_id AND s.jti = e.request_jti
  LEFT JOIN submission d ON d.tenant_id = e.tenant_id AND d.jti = e.decision_jti`;

/** The tenant's requests for more time, the newest first. */
export async function listExtensions(ledger: D1Database, tenantCode: string): Promise<ExtensionRow[]> {
  return (await ledger.prepare(`${fromExtension} WHERE e.tenant_id = ? ORDER BY e.id DESC LIMIT 200`).bind(tenantCode).all<ExtensionRow>()).results;
}

/** What waits for an answer in this ledger, or for another than the contested one it has: the oldest first. */
export async function listOpenExtensions(ledger: D1Database): Promise<ExtensionRow[]> {
  const [waiting, contested] = await ledger.batch<ExtensionRow>([
    ledger.prepare(`${fromExtension} WHERE e.state = 'requested' ORDER BY e.id LIMIT 200`),
    ledger.prepare(`${fromExtension} JOIN contested_extension o INDEXED BY contested_extension_open ON o.tenant_id = e.tenant_id AND o.extension_id = e.id AND o.jti = e.decision_jti AND o.settled_jti IS NULL ORDER BY e.id LIMIT 200`),
  ]);
  return [...waiting!.results, ...contested!.results];
}

export async function findExtension(ledger: D1Database, tenantCode: string, id: string): Promise<ExtensionRow | null> {
  return ledger.prepare(`${fromExtension} WHERE e.tenant_id = ? AND e.id = ?`).bind(tenantCode, id).first<ExtensionRow>();
}

export async function findExtensionByDocument(ledger: D1Database, tenantCode: string, jti: string): Promise<ExtensionRow | null> {
  return ledger.prepare(`${fromExtension} WHERE e.tenant_id = ?1 AND (e.request_jti = ?2 OR e.decision_jti = ?2)`).bind(tenantCode, jti).first<ExtensionRow>();
}

/** The last day in time that was granted for the tenant's report, or null. */
export async function findExtendedDay(ledger: D1Database, tenantCode: string, reportTypeId: string, periodId: string): Promise<string | null> {
  const row = await ledger
    .prepare("SELECT MAX(until) AS until FROM extension WHERE tenant_id = ? AND report_type_id = ? AND period_id = ? AND state = 'granted'")
    .bind(tenantCode, reportTypeId, periodId)
    .first<{ until: string | null }>();
  return row?.until ?? null;
}

/** Everything that was granted in this ledger, to one tenant or to all. */
export async function listGranted(ledger: D1Database, tenantCode: string | null = null): Promise<GrantedExtension[]> {
  const { results } = await ledger
    .prepare("SELECT tenant_id AS tenantId, report_type_id AS reportTypeId, period_id AS periodId, MAX(until) AS until FROM extension WHERE state = 'granted' AND (?1 IS NULL OR tenant_id = ?1) GROUP BY 1, 2, 3")
    .bind(tenantCode)
    .all<GrantedExtension>();
  return results;
}

/** `jws` only where what the answers say was not kept with them. */
export type FiledDocument = { tenantId: string; reportTypeId: string; periodId: string; jti: string; jws: string | null; unanswered: number | null; mark: ReportMark | null; isContested: number; receivedAt: number; firstReceivedAt: number };

/**
 * Of every report the newest submission that has every signature it needs, whether one of these is contested and not confirmed, and the
 * moment from which the first did (worker/submissions/report-queries.ts).
 */
const filed = (where: string) => `
  SELECT tenantId, reportTypeId, periodId, jti, jws, unanswered, mark, receivedAt, firstReceivedAt,
    EXISTS (SELECT 1 FROM contested_submission c WHERE c.tenant_id = tenantId AND c.jti IN (f.jti, f.headJti) AND c.confirmed_jti IS NULL) AS isContested FROM (
    SELECT s.tenant_id AS tenantId, s.report_type_id AS reportTypeId, s.period_id AS periodId, s.jti, h.jti AS headJti, CASE WHEN s.unanswered IS NULL THEN s.jws END AS jws, s.unanswered, s.mark,
      COALESCE(h.received_at, s.received_at) AS receivedAt,
      MIN(COALESCE(h.received_at, s.received_at)) OVER (PARTITION BY s.tenant_id, s.report_type_id, s.period_id) AS firstReceivedAt,
      ROW_NUMBER() OVER (PARTITION BY s.tenant_id, s.report_type_id, s.period_id ORDER BY s.seq DESC) AS place
    FROM submission s LEFT JOIN submission h ON s.needs_head = 1 AND h.tenant_id = s.tenant_id AND h.ref_jti = s.jti AND h.countersignature = 'agency' AND h.act = 'approve'
    WHERE (s.needs_head = 0 OR h.jti IS NOT NULL) AND ${where}) AS f WHERE place = 1`;

/** The newest document of every report of the tenant for these periods. */
export async function listFiledOfTenant(ledger: D1Database, tenantCode: string, periodIds: readonly string[]): Promise<FiledDocument[]> {
  const { results } = await ledger.prepare(filed("s.tenant_id = ?1 AND s.period_id IN (SELECT value FROM json_each(?2))")).bind(tenantCode, JSON.stringify(periodIds)).all<FiledDocument>();
  return results;
}

/** The newest document of these tenants' report of the type for these periods. One range a tenant and period. */
export async function listFiledOfType(ledger: D1Database, tenantCodes: readonly string[], reportTypeId: string, periodIds: readonly string[]): Promise<FiledDocument[]> {
  const { results } = await ledger
    .prepare(filed("s.tenant_id IN (SELECT value FROM json_each(?1)) AND s.report_type_id = ?2 AND s.period_id IN (SELECT value FROM json_each(?3))"))
    .bind(JSON.stringify(tenantCodes), reportTypeId, JSON.stringify(periodIds))
    .all<FiledDocument>();
  return results;
}
