import type { FilingCounterView } from "./contract.ts";
import type { Stored } from "./judge-events.ts";
import type { RefusedLines } from "./refuse-line.ts";

/** A batch as received: how many of its lines counted, and why the refused ones did not. */
export type StoredBatch = {
  jti: string;
  integrationId: string;
  bodyDigest: string;
  lines: number;
  accepted: number;
  logIndex: number;
  refused: RefusedLines;
};

/**
 * What was filed, per service, summed over the half months from `firstBucket` to `lastBucket`, both inside, in order of code.
 * A service without any filing there is not listed. One key range: rows read are at most buckets times services.
 */
export async function listCounters(ledger: D1Database, tenantCode: string, firstBucket: number, lastBucket: number): Promise<FilingCounterView[]> {
  // Grouped along the key and summed here: GROUP BY service would sort, and read every row twice.
  const { results } = await ledger
    .prepare(
      `SELECT json_group_array(json_array(service_code, online_full, online_partial, in_person, post, resolved_early, resolved_on_time, resolved_late)) AS counters
       FROM filing_counter WHERE tenant_id = ? AND bucket BETWEEN ? AND ? GROUP BY bucket`,
    )
    .bind(tenantCode, firstBucket, lastBucket)
    .all<{ counters: string }>();
  const sums = new Map<string, FilingCounterView>();
  for (const { counters } of results) for (const counter of JSON.parse(counters) as CounterRow[]) addCounter(sums, counter);
  return [...sums.values()].sort((a, b) => (a.service < b.service ? -1 : 1));
}

type CounterRow = [service: string, onlineFull: number, onlinePartial: number, inPerson: number, post: number, early: number, onTime: number, late: number];

function addCounter(sums: Map<string, FilingCounterView>, [service, onlineFull, onlinePartial, inPerson, post, early, onTime, late]: CounterRow): void {
  const sum = sums.get(service);
  if (!sum) {
    sums.set(service, { service, onlineFull, onlinePartial, inPerson, post, resolvedEarly: early, resolvedOnTime: onTime, resolvedLate: late });
    return;
  }
  sum.onlineFull += onlineFull;
  sum.onlinePartial += onlinePartial;
  sum.inPerson += inPerson;
  sum.post += post;
  sum.resolvedEarly += early;
  sum.resolvedOnTime += onTime;
  sum.resolvedLate += late;
}

export async function findBatch(ledger: D1Database, tenantCode: string, jti: string): Promise<StoredBatch | null> {
  return toStoredBatch(await batchStatement(ledger, tenantCode, jti).first<BatchRow>());
}

export type BatchRow = { jti: string; integration_id: string; body_digest: string; lines: number; accepted: number; log_idx: number; verdict: string };

/** The read of one batch, as a statement, so that it can ride with another. */
export function batchStatement(ledger: D1Database, tenantCode: string, jti: string): D1PreparedStatement {
  return ledger.prepare("SELECT jti, integration_id, body_digest, lines, accepted, log_idx, verdict FROM filing_batch WHERE tenant_id = ? AND jti = ?").bind(tenantCode, jti);
}

export function toStoredBatch(row: BatchRow | null | undefined): StoredBatch | null {
  if (!row) return null;
  const { jti, integration_id, body_digest, lines, accepted, log_idx, verdict } = row;
  return { jti, integrationId: integration_id, bodyDigest: body_digest, lines, accepted, logIndex: log_idx, refused: JSON.parse(verdict) as RefusedLines };
}

/** That the stored event `f` says the same as the row `e`. */
export const saysTheSame = "f.service_code = e.value ->> 3 AND f.at = e.value ->> 4 AND f.channel IS e.value ->> 6 AND f.outcome IS e.value ->> 7";

/** Rows `{ line, same }` for the events of a chunk whose identity is stored already: one look-up by key each. */
export function storedEventsStatement(ledger: D1Database, tenantCode: string, source: string, chunk: string): D1PreparedStatement {
  return ledger
    .prepare(
      `SELECT e.value ->> 0 AS line, (${saysTheSame}) AS same FROM json_each(?3) e CROSS JOIN filing_event f
       WHERE f.tenant_id = ?1 AND f.source = ?2 AND f.filing_code = e.value ->> 1 AND f.kind = e.value ->> 2`,
    )
    .bind(tenantCode, source, chunk);
}

export function toStored(results: readonly D1Result[]): Map<number, Stored> {
  const rows = results.flatMap((result) => result.results as { line: number; same: 0 | 1 }[]);
  return new Map(rows.map(({ line, same }) => [line, same === 1 ? "same" : "other"]));
}
