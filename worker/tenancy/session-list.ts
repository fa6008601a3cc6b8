import type { SessionMethod } from "./contract.ts";
import type { Officer } from "./queries.ts";

type Person = Pick<Officer, "tenantId" | "id">;
export type ListedSession = { tokenHash: string; method: SessionMethod; device: string; createdAt: number; lastSeenAt: number };

/** The officer's sessions that were not ended, were seen and were begun after these moments; the newest first. */
export async function listSessions(ledger: D1Database, officer: Person, after: { seenAfter: number; createdAfter: number }): Promise<ListedSession[]> {
  const { results } = await ledger
    .prepare(
      `SELECT token_hash AS tokenHash, method, device, created_at AS createdAt, last_seen_at AS lastSeenAt FROM session
       WHERE tenant_id = ? AND officer_id = ? AND ended_at IS NULL AND last_seen_at > ? AND created_at > ? ORDER BY created_at DESC`,
    )
    .bind(officer.tenantId, officer.id, after.seenAfter, after.createdAfter)
    .all<ListedSession>();
  return results;
}

/** The statement that ends all of the officer's sessions. */
export function endSessionsStatement(ledger: D1Database, officer: Person, now: number): D1PreparedStatement {
  return ledger.prepare("UPDATE session SET ended_at = ? WHERE tenant_id = ? AND officer_id = ? AND ended_at IS NULL").bind(now, officer.tenantId, officer.id);
}

/** The statement that ends those of the officer's sessions that were begun in this way. */
export function endSessionsBy(ledger: D1Database, officer: Person, now: number, method: SessionMethod): D1PreparedStatement {
  return ledger.prepare("UPDATE session SET ended_at = ? WHERE tenant_id = ? AND officer_id = ? AND method = ? AND ended_at IS NULL").bind(now, officer.tenantId, officer.id, method);
}

/** Ends the officer's session with this hash and says how many that were: 1 or 0. */
export async function endSessionsOf(ledger: D1Database, officer: Person, now: number, tokenHash: string): Promise<number> {
  const { meta } = await ledger.prepare("UPDATE session SET ended_at = ? WHERE tenant_id = ? AND officer_id = ? AND token_hash = ? AND ended_at IS NULL").bind(now, officer.tenantId, officer.id, tokenHash).run();
  return meta.changes;
}

/** Takes away sessions that ended long ago, and returns how many. They prove nothing. */
export async function forgetSessions(ledger: D1Database, before: number): Promise<number> {
  const { meta } = await ledger.prepare("DELETE FROM session WHERE created_at < ?").bind(before).run();
  return meta.changes;
}
