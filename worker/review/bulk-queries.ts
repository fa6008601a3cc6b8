import type { ItemOutcome } from "./bulk-contract.ts";
import type { bulkItem, bulkMove } from "./schema.ts";

export type StoredBulk = typeof bulkMove.$inferSelect;
export type StoredItem = typeof bulkItem.$inferSelect;

const columns = `tenant_id AS tenantId, id, actor_id AS actorId, at, transition, request, manifest, total, moved, refused, progressed_at AS progressedAt, finished_at AS finishedAt,
  submission_jti AS submissionJti, starts_at AS startsAt, stopped_at AS stoppedAt, stopped_by AS stoppedBy, log_idx AS logIndex`;
const itemColumns = "tenant_id AS tenantId, bulk_id AS bulkId, place, unit_tenant_id AS unitTenantId, discrepancy_id AS discrepancyId, version, reason, salt, outcome";

const became: Record<ItemOutcome, string> = { waiting: "outcome IS NULL", moved: "outcome = 'moved'", stopped: "outcome = 'stopped'", refused: "outcome NOT IN ('moved', 'stopped')" };

export async function findBulk(ledger: D1Database, tenantCode: string, id: string): Promise<StoredBulk | null> {
  return ledger.prepare(`SELECT ${columns} FROM bulk_move WHERE tenant_id = ? AND id = ?`).bind(tenantCode, id).first<StoredBulk>();
}

/** The order that carries out the signed manifest. */
export async function findBulkOfManifest(ledger: D1Database, tenantCode: string, jti: string): Promise<StoredBulk | null> {
  return ledger.prepare(`SELECT ${columns} FROM bulk_move INDEXED BY bulk_move_of_manifest WHERE tenant_id = ? AND submission_jti = ?`).bind(tenantCode, jti).first<StoredBulk>();
}

/** A page of the officer's orders, the newest first: those given before the order `before`. */
export async function listBulksOf(ledger: D1Database, tenantCode: string, actorId: string, before: string | null, limit: number): Promise<StoredBulk[]> {
  const { results } = await ledger
    .prepare(`SELECT ${columns} FROM bulk_move INDEXED BY bulk_move_of_actor WHERE tenant_id = ? AND actor_id = ? AND id < ? ORDER BY id DESC LIMIT ?`)
    .bind(tenantCode, actorId, before ?? "~", limit)
    .all<StoredBulk>();
  return results;
}

/** A page of everybody's orders that are under way, the newest first: those given before the order `before`. */
export async function listBulksUnderWay(ledger: D1Database, tenantCode: string, before: string | null, limit: number): Promise<StoredBulk[]> {
  const { results } = await ledger
    .prepare(`SELECT ${columns} FROM bulk_move INDEXED BY bulk_move_unfinished WHERE tenant_id = ? AND finished_at IS NULL AND id < ? ORDER BY id DESC LIMIT ?`)
    .bind(tenantCode, before ?? "~", limit)
    .all<StoredBulk>();
  return results;
}

/** Orders with items that wait and of which nothing was heard since `before` (milliseconds). */
export async function listStalled(ledger: D1Database, tenantCode: string, before: number): Promise<string[]> {
  const { results } = await ledger
    .prepare("SELECT id FROM bulk_move INDEXED BY bulk_move_unfinished WHERE tenant_id = ? AND finished_at IS NULL AND COALESCE(progressed_at, starts_at, at) < ? ORDER BY id LIMIT 50")
    .bind(tenantCode, before)
    .all<{ id: string }>();
  return results.map(({ id }) => id);
}

/** The items that wait, in their order. */
export async function listWaiting(ledger: D1Database, tenantCode: string, bulkId: string, limit: number): Promise<StoredItem[]> {
  const { results } = await ledger
    .prepare(`SELECT ${itemColumns} FROM bulk_item INDEXED BY bulk_item_waiting WHERE tenant_id = ? AND bulk_id = ? AND outcome IS NULL ORDER BY place LIMIT ?`)
    .bind(tenantCode, bulkId, limit)
    .all<StoredItem>();
  return results;
}

/** Every item of the order that was moved. */
export async function listMoved(ledger: D1Database, tenantCode: string, bulkId: string): Promise<StoredItem[]> {
  const { results } = await ledger
    .prepare(`SELECT ${itemColumns} FROM bulk_item WHERE tenant_id = ? AND bulk_id = ? AND outcome = 'moved' ORDER BY place`)
    .bind(tenantCode, bulkId)
    .all<StoredItem>();
  return results;
}

export async function listFailures(ledger: D1Database, tenantCode: string, bulkId: string): Promise<{ tenant: string; id: string; code: string }[]> {
  const { results } = await ledger
    .prepare("SELECT unit_tenant_id AS tenant, discrepancy_id AS id, outcome AS code FROM bulk_item WHERE tenant_id = ? AND bulk_id = ? AND outcome NOT IN ('moved', 'stopped') ORDER BY place LIMIT 500")
    .bind(tenantCode, bulkId)
    .all<{ tenant: string; id: string; code: string }>();
  return results;
}

/** A page of the order's items in their order, after the place `after`: all, or those of which one thing became. */
export async function listItems(ledger: D1Database, tenantCode: string, bulkId: string, { outcome, after, limit }: { outcome?: ItemOutcome | undefined; after: number; limit: number }): Promise<StoredItem[]> {
  const { results } = await ledger
    .prepare(`SELECT ${itemColumns} FROM bulk_item WHERE tenant_id = ? AND bulk_id = ? AND place > ? AND ${outcome ? became[outcome] : "true"} ORDER BY place LIMIT ?`)
    .bind(tenantCode, bulkId, after, limit)
    .all<StoredItem>();
  return results;
}
