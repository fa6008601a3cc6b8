import { thisIndex, type Guard } from "../log/record.ts";
import type { AttachmentView } from "./attachment-contract.ts";

export type Attachment = AttachmentView & { ownerId: string };

const columns = "a.id, a.digest AS dig, a.size, a.type, a.name, a.owner_id AS ownerId";

/** The tenant's attachments with these ids. */
export function attachmentsStatement(ledger: D1Database, tenantCode: string, ids: readonly string[]): D1PreparedStatement {
  return ledger.prepare(`SELECT ${columns} FROM attachment a WHERE a.tenant_id = ? AND a.id IN (SELECT value FROM json_each(?))`).bind(tenantCode, JSON.stringify(ids));
}

/** The attachment with these bytes, the first that was uploaded; `ownerId` and `name` narrow it down to one. */
export function findByDigest(ledger: D1Database, tenantCode: string, digest: string, of: { ownerId: string; name: string } | null = null): Promise<Attachment | null> {
  return ledger
    .prepare(`SELECT ${columns} FROM attachment a WHERE a.tenant_id = ?1 AND a.digest = ?2 AND (?3 IS NULL OR (a.owner_id = ?3 AND a.name = ?4)) ORDER BY a.id LIMIT 1`)
    .bind(tenantCode, digest, of?.ownerId ?? null, of?.name ?? null)
    .first<Attachment>();
}

/** The files that each of the documents names, in its order; documents without any are not in it. */
export async function listAttachmentsOf(ledger: D1Database, tenantCode: string, jtis: readonly string[]): Promise<Map<string, AttachmentView[]>> {
  if (jtis.length === 0) return new Map();
  const { results } = await ledger
    .prepare(
      `SELECT u.jti, ${columns} FROM json_each(?2) j JOIN submission_attachment u ON u.tenant_id = ?1 AND u.jti = j.value
       JOIN attachment a ON a.tenant_id = u.tenant_id AND a.id = u.attachment_id ORDER BY u.jti, u.place`,
    )
    .bind(tenantCode, JSON.stringify(jtis))
    .all<AttachmentView & { jti: string }>();
  const views = results.map(({ jti, id, dig, size, type, name }) => [jti, { id, dig, size, type, name }] as const);
  return new Map([...Map.groupBy(views, ([jti]) => jti)].map(([jti, group]) => [jti, group.map(([, view]) => view)]));
}

export function insertAttachment(ledger: D1Database, tenantCode: string, { id, dig, ownerId, name, type, size }: Attachment, at: number): D1PreparedStatement {
  return ledger
    .prepare(`INSERT INTO attachment (tenant_id, id, digest, owner_id, name, type, size, at, log_idx) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ${thisIndex})`)
    .bind(tenantCode, id, dig, ownerId, name, type, size, at, tenantCode);
}

/** The document names these files. Goes behind the document itself in one batch. */
export function nameAttachments(ledger: D1Database, tenantCode: string, jti: string, ids: readonly string[]): D1PreparedStatement {
  return ledger.prepare("INSERT INTO submission_attachment (tenant_id, jti, place, attachment_id) SELECT ?, ?, key, value FROM json_each(?)").bind(tenantCode, jti, JSON.stringify(ids));
}

/** The officer has uploaded fewer than `most` files since `since` that no document names. */
export function fewerUnused(tenantCode: string, ownerId: string, since: number, most: number): Guard {
  return {
    holds: `(SELECT COUNT(*) FROM attachment a WHERE a.tenant_id = ? AND a.owner_id = ? AND a.at > ?
      AND NOT EXISTS (SELECT 1 FROM submission_attachment u WHERE u.tenant_id = a.tenant_id AND u.attachment_id = a.id)) < ?`,
    params: [tenantCode, ownerId, since, most],
  };
}
