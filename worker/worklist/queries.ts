import type { savedView } from "./schema.ts";

export type SavedView = typeof savedView.$inferSelect & { ownerName: string };
type Row = Omit<SavedView, "isShared"> & { isShared: number };
const toSavedView = (row: Row): SavedView => ({ ...row, isShared: row.isShared === 1 });

const columns = `v.tenant_id AS tenantId, v.id, v.owner_id AS ownerId, v.name, v.is_shared AS isShared, v.query, v.sort, v.columns, v.version, v.changed_at AS changedAt, o.name AS ownerName`;
const from = "FROM saved_view v JOIN officer o ON o.tenant_id = v.tenant_id AND o.id = v.owner_id";

/** The officer's own views and those that colleagues of the tenant share, by name. */
export async function listSavedViews(ledger: D1Database, tenantCode: string, officerId: string): Promise<SavedView[]> {
  const { results } = await ledger
    .prepare(`SELECT ${columns} ${from} WHERE v.tenant_id = ?1 AND (v.owner_id = ?2 OR v.is_shared = 1) ORDER BY v.name, v.id`)
    .bind(tenantCode, officerId)
    .all<Row>();
  return results.map(toSavedView);
}

export async function findSavedView(ledger: D1Database, tenantCode: string, id: string): Promise<SavedView | null> {
  const row = await ledger.prepare(`SELECT ${columns} ${from} WHERE v.tenant_id = ? AND v.id = ?`).bind(tenantCode, id).first<Row>();
  return row && toSavedView(row);
}
