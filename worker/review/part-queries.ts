import type { decidedPart } from "./schema.ts";

export type StoredPart = typeof decidedPart.$inferSelect;

/** Which events of the discrepancy were decided by a manifest, with what opens their parts. */
export async function listParts(ledger: D1Database, tenantCode: string, discrepancyId: string): Promise<Map<number, StoredPart>> {
  const { results } = await ledger
    .prepare("SELECT tenant_id AS tenantId, discrepancy_id AS discrepancyId, version, jti, place, salt FROM decided_part WHERE tenant_id = ? AND discrepancy_id = ?")
    .bind(tenantCode, discrepancyId)
    .all<StoredPart>();
  return new Map(results.map((part) => [part.version, part]));
}

/** Keeps what opens the part, for the batch that writes its event. */
export function keepPart(ledger: D1Database, { tenantId, discrepancyId, version, jti, place, salt }: StoredPart): D1PreparedStatement {
  return ledger.prepare("INSERT INTO decided_part (tenant_id, discrepancy_id, version, jti, place, salt) VALUES (?, ?, ?, ?, ?, ?)").bind(tenantId, discrepancyId, version, jti, place, salt);
}
