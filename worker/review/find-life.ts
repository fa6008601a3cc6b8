import { findDiscrepancyWithEvents, listDiscrepanciesWithEvents, type Discrepancy, type DiscrepancyEvent } from "../audit/queries.ts";

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

/** The lives of many of one tenant, by their ids, and which of them are withheld from the officer: one round trip. */
export async function listLives(ledger: D1Database, tenantCode: string, ids: readonly string[], officerId: string): Promise<{ lives: Map<string, Life>; withheld: Set<string> }> {
  const wanted = JSON.stringify(ids);
  const { found, beside } = await listDiscrepanciesWithEvents(ledger, tenantCode, ids, [
    ledger
      .prepare("SELECT c.discrepancy_id AS discrepancyId, c.author_id AS id, c.author_tenant_id AS tenantId, MIN(c.at) AS at FROM json_each(?2) AS wanted CROSS JOIN discrepancy_comment c ON c.tenant_id = ?1 AND c.discrepancy_id = wanted.value GROUP BY c.discrepancy_id, c.author_id, c.author_tenant_id")
      .bind(tenantCode, wanted),
    ledger.prepare("SELECT w.discrepancy_id AS id FROM json_each(?2) AS wanted CROSS JOIN withheld_discrepancy w ON w.tenant_id = ?1 AND w.discrepancy_id = wanted.value AND w.officer_id = ?3").bind(tenantCode, wanted, officerId),
  ]);
  const commenters = Map.groupBy(beside[0] as (Commenter & { discrepancyId: string })[], ({ discrepancyId }) => discrepancyId);
  return {
    lives: new Map([...found].map(([id, one]) => [id, { ...one, commenters: commenters.get(id) ?? [] }])),
    withheld: new Set((beside[1] as { id: string }[]).map(({ id }) => id)),
  };
}
