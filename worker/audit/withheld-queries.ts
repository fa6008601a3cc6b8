/** From which event on, and from which instant (milliseconds), the discrepancy's life is hidden from an officer. */
export type WithheldFrom = { version: number; at: number };

/** What the officer must not see for now of the discrepancy; null where nothing is withheld. */
export async function findWithheld(ledger: D1Database, tenantCode: string, discrepancyId: string, officerId: string): Promise<WithheldFrom | null> {
  const row = await ledger
    .prepare("SELECT MIN(from_version) AS version, MIN(from_at) AS at FROM withheld_discrepancy WHERE tenant_id = ? AND discrepancy_id = ? AND officer_id = ?")
    .bind(tenantCode, discrepancyId, officerId)
    .first<{ version: number | null; at: number | null }>();
  return row?.version === null || row?.at === null || !row ? null : { version: row.version, at: row.at };
}
