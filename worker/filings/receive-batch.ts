import type { Context } from "../kernel/context.ts";
import { Problem } from "../kernel/problem.ts";
import { dayAt } from "../kernel/windows.ts";
import { getBatchVerdict, toBatchVerdict } from "./batch-verdict.ts";
import type { BatchVerdict } from "./contract.ts";
import { parseLines } from "./parse-lines.ts";
import { readSignedBody } from "./read-signed-body.ts";
import { verifyBatchSignature } from "./verify-batch-signature.ts";
import { writeBatch } from "./write-batch.ts";

/** Something written in between makes us look again, this often: so many batches of the same filings may arrive at once. */
const ATTEMPTS = 24;

/**
 * Receives a signed batch of filing events (signing.md 1.6). The body is read only when the signature holds; its exact bytes are
 * kept as evidence before anything counts. The answer names every line that does not count and carries the receipt. The same
 * batch again gets the same answer (`isNew` false) and writes nothing, however late it is sent.
 */
export async function receiveBatch(context: Context, signature: string, readBody: () => Promise<Uint8Array>): Promise<{ answer: BatchVerdict; isNew: boolean }> {
  let parsed: ReturnType<typeof parseLines> | undefined;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const { signed, earlier } = await verifyBatchSignature(context, signature);
    if (earlier) return { answer: await getBatchVerdict(context, earlier), isNew: false };
    requireOpenTenant(context);
    parsed ??= await readLines(context, signed, readBody);
    const written = await writeBatch(context, signed, parsed);
    if (written) return { answer: await toBatchVerdict(context, written.batch, written.entry), isNew: true };
  }
  throw new Problem("database-busy", "Other batches are writing the same filings at this moment. Nothing of this one was counted: send the same batch again after the seconds in Retry-After.");
}

async function readLines(context: Context, signed: { bodyDigest: string; lines: number }, readBody: () => Promise<Uint8Array>): Promise<ReturnType<typeof parseLines>> {
  const body = await readBody();
  const lines = await readSignedBody(body, { dig: signed.bodyDigest, count: signed.lines });
  await context.platform.evidence.put(signed.bodyDigest, body);
  return parseLines(lines, context.now);
}

/** A closed tenant still gets the answers to its old batches, but counts nothing new. */
function requireOpenTenant({ tenant, now }: Context): void {
  if (tenant.validTo === null || dayAt(now) <= tenant.validTo) return;
  throw new Problem("tenant-closed", `The tenant closed on ${tenant.validTo}; what it filed is kept as it was. Push the filings to its successor.`);
}
