import type { KeyInLog } from "../signing/standing.ts";
import type { FilingCounterView } from "./contract.ts";
import { countOf, packedCounters, sumPacked, type CounterWord, type PackedRow } from "./counter-words.ts";
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
  const { results } = await ledger.prepare(packedCounters).bind(tenantCode, firstBucket, lastBucket).all<PackedRow>();
  return [...sumPacked(results).services]
    .map(([service, counts]) => ({ service, ...(Object.fromEntries(shown.map(([name, word]) => [name, countOf(counts, word)])) as Omit<FilingCounterView, "service">) }))
    .filter(({ service: _, ...counts }) => Object.values(counts).some((count) => count > 0))
    .sort((one, other) => (one.service < other.service ? -1 : 1));
}

const shown = [
  ["onlineFull", "online-full"], ["onlinePartial", "online-partial"], ["inPerson", "in-person"], ["post", "post"],
  ["resolvedEarly", "early"], ["resolvedOnTime", "on-time"], ["resolvedLate", "late"],
] as const satisfies readonly (readonly [keyof FilingCounterView, CounterWord])[];

/** What a batch's signature is judged by: its place, its key as the log has it, and who has confirmed it. */
export type BatchProof = { receivedAt: number; confirmedBy: string | null; key: KeyInLog | null };

export async function findBatchProof(ledger: D1Database, tenantCode: string, jti: string): Promise<BatchProof> {
  const row = await ledger
    .prepare(
      `SELECT b.received_at AS receivedAt, c.confirmed_jti AS confirmedBy, k.kid, k.activated_idx AS activatedIndex, k.revoked_idx AS revokedIndex, k.retires_at AS retiresAt, k.reason, k.invalidity_at AS invalidityAt
       FROM filing_batch b JOIN log_entry l ON l.tenant_id = b.tenant_id AND l.idx = b.log_idx LEFT JOIN contested_batch c ON c.tenant_id = b.tenant_id AND c.jti = b.jti
       LEFT JOIN signing_key k ON k.tenant_id = b.tenant_id AND k.kid = json_extract(l.entry, '$.kid') WHERE b.tenant_id = ? AND b.jti = ?`,
    )
    .bind(tenantCode, jti)
    .first<{ receivedAt: number; confirmedBy: string | null; kid: string | null } & KeyInLog>();
  if (!row) throw new Error(`batch ${jti} is not in the ledger`);
  const { receivedAt, confirmedBy, kid, ...key } = row;
  return { receivedAt, confirmedBy, key: kid === null ? null : key };
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

/** Rows of what is stored of the filings, and of what was set aside of them: two statements a chunk of codes, one key range a filing. */
export function storedStatements(ledger: D1Database, tenantCode: string, source: string, filings: string): [D1PreparedStatement, D1PreparedStatement] {
  const ofFilings = (table: string) => `FROM json_each(?3) c CROSS JOIN ${table} f WHERE f.tenant_id = ?1 AND f.source = ?2 AND f.filing_code = c.value`;
  const columns = "f.filing_code AS filing, f.kind AS key, f.service_code AS service, f.bucket";
  return [
    ledger.prepare(`SELECT ${columns}, f.at, f.channel, f.outcome, f.facts ${ofFilings("filing_event")}`).bind(tenantCode, source, filings),
    ledger.prepare(`SELECT ${columns}, f.reason ${ofFilings("filing_aside")}`).bind(tenantCode, source, filings),
  ];
}
