import { createRoute } from "@hono/zod-openapi";
import { bodyLimit } from "hono/body-limit";
import * as z from "zod";
import { Problem } from "../kernel/problem.ts";
import { limitRate } from "../http/limit-rate.ts";
import { jsonAnswer, jsonBody } from "../http/describe-json.ts";
import { openApiRouter } from "../http/router.ts";
import { MAX_JWS_LENGTH } from "../submissions/contract.ts";
import { contextOf } from "../tenancy/authenticate.ts";
import { discrepancyDetail, transitionRequest, transitionResult } from "./contract.ts";
import { getDiscrepancy } from "./get-discrepancy.ts";
import { moveDiscrepancy } from "./move-discrepancy.ts";
import { toEtag } from "../kernel/record-version.ts";

const named = { params: z.object({ tenant: z.string(), id: z.string() }) };

const MAX_MOVE_BYTES = MAX_JWS_LENGTH + 4096;
const limitMove = bodyLimit({
  maxSize: MAX_MOVE_BYTES,
  onError: () => {
    throw new Problem("body-too-large", `The body is larger than ${MAX_MOVE_BYTES} bytes. A move with its signed form is smaller: send only that.`);
  },
});

const one = createRoute({
  method: "get",
  path: "/v1/t/{tenant}/discrepancies/{id}",
  summary: "A discrepancy with its evidence, its life and what the caller can do",
  request: named,
  responses: { 200: jsonAnswer(discrepancyDetail, "The discrepancy; its version is the ETag") },
});
const move = createRoute({
  method: "post",
  path: "/v1/t/{tenant}/discrepancies/{id}/transitions",
  summary: "Move a discrepancy: one of `available_transitions`",
  request: {
    ...named,
    headers: z.object({
      "if-match": z.string().optional().meta({ description: 'The version that was read, e.g. "3". Required.' }),
      "idempotency-key": z.string().regex(/^[A-Za-z0-9_-]{8,64}$/).optional().meta({ description: "A key of your own for an unsigned move: the same request with it is made once." }),
    }),
    body: jsonBody(transitionRequest),
  },
  middleware: [limitMove] as const,
  responses: { 200: jsonAnswer(transitionResult, "Moved, or had been moved by this very document before") },
});

export const reviewRoutes = openApiRouter()
  .openapi(one, async (c) => {
    const discrepancy = await getDiscrepancy(await contextOf(c), c.req.valid("param").id);
    return c.json(discrepancy, 200, { ETag: toEtag(discrepancy.version) });
  })
  .openapi(move, async (c) => {
    const context = await contextOf(c);
    await limitRate(c, "move", context.tenant.code);
    const moved = await moveDiscrepancy(context, c.req.valid("param").id, { ifMatch: c.req.header("If-Match"), key: c.req.valid("header")["idempotency-key"] }, c.req.valid("json"));
    return c.json(moved, 200, { ETag: toEtag(moved.version) });
  });
