import { findDiscrepancyWithEvents, type Discrepancy, type DiscrepancyEvent } from "../audit/queries.ts";

/** Somebody who commented on it, and when they first did, in milliseconds. */
export type Commenter = { id: string; tenantId: string; at: number };
/** A discrepancy with everybody who did or said anything in it. Events stand oldest first. */
export type Life = { discrepancy: Discrepancy; events: DiscrepancyEvent[]; commenters: readonly Commenter[] };

/** The discrepancy with its life and who commented on it, as of one moment; or null. */
export async function findLife(ledger: D1Database, tenantCode: string, id: string): Promise<Life | null> {
  const commenters = ledger
    .prepare("SELECT author_id AS id, author_tenant_id AS tenantId, MIN(at) AS at FROM discrepancy_comment WHERE tenant_id = ? AND discrepancy_id = ? GROUP BY author_id, author_tenant_id")
    .bind(tenantCode, id);
  const found = await findDiscrepancyWithEvents(ledger, tenantCode, id, [commenters]);
  return found && { discrepancy: found.discrepancy, events: found.events, commenters: found.beside[0] as Commenter[] };
}
