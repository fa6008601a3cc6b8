import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { Problem } from "../kernel/problem.ts";
import { limitRate } from "../http/limit-rate.ts";
import { readBody } from "../http/read-body.ts";
import { openApiRouter } from "../http/router.ts";
import { contextOf, strangerContextOf } from "../tenancy/authenticate.ts";
import { requireReaderOrMachine } from "../tenancy/require-role.ts";
import { getBatchAnswer } from "./batch-verdict.ts";
import { listContestedBatches } from "./contested-queries.ts";
import { batchAnswer, batchVerdict, BATCH_SIGNATURE_HEADER, BATCH_TYPE, contestedBatchList, counterQuery, filingCounterList, MAX_BATCH_BYTES } from "./contract.ts";
import { findBatch, listCounters } from "./queries.ts";
import { receiveBatch } from "./receive-batch.ts";
import { requireWholeBuckets } from "./whole-buckets.ts";

const verdict = (description: string) => ({ description, content: { "application/json": { schema: batchVerdict } } });

const send = createRoute({
  method: "post",
  path: "/v1/t/{tenant}/filing-batches",
  summary: "Push a signed batch of filing events",
  description: `One event a line. \`${BATCH_SIGNATURE_HEADER}\` carries a compact JWS of type gov-event+jwt over the exact body; see docs/signing.md.`,
  request: {
    params: z.object({ tenant: z.string() }),
    headers: z.object({ [BATCH_SIGNATURE_HEADER.toLowerCase()]: z.string().optional() }),
    body: { required: true, content: { [BATCH_TYPE]: { schema: z.string() } } },
  },
  responses: { 200: verdict("Received before: the same answer again"), 201: verdict("Received") },
});

const one = createRoute({
  method: "get",
  path: "/v1/t/{tenant}/filing-batches/{jti}",
  summary: "The answer a batch got",
  request: { params: z.object({ tenant: z.string(), jti: z.string() }) },
  responses: { 200: { description: "The answer with its receipt, and what the signature is worth today", content: { "application/json": { schema: batchAnswer } } } },
});

const contested = createRoute({
  method: "get",
  path: "/v1/t/{tenant}/contested-batches",
  summary: "What was pushed with a compromised key and not sent again under another",
  request: { params: z.object({ tenant: z.string() }) },
  responses: { 200: { description: "The newest first", content: { "application/json": { schema: contestedBatchList } } } },
});

const counters = createRoute({
  method: "get",
  path: "/v1/t/{tenant}/filing-counters",
  summary: "How many filings came in and went out, by service",
  request: { params: z.object({ tenant: z.string() }), query: counterQuery },
  responses: { 200: { description: "The sums; a service without any filing is not listed", content: { "application/json": { schema: filingCounterList } } } },
});

export const filingsRoutes = openApiRouter()
  .openapi(send, async (c) => {
    const context = await strangerContextOf(c);
    await limitRate(c, "filing-batch", context.tenant.code);
    const limits = { type: BATCH_TYPE, maxBytes: MAX_BATCH_BYTES, tooLarge: "body-too-large" as const };
    const { answer, isNew } = await receiveBatch(context, c.req.header(BATCH_SIGNATURE_HEADER) ?? "", () => readBody(c.req.raw, limits));
    return c.json(answer, isNew ? 201 : 200);
  })
  .openapi(one, async (c) => {
    const context = await contextOf(c);
    requireReaderOrMachine(context);
    const batch = await findBatch(context.ledger, context.tenant.code, c.req.valid("param").jti);
    if (!batch) throw new Problem("not-found", "No batch with this identifier was received. Check it, or send the batch again: the same batch counts once.");
    return c.json(await getBatchAnswer(context, batch), 200);
  })
  .openapi(contested, async (c) => {
    const context = await contextOf(c);
    requireReaderOrMachine(context);
    return c.json({ batches: await listContestedBatches(context.ledger, context.tenant.code) }, 200);
  })
  .openapi(counters, async (c) => {
    const context = await contextOf(c);
    requireReaderOrMachine(context);
    const { from, to } = c.req.valid("query");
    const { first, last } = requireWholeBuckets(from, to);
    return c.json({ from, to, counters: await listCounters(context.ledger, context.tenant.code, first, last) }, 200);
  });
