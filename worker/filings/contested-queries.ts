import type { ContestedBatchView } from "./contract.ts";

/** What a compromised key signed as batches and nobody has sent again under another: the newest first. */
export async function listContestedBatches(ledger: D1Database, tenantCode: string): Promise<ContestedBatchView[]> {
  const { results } = await ledger
    .prepare(
      `SELECT b.jti, c.kid, b.integration_id AS integrationId, i.name, b.source, b.body_digest AS bodyDigest, b.lines, b.accepted, b.received_at AS receivedAt, b.log_idx AS logIndex
       FROM contested_batch c JOIN filing_batch b ON b.tenant_id = c.tenant_id AND b.jti = c.jti LEFT JOIN integration i ON i.tenant_id = b.tenant_id AND i.id = b.integration_id
       WHERE c.tenant_id = ? AND c.confirmed_jti IS NULL ORDER BY b.log_idx DESC LIMIT 500`,
    )
    .bind(tenantCode)
    .all<{ jti: string; kid: string; integrationId: string; name: string | null; source: string; bodyDigest: string; lines: number; accepted: number; receivedAt: number; logIndex: number }>();
  return results.map(({ jti, kid, integrationId, name, source, bodyDigest, lines, accepted, receivedAt, logIndex }) => ({
    batch: jti, integration: { id: integrationId, name: name ?? integrationId }, source, kid, bodyDigest, lines, counted: accepted, receivedAt: new Date(receivedAt).toISOString(), logIndex,
  }));
}

/** Filings of a window that only a compromised key vouches for. `batches` are examples, at most five. */
export type ContestedFilings = { events: number; batches: { jti: string; kid: string; receivedAt: number }[] };

/**
 * How many events in the half months stand on contested batches: those that nobody has confirmed, and those whose confirmation is contested
 * in turn. For batches from before half months were kept, all their events count. Null where there are none. Reads contested batches alone.
 */
export async function findContestedFilings(ledger: D1Database, tenantCode: string, { first, last }: { first: number; last: number }): Promise<ContestedFilings | null> {
  const { results } = await ledger
    .prepare(
      `WITH RECURSIVE doubted (jti, kid) AS (
         SELECT jti, kid FROM contested_batch WHERE tenant_id = ?1 AND confirmed_jti IS NULL
         UNION SELECT c.jti, c.kid FROM contested_batch c JOIN doubted d ON c.tenant_id = ?1 AND c.confirmed_jti = d.jti)
       SELECT b.jti, d.kid, b.received_at AS receivedAt,
         CASE WHEN b.counted IS NULL THEN b.accepted ELSE (SELECT COALESCE(SUM(h.value), 0) FROM json_each(b.counted) AS h WHERE CAST(h.key AS INTEGER) BETWEEN ?2 AND ?3) END AS events
       FROM doubted d JOIN filing_batch b ON b.tenant_id = ?1 AND b.jti = d.jti ORDER BY b.log_idx`,
    )
    .bind(tenantCode, first, last)
    .all<{ jti: string; kid: string; receivedAt: number; events: number }>();
  const touching = results.filter(({ events }) => events > 0);
  if (touching.length === 0) return null;
  return { events: touching.reduce((sum, { events }) => sum + events, 0), batches: touching.slice(0, 5).map(({ jti, kid, receivedAt }) => ({ jti, kid, receivedAt })) };
}
