import type { discrepancyComment } from "./schema.ts";

export type StoredComment = typeof discrepancyComment.$inferSelect;

/** Every wording of every comment, in the order in which they were first said; internal ones only where they may be read. */
export async function listCommentVersions(ledger: D1Database, tenantCode: string, discrepancyId: string, withInternal: boolean): Promise<StoredComment[]> {
  const { results } = await ledger
    .prepare(
      `SELECT tenant_id AS tenantId, discrepancy_id AS discrepancyId, id, version, author_id AS authorId, author_tenant_id AS authorTenantId, visibility, text, at, log_idx AS logIndex
       FROM discrepancy_comment WHERE tenant_id = ? AND discrepancy_id = ? ${withInternal ? "" : "AND visibility = 'shared'"} ORDER BY id, version`,
    )
    .bind(tenantCode, discrepancyId)
    .all<StoredComment>();
  return results;
}
