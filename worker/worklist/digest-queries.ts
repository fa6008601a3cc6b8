import type { DigestView } from "./contract.ts";
import type { viewDigest, viewSubscription } from "./schema.ts";

export type Subscription = typeof viewSubscription.$inferSelect;

/** Subscriptions without a digest of the day; at most ten a person. */
export async function listDueSubscriptions(ledger: D1Database, day: string): Promise<Subscription[]> {
  const { results } = await ledger
    .prepare(
      `SELECT s.tenant_id AS tenantId, s.officer_id AS officerId, s.view_id AS viewId, s.since FROM view_subscription s
       WHERE NOT EXISTS (SELECT 1 FROM view_digest g WHERE g.tenant_id = s.tenant_id AND g.officer_id = s.officer_id AND g.view_id = s.view_id AND g.day = ?)`,
    )
    .bind(day)
    .all<Subscription>();
  return results;
}

type Row = Omit<typeof viewDigest.$inferSelect, "isCapped"> & { isCapped: number };
const SHOWN = 20;

/** The officer's last digests, newest first, and how many of all are unread. */
export async function listDigests(ledger: D1Database, tenantCode: string, officerId: string): Promise<{ digests: DigestView[]; unread: number }> {
  const [page, count] = await ledger.batch([
    ledger
      .prepare(
        `SELECT view_id AS viewId, day, name, query, sort, matching, fresh, is_capped AS isCapped, at, read_at AS readAt FROM view_digest
         WHERE tenant_id = ? AND officer_id = ? ORDER BY day DESC, view_id LIMIT ${SHOWN}`,
      )
      .bind(tenantCode, officerId),
    ledger.prepare("SELECT COUNT(*) AS unread FROM view_digest WHERE tenant_id = ? AND officer_id = ? AND read_at IS NULL").bind(tenantCode, officerId),
  ]);
  return {
    digests: (page!.results as Row[]).map(({ viewId, day, name, query, sort, matching, fresh, isCapped, at, readAt }) => ({
      id: digestId(viewId, day), view: viewId, name, query, sort, day, matching, fresh, isCapped: isCapped === 1, at: new Date(at).toISOString(), read: readAt !== null,
    })),
    unread: (count!.results[0] as { unread: number }).unread,
  };
}

function digestId(viewId: string, day: string): string {
  return `digest/${viewId}/${day}`;
}

/** These digests of the officer, or all until an instant, are read. */
export function readDigests(ledger: D1Database, tenantCode: string, officerId: string, now: number, which: { ids: readonly string[] } | { until: number }): D1PreparedStatement {
  const set = "UPDATE view_digest SET read_at = ?1 WHERE tenant_id = ?2 AND officer_id = ?3 AND read_at IS NULL";
  return "until" in which
    ? ledger.prepare(`${set} AND at <= ?4`).bind(now, tenantCode, officerId, which.until)
    : ledger.prepare(`${set} AND 'digest/' || view_id || '/' || day IN (SELECT value FROM json_each(?4))`).bind(now, tenantCode, officerId, JSON.stringify(which.ids));
}

export type UnsentDigest = { tenantId: string; officerId: string; viewId: string; day: string; query: string; sort: string; matching: number; fresh: number };

/** Digests that nobody has mailed, oldest first. */
export async function listUnsentDigests(ledger: D1Database, limit: number): Promise<UnsentDigest[]> {
  const { results } = await ledger
    .prepare(
      `SELECT tenant_id AS tenantId, officer_id AS officerId, view_id AS viewId, day, query, sort, matching, fresh
       FROM view_digest INDEXED BY view_digest_to_mail WHERE mailed_at IS NULL ORDER BY at LIMIT ?`,
    )
    .bind(limit)
    .all<UnsentDigest>();
  return results;
}

export function markMailed(ledger: D1Database, { tenantId, officerId, viewId, day }: UnsentDigest, now: number): D1PreparedStatement {
  return ledger.prepare("UPDATE view_digest SET mailed_at = ? WHERE tenant_id = ? AND officer_id = ? AND view_id = ? AND day = ?").bind(now, tenantId, officerId, viewId, day);
}
