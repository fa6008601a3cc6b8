/** Filings received in one half month for one service, by channel. */
export type ReceivedCounter = { serviceCode: string; onlineFull: number; onlinePartial: number; inPerson: number; post: number };

/** The counters of the tenant's services from one half-month bucket to another, both inside: one key range, a row a bucket and service. */
export async function listReceivedCounters(ledger: D1Database, tenantCode: string, firstBucket: number, lastBucket: number): Promise<ReceivedCounter[]> {
  const { results } = await ledger
    .prepare(
      `SELECT service_code AS serviceCode, online_full AS onlineFull, online_partial AS onlinePartial, in_person AS inPerson, post
       FROM filing_counter WHERE tenant_id = ? AND bucket BETWEEN ? AND ?`,
    )
    .bind(tenantCode, firstBucket, lastBucket)
    .all<ReceivedCounter>();
  return results;
}
