/** An entry as it is stored, with its leaf hash. */
export type StoredEntry = { index: number; entry: string; leaf: Uint8Array };

/** The entries at these indexes of the tenant's log, those that there are. */
export async function listEntries(ledger: D1Database, tenantCode: string, indexes: readonly number[]): Promise<StoredEntry[]> {
  const { results } = await ledger
    .prepare("SELECT e.idx AS \"index\", e.entry, e.leaf FROM json_each(?) AS wanted JOIN log_entry e ON e.tenant_id = ? AND e.idx = wanted.value")
    .bind(JSON.stringify([...new Set(indexes)]), tenantCode)
    .all<{ index: number; entry: string; leaf: ArrayBuffer | number[] }>();
  return results.map(({ leaf, ...rest }) => ({ ...rest, leaf: new Uint8Array(leaf) }));
}

/** The leaf hashes at these indexes of the tenant's log, by index. */
export async function listLeaves(ledger: D1Database, tenantCode: string, indexes: readonly number[]): Promise<Map<number, Uint8Array>> {
  const { results } = await ledger
    .prepare("SELECT e.idx AS \"index\", e.leaf FROM json_each(?) AS wanted JOIN log_entry e ON e.tenant_id = ? AND e.idx = wanted.value")
    .bind(JSON.stringify([...new Set(indexes)]), tenantCode)
    .all<{ index: number; leaf: ArrayBuffer | number[] }>();
  return new Map(results.map(({ index, leaf }) => [index, new Uint8Array(leaf)]));
}

/** The exact text of an entry of the tenant's log, or null when the log is not that long. */
export async function findEntry(ledger: D1Database, tenantCode: string, index: number): Promise<string | null> {
  return ledger.prepare("SELECT entry FROM log_entry WHERE tenant_id = ? AND idx = ?").bind(tenantCode, index).first<string>("entry");
}
