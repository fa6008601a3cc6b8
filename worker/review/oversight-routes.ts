import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { jsonAnswer, jsonBody } from "../http/describe-json.ts";
import { openApiRouter } from "../http/router.ts";
import { contextOf, platformContextOf } from "../tenancy/authenticate.ts";
import { getQuality } from "./get-quality.ts";
import { qualityFigures, secondReviewAnswer, secondReviewList, secondReviewResult } from "./quality-contract.ts";
import { answerSecondReview, listSecondReviews } from "./second-review.ts";

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
  .openapi(quality, async (c) => c.json(await getQuality(await platformContextOf(c)), 200))
  .openapi(cases, async (c) => c.json({ cases: await listSecondReviews(await platformContextOf(c)) }, 200))
  .openapi(answer, async (c) => c.json(await answerSecondReview(await contextOf(c), c.req.valid("param").id, c.req.valid("json")), 200));
