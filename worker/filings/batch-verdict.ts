import type * as z from "zod";
import type { Context } from "../kernel/context.ts";
import { findEntry } from "../log/queries.ts";
import { signReceipt } from "../log/receipt.ts";
import { standingOf } from "../signing/standing.ts";
import type { BatchVerdict, batchAnswer } from "./contract.ts";
import { findBatchProof, type StoredBatch } from "./queries.ts";
import { toRefusedViews } from "./refuse-line.ts";

/** The batch's answer with its receipt; `entry` is the exact text that was logged for it. The same batch gives the same answer for ever. */
export async function toBatchVerdict({ platform, tenant }: Pick<Context, "platform" | "tenant">, batch: StoredBatch, entry: string): Promise<BatchVerdict> {
  const refused = toRefusedViews(batch.refused);
  return {
    batch: batch.jti,
    lines: batch.lines,
    accepted: batch.accepted,
    known: batch.lines - batch.accepted - refused.length,
    refused,
    receipt: await signReceipt(platform, tenant, batch.logIndex, entry),
    logIndex: batch.logIndex,
  };
}

/** The answer that the batch's sender got when it was received. */
export async function getBatchVerdict(context: Pick<Context, "ledger" | "platform" | "tenant">, batch: StoredBatch): Promise<BatchVerdict> {
  const entry = await findEntry(context.ledger, context.tenant.code, batch.logIndex);
  if (entry === null) throw new Error(`batch ${batch.jti} names log index ${batch.logIndex}, which is not in the log`);
  return toBatchVerdict(context, batch, entry);
}

/** The same, with what its signature is worth at `context.now`. */
export async function getBatchAnswer(context: Pick<Context, "ledger" | "platform" | "tenant" | "now">, batch: StoredBatch): Promise<z.infer<typeof batchAnswer>> {
  const [verdict, proof] = await Promise.all([getBatchVerdict(context, batch), findBatchProof(context.ledger, context.tenant.code, batch.jti)]);
  return { ...verdict, standing: standingOf({ index: batch.logIndex, receivedAt: proof.receivedAt }, proof.key, context.now), confirmedBy: proof.confirmedBy };
}
