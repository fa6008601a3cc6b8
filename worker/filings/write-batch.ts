import { isUniqueViolation } from "../kernel/database-error.ts";
import { digestOf } from "../kernel/digest.ts";
import type { Context } from "../kernel/context.ts";
import { toJsonChunks } from "../kernel/to-json-chunks.ts";
import { declaredCodesStatement } from "../catalogue/queries.ts";
import { GuardFailed, record, thisIndex, type Guard } from "../log/record.ts";
import { judgeEvents } from "./judge-events.ts";
import type { parseLines } from "./parse-lines.ts";
import { storedEventsStatement, toStored, type StoredBatch } from "./queries.ts";
import { groupByReason, type RefusedLines } from "./refuse-line.ts";
import { eventStatements, noConflict, toEventRow } from "./write-events.ts";

/** A batch whose signature holds, with what `record` has to re-check about its signer at the moment of writing. */
export type SignedBatch = { jws: string; jti: string; kid: string; integrationId: string; source: string; bodyDigest: string; lines: number; signerGuards: readonly Guard[] };

/**
 * Judges the events against the catalogue and what is stored, and writes those that are new, their counters, the batch and its log
 * entry: all or nothing, in two round trips. Null when something else was written in between that changes the verdict (the same
 * batch, the signer's key, other content of one of the events): read again.
 */
export async function writeBatch(context: Context, signed: SignedBatch, parsed: ReturnType<typeof parseLines>): Promise<{ batch: StoredBatch; entry: string } | null> {
  const { ledger, tenant, now } = context;
  const place = { tenantCode: tenant.code, source: signed.source, jti: signed.jti };
  const [codes, ...stored] = await ledger.batch([
    declaredCodesStatement(ledger, tenant.code, [...new Set(parsed.events.map(({ service }) => service))]),
    ...toJsonChunks(parsed.events.map(toEventRow)).map((chunk) => storedEventsStatement(ledger, tenant.code, signed.source, chunk)),
  ]);
  const judged = judgeEvents(parsed.events, new Set((codes!.results as { code: string }[]).map(({ code }) => code)), toStored(stored));
  const refused = groupByReason([...parsed.refused, ...judged.refused].toSorted((a, b) => a.line - b.line));
  const chunks = toJsonChunks(judged.fresh.map(toEventRow));
  const entry = await toEntry(signed, refused, now);
  const statements = [batchStatement(context, signed, refused), ...chunks.flatMap((chunk) => eventStatements(ledger, place, chunk))];
  const guards = [...signed.signerGuards, ...chunks.map((chunk) => noConflict(place, chunk))];
  try {
    const written = await record(context, entry, statements, guards);
    const accepted = (written.results.at(-1)!.results[0] as { accepted: number }).accepted;
    const { jti, integrationId, bodyDigest, lines } = signed;
    return { batch: { jti, integrationId, bodyDigest, lines, accepted, logIndex: written.index, refused }, entry: written.entry };
  } catch (error) {
    if (error instanceof GuardFailed || isUniqueViolation(error, "filing_batch.jti")) return null;
    throw error;
  }
}

/** What the log proves: who sent which bytes, and which lines were refused. How many were known is left to what stood before it. */
async function toEntry(signed: SignedBatch, refused: RefusedLines, at: number) {
  const { jti, kid, integrationId, source, jws, bodyDigest, lines } = signed;
  return { kind: "filing-batch" as const, at, jti, kid, by: integrationId, source, jws: await digestOf(jws), body: bodyDigest, lines, refused: await digestOf(JSON.stringify(refused)) };
}

/** `accepted` starts at 0; each chunk of events adds what it really wrote. */
function batchStatement({ ledger, tenant, now }: Context, signed: SignedBatch, refused: RefusedLines): D1PreparedStatement {
  return ledger
    .prepare(
      `INSERT INTO filing_batch (tenant_id, jti, integration_id, source, jws, body_digest, lines, accepted, received_at, log_idx, verdict)
       VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?, ${thisIndex}, ?) RETURNING accepted`,
    )
    .bind(tenant.code, signed.jti, signed.integrationId, signed.source, signed.jws, signed.bodyDigest, signed.lines, now, tenant.code, JSON.stringify(refused));
}
