/** The exact text of an entry of the tenant's log, or null when the log is not that long. */
export async function findEntry(ledger: D1Database, tenantCode: string, index: number): Promise<string | null> {
  return ledger.prepare("SELECT entry FROM log_entry WHERE tenant_id = ? AND idx = ?").bind(tenantCode, index).first<string>("entry");
}
