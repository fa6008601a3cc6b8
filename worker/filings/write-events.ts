import type { Guard } from "../log/record.ts";
import type { SetAside, StoredAside } from "./judge-events.ts";
import type { FilingEvent } from "./parse-lines.ts";

/** Where the events belong: their identity is (tenant, source, filing code, key). */
export type Batch = { tenantCode: string; source: string; jti: string };

/** The event as an array, in the order that the statement reads it. */
export function toEventRow({ filing, key, service, at, bucket, channel, outcome, facts }: FilingEvent): readonly (string | number | null)[] {
  return [filing, key, service, at, bucket, channel, outcome, facts];
}

/**
 * Of these filings exactly so much is stored as was read. Stored events are never changed, so the same number is the same events: what
 * was judged is what is written. When another batch came between, everything is read again.
 */
export function nothingCameBetween({ tenantCode, source }: Batch, filings: string, known: number): Guard {
  const stored = (table: string) => `(SELECT COUNT(*) FROM json_each(?3) c CROSS JOIN ${table} f WHERE f.tenant_id = ?1 AND f.source = ?2 AND f.filing_code = c.value)`;
  return { holds: `${stored("filing_event")} + ${stored("filing_aside")} = ?4`, params: [tenantCode, source, filings, known] };
}

/** Keeps the new events of a chunk. */
export function insertEvents(ledger: D1Database, { tenantCode, source, jti }: Batch, chunk: string): D1PreparedStatement {
  return ledger
    .prepare(
      `INSERT INTO filing_event (tenant_id, source, filing_code, kind, service_code, at, bucket, channel, outcome, batch_jti, facts)
       SELECT ?1, ?2, e.value ->> 0, e.value ->> 1, e.value ->> 2, e.value ->> 3, e.value ->> 4, e.value ->> 5, e.value ->> 6, ?4, e.value ->> 7 FROM json_each(?3) e`,
    )
    .bind(tenantCode, source, chunk, jti);
}

/** Sets lines aside. */
export function insertAside(ledger: D1Database, { tenantCode, source, jti }: Batch, chunk: string): D1PreparedStatement {
  return ledger
    .prepare(
      `INSERT INTO filing_aside (tenant_id, source, filing_code, kind, reason, service_code, bucket, batch_jti)
       SELECT ?1, ?2, e.value ->> 0, e.value ->> 1, e.value ->> 2, e.value ->> 3, e.value ->> 4, ?4 FROM json_each(?3) e`,
    )
    .bind(tenantCode, source, chunk, jti);
}

export function toAsideRow({ filing, key, reason, service, bucket }: SetAside | StoredAside): readonly (string | number)[] {
  return [filing, key, reason, service, bucket];
}

/** Forgets what was set aside and counts now. */
export function deleteAside(ledger: D1Database, { tenantCode, source }: Batch, chunk: string): D1PreparedStatement {
  return ledger
    .prepare(
      `DELETE FROM filing_aside WHERE tenant_id = ?1 AND source = ?2
       AND (filing_code, kind, reason) IN (SELECT e.value ->> 0, e.value ->> 1, e.value ->> 2 FROM json_each(?3) e)`,
    )
    .bind(tenantCode, source, chunk);
}
