import { isUniqueViolation } from "../kernel/database-error.ts";
import { digestOf } from "../kernel/digest.ts";
import type { Context } from "../kernel/context.ts";
import { toJsonChunks } from "../kernel/to-json-chunks.ts";
import { declaredServicesStatement, type DeclaredDates } from "../catalogue/queries.ts";
import { getHolidays, listTenants } from "../directory/queries.ts";
import { GuardFailed, record, thisIndex, type Guard } from "../log/record.ts";
import { connectedAtStatement } from "../tenancy/integration-still-acts.ts";
import { agencyCodesOf } from "./agency-codes.ts";
import { judgeEvents, type StoredAside, type StoredEvent } from "./judge-events.ts";
import type { JudgingFacts } from "./judge-filing.ts";
import type { FilingEvent, parseLines } from "./parse-lines.ts";
import { storedStatements, type StoredBatch } from "./queries.ts";
import { groupByReason, type RefusedLines } from "./refuse-line.ts";
import { tallyBatch } from "./tally-batch.ts";
import { deleteAside, insertAside, insertEvents, nothingCameBetween, toAsideRow, toEventRow } from "./write-events.ts";
import { tallyStatements } from "./write-tally.ts";

/** A batch whose signature holds, with what `record` has to re-check about its signer at the moment of writing. */
export type SignedBatch = { jws: string; jti: string; kid: string; integrationId: string; source: string; bodyDigest: string; lines: number; signerGuards: readonly Guard[] };

/**
 * Judges the events against the catalogue and what is stored of their filings, and writes those that are new, what they change of the
 * counters, the batch and its log entry: all or nothing, in two round trips. Null when something else was written in between that
 * changes the verdict (the same batch, the signer's key, events of the same filings): read again.
 */
export async function writeBatch(context: Context, signed: SignedBatch, parsed: ReturnType<typeof parseLines>): Promise<{ batch: StoredBatch; entry: string } | null> {
  const { ledger, tenant, now } = context;
  const place = { tenantCode: tenant.code, source: signed.source, jti: signed.jti };
  const read = await readKnown(context, signed, parsed.events);
  const judged = judgeEvents(parsed.events, new Set(read.facts.offered.keys()), read.stored, read.aside);
  const refused = groupByReason([...parsed.refused, ...judged.refused].toSorted((a, b) => a.line - b.line));
  const accepted = judged.fresh.length;
  const entry = await toEntry(signed, refused, now);
  const statements = [
    batchStatement(context, signed, accepted, refused, countByBucket(judged.fresh)),
    ...tallyStatements(ledger, tenant.code, tallyBatch(judged, read.stored, read.facts, { now, connectedAt: read.connectedAt })),
    ...toJsonChunks(judged.fresh.map(toEventRow)).map((chunk) => insertEvents(ledger, place, chunk)),
    ...toJsonChunks(judged.aside.map(toAsideRow)).map((chunk) => insertAside(ledger, place, chunk)),
    ...toJsonChunks(judged.released.map(toAsideRow)).map((chunk) => deleteAside(ledger, place, chunk)),
  ];
  const guards = [...signed.signerGuards, ...read.chunks.map(({ filings, known }) => nothingCameBetween(place, filings, known))];
  try {
    const written = await record(context, entry, statements, guards);
    const { jti, integrationId, bodyDigest, lines } = signed;
    return { batch: { jti, integrationId, bodyDigest, lines, accepted, logIndex: written.index, refused }, entry: written.entry };
  } catch (error) {
    if (error instanceof GuardFailed || isUniqueViolation(error, "filing_batch.jti")) return null;
    throw error;
  }
}

/** `connectedAt`: when the sending system was connected; what was received before is history, and not late. */
type Known = { connectedAt: number; facts: JudgingFacts; stored: StoredEvent[]; aside: StoredAside[]; chunks: { filings: string; known: number }[] };

/** What judging needs, in one round trip besides the directory, which is remembered: when services were offered, and all that is known of the batch's filings. */
async function readKnown({ ledger, central, tenant }: Context, { source, integrationId }: SignedBatch, events: readonly FilingEvent[]): Promise<Known> {
  const chunks = toJsonChunks([...new Set(events.map(({ filing }) => filing))]);
  const [holidays, tenants, [declared, connected, ...results]] = await Promise.all([
    getHolidays(central),
    listTenants(central),
    ledger.batch([
      declaredServicesStatement(ledger, tenant.code, [...new Set(events.map(({ service }) => service))]),
      connectedAtStatement(ledger, tenant.code, integrationId),
      ...chunks.flatMap((chunk) => storedStatements(ledger, tenant.code, source, chunk)),
    ]),
  ]);
  const offered = new Map((declared!.results as DeclaredDates[]).map(({ code, ...dates }) => [code, dates]));
  const rowsAt = <Row>(place: number) => (results[place]?.results ?? []) as Row[];
  return {
    connectedAt: (connected!.results[0] as { connectedAt: number } | undefined)?.connectedAt ?? 0,
    facts: { holidays, agencyCodes: agencyCodesOf(tenant, tenants), offered },
    stored: chunks.flatMap((_, i) => rowsAt<StoredEvent>(2 * i)),
    aside: chunks.flatMap((_, i) => rowsAt<StoredAside>(2 * i + 1)),
    chunks: chunks.map((filings, i) => ({ filings, known: rowsAt(2 * i).length + rowsAt(2 * i + 1).length })),
  };
}

/** What the log proves: who sent which bytes, and which lines were refused. How many were known is left to what stood before it. */
async function toEntry(signed: SignedBatch, refused: RefusedLines, at: number) {
  const { jti, kid, integrationId, source, jws, bodyDigest, lines } = signed;
  return { kind: "filing-batch" as const, at, jti, kid, by: integrationId, source, jws: await digestOf(jws), body: bodyDigest, lines, refused: await digestOf(JSON.stringify(refused)) };
}

/** `{ "612": 40 }`: how many events fall into which half month. */
function countByBucket(events: readonly { bucket: number }[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { bucket } of events) counts[bucket] = (counts[bucket] ?? 0) + 1;
  return counts;
}

function batchStatement({ ledger, tenant, now }: Context, signed: SignedBatch, accepted: number, refused: RefusedLines, counted: Record<string, number>): D1PreparedStatement {
  return ledger
    .prepare(
      `INSERT INTO filing_batch (tenant_id, jti, integration_id, source, jws, body_digest, lines, accepted, received_at, log_idx, verdict, counted)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ${thisIndex}, ?, ?)`,
    )
    .bind(tenant.code, signed.jti, signed.integrationId, signed.source, signed.jws, signed.bodyDigest, signed.lines, accepted, now, tenant.code, JSON.stringify(refused), JSON.stringify(counted));
}
