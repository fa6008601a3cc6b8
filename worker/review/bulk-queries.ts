import type { bulkItem, bulkMove } from "./schema.ts";

export type StoredBulk = typeof bulkMove.$inferSelect;
export type StoredItem = typeof bulkItem.$inferSelect;

export async function findBulk(ledger: D1Database, tenantCode: string, id: string): Promise<StoredBulk | null> {
  return ledger
    .prepare("SELECT tenant_id AS tenantId, id, actor_id AS actorId, at, transition, request, manifest, total, finished_at AS finishedAt, log_idx AS logIndex FROM bulk_move WHERE tenant_id = ? AND id = ?")
    .bind(tenantCode, id)
    .first<StoredBulk>();
}

/** The items that wait, in their order. */
export async function listWaiting(ledger: D1Database, tenantCode: string, bulkId: string, limit: number): Promise<StoredItem[]> {
  const { results } = await ledger
    .prepare("SELECT tenant_id AS tenantId, bulk_id AS bulkId, place, unit_tenant_id AS unitTenantId, discrepancy_id AS discrepancyId, version, outcome FROM bulk_item WHERE tenant_id = ? AND bulk_id = ? AND outcome IS NULL ORDER BY place LIMIT ?")
    .bind(tenantCode, bulkId, limit)
    .all<StoredItem>();
  return results;
}

export async function countOutcomes(ledger: D1Database, tenantCode: string, bulkId: string): Promise<{ moved: number; refused: number; waiting: number }> {
  const row = await ledger
    .prepare("SELECT COALESCE(SUM(outcome = 'moved'), 0) AS moved, COALESCE(SUM(outcome <> 'moved'), 0) AS refused, COALESCE(SUM(outcome IS NULL), 0) AS waiting FROM bulk_item WHERE tenant_id = ? AND bulk_id = ?")
    .bind(tenantCode, bulkId)
    .first<{ moved: number; refused: number; waiting: number }>();
  return row!;
}

export async function listFailures(ledger: D1Database, tenantCode: string, bulkId: string): Promise<{ tenant: string; id: string; code: string }[]> {
  const { results } = await ledger
    .prepare("SELECT unit_tenant_id AS tenant, discrepancy_id AS id, outcome AS code FROM bulk_item WHERE tenant_id = ? AND bulk_id = ? AND outcome IS NOT NULL AND outcome <> 'moved' ORDER BY place LIMIT 500")
    .bind(tenantCode, bulkId)
    .all<{ tenant: string; id: string; code: string }>();
  return results;
}
