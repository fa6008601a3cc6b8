import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { jsonAnswer, jsonBody } from "../http/describe-json.ts";
import { openApiRouter } from "../http/router.ts";
import { contextOf, platformContextOf } from "../tenancy/authenticate.ts";
import { bulkPreview, bulkRequest, bulkView } from "./bulk-contract.ts";
import { getQuality } from "./get-quality.ts";
import { continueBulk, getBulk, previewBulk, startBulk } from "./move-many.ts";
import { qualityFigures, secondReviewAnswer, secondReviewList, secondReviewResult } from "./quality-contract.ts";
import { answerSecondReview, listSecondReviews } from "./second-review.ts";

const order = z.object({ bulk: z.string() });

const preview = createRoute({ method: "post", path: "/v1/discrepancies/bulk-preview", summary: "What a move of many would do now", request: { body: jsonBody(bulkRequest) }, responses: { 200: jsonAnswer(bulkPreview, "How many can move, how many cannot and why") } });
const start = createRoute({ method: "post", path: "/v1/discrepancies/bulk", summary: "Move many discrepancies with one reason", request: { body: jsonBody(bulkRequest) }, responses: { 201: jsonAnswer(bulkView, "The order is kept and its first ones are moved; go on until none waits") } });
const goOn = createRoute({ method: "post", path: "/v1/discrepancies/bulk/{bulk}/continue", summary: "Go on with an own order to move many", request: { params: order }, responses: { 200: jsonAnswer(bulkView, "How far it has come") } });
const look = createRoute({ method: "get", path: "/v1/discrepancies/bulk/{bulk}", summary: "How far an order to move many has come", request: { params: order }, responses: { 200: jsonAnswer(bulkView, "The counts and what was refused") } });
const quality = createRoute({ method: "get", path: "/v1/review/quality", summary: "How the review works, in figures", responses: { 200: jsonAnswer(qualityFigures, "Each share with its numerator and denominator") } });
const cases = createRoute({ method: "get", path: "/v1/second-reviews", summary: "What waits for a second look by the caller", responses: { 200: jsonAnswer(secondReviewList, "Without the first decision") } });
const answer = createRoute({
  method: "post",
  path: "/v1/t/{tenant}/discrepancies/{id}/second-review",
  summary: "Give the second review of a closed discrepancy",
  request: { params: z.object({ tenant: z.string(), id: z.string() }), body: jsonBody(secondReviewAnswer) },
  responses: { 200: jsonAnswer(secondReviewResult, "Kept; what was decided first is shown now") },
});

export const reviewOversightRoutes = openApiRouter()
  .openapi(preview, async (c) => c.json(await previewBulk(await platformContextOf(c), c.req.valid("json")), 200))
  .openapi(start, async (c) => c.json(await startBulk(await platformContextOf(c), c.req.valid("json")), 201))
  .openapi(goOn, async (c) => c.json(await continueBulk(await platformContextOf(c), c.req.valid("param").bulk), 200))
  .openapi(look, async (c) => c.json(await getBulk(await platformContextOf(c), c.req.valid("param").bulk), 200))
  .openapi(quality, async (c) => c.json(await getQuality(await platformContextOf(c)), 200))
  .openapi(cases, async (c) => c.json({ cases: await listSecondReviews(await platformContextOf(c)) }, 200))
  .openapi(answer, async (c) => c.json(await answerSecondReview(await contextOf(c), c.req.valid("param").id, c.req.valid("json")), 200));
