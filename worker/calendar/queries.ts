import { AUTHORITY } from "../tenancy/require-role.ts";
import type { CalendarChange } from "./contract.ts";
import type { calendarChange } from "./schema.ts";

export type StoredChange = typeof calendarChange.$inferSelect;

const columns = `tenant_id AS tenantId, number, document, digest, state, proposed_by AS proposedBy, proposed_at AS proposedAt, proposed_idx AS proposedIndex,
  decided_by AS decidedBy, decided_at AS decidedAt, decided_idx AS decidedIndex, applied_at AS appliedAt`;

/** The last 200 changes, the newest first. */
export async function listChanges(authorityLedger: D1Database): Promise<StoredChange[]> {
  return (await authorityLedger.prepare(`SELECT ${columns} FROM calendar_change WHERE tenant_id = ? ORDER BY number DESC LIMIT 200`).bind(AUTHORITY).all<StoredChange>()).results;
}

export async function findChange(authorityLedger: D1Database, number: number): Promise<StoredChange | null> {
  return authorityLedger.prepare(`SELECT ${columns} FROM calendar_change WHERE tenant_id = ? AND number = ?`).bind(AUTHORITY, number).first<StoredChange>();
}

/** What was approved and is not in the directory yet, in the order of approval. */
export async function listUnapplied(authorityLedger: D1Database): Promise<StoredChange[]> {
  const { results } = await authorityLedger
    .prepare(`SELECT ${columns} FROM calendar_change WHERE tenant_id = ? AND state = 'approved' AND applied_at IS NULL ORDER BY decided_idx`)
    .bind(AUTHORITY)
    .all<StoredChange>();
  return results;
}

export function changeOf({ document }: Pick<StoredChange, "document">): CalendarChange {
  return JSON.parse(document) as CalendarChange;
}
