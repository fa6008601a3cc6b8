import type { Guard } from "../log/record.ts";
import type { FilingEvent } from "./parse-lines.ts";
import { saysTheSame } from "./queries.ts";

/** Where the events belong: their identity is (tenant, source, filing code, kind). */
export type Batch = { tenantCode: string; source: string; jti: string };

/** The event as an array, in the order that the statements read it. */
export function toEventRow({ line, filing, kind, service, at, bucket, channel, outcome }: FilingEvent): readonly (string | number | null)[] {
  return [line, filing, kind, service, at, bucket, channel, outcome];
}

/** None of the chunk's events is stored with other content. Equal ones may be: they are left out when written. */
export function noConflict({ tenantCode, source }: Batch, chunk: string): Guard {
  return {
    holds: `NOT EXISTS (SELECT 1 FROM json_each(?3) e CROSS JOIN filing_event f
      WHERE f.tenant_id = ?1 AND f.source = ?2 AND f.filing_code = e.value ->> 1 AND f.kind = e.value ->> 2 AND NOT (${saysTheSame}))`,
    params: [tenantCode, source, chunk],
  };
}

/**
 * Counts and keeps the events of a chunk that are not stored yet, and adds their number to the batch's row, which must be
 * written before. The order matters: the counters look at what is stored before the chunk is.
 */
export function eventStatements(ledger: D1Database, { tenantCode, source, jti }: Batch, chunk: string): D1PreparedStatement[] {
  return [
    ledger
      .prepare(
        `INSERT INTO filing_counter (tenant_id, bucket, service_code, ${counterColumns.map(([column]) => column).join(", ")})
         SELECT ?1, e.value ->> 5, e.value ->> 3, ${counterColumns.map(([, position, word]) => `SUM(e.value ->> ${position} IS '${word}')`).join(", ")}
         FROM json_each(?3) e
         WHERE NOT EXISTS (SELECT 1 FROM filing_event f WHERE f.tenant_id = ?1 AND f.source = ?2 AND f.filing_code = e.value ->> 1 AND f.kind = e.value ->> 2)
         GROUP BY e.value ->> 5, e.value ->> 3
         ON CONFLICT DO UPDATE SET ${counterColumns.map(([column]) => `${column} = ${column} + excluded.${column}`).join(", ")}`,
      )
      .bind(tenantCode, source, chunk),
    ledger
      .prepare(
        `INSERT INTO filing_event (tenant_id, source, filing_code, kind, service_code, at, bucket, channel, outcome, batch_jti)
         SELECT ?1, ?2, e.value ->> 1, e.value ->> 2, e.value ->> 3, e.value ->> 4, e.value ->> 5, e.value ->> 6, e.value ->> 7, ?4
         FROM json_each(?3) e WHERE true ON CONFLICT DO NOTHING`,
      )
      .bind(tenantCode, source, chunk, jti),
    ledger.prepare("UPDATE filing_batch SET accepted = accepted + changes() WHERE tenant_id = ? AND jti = ? RETURNING accepted").bind(tenantCode, jti),
  ];
}

/** Column, position of its word in the event's array, and the word. */
const counterColumns = [
  ["online_full", 6, "online-full"],
  ["online_partial", 6, "online-partial"],
  ["in_person", 6, "in-person"],
  ["post", 6, "post"],
  ["resolved_early", 7, "early"],
  ["resolved_on_time", 7, "on-time"],
  ["resolved_late", 7, "late"],
] as const;
