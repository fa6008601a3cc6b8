import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { jsonAnswer, jsonBody } from "../http/describe-json.ts";
import { openApiRouter } from "../http/router.ts";
import { contextOf, platformContextOf } from "../tenancy/authenticate.ts";
import { isReaderOfAll, requireAuthority, requireReader } from "../tenancy/require-role.ts";
import { auditNightDetail, auditNightList, auditRetried, replayRequest, replayView } from "./night-contract.ts";
import { replayRun } from "./replay-run.ts";
import { retryNight } from "./retry-night.ts";
import { usableRuleSetList } from "./rule-set-contract.ts";
import { showNight, showNights } from "./show-nights.ts";
import { showUsableRuleSets } from "./show-usable-rule-sets.ts";

const nightPath = z.object({ key: z.string().regex(/^\d{4}-\d{2}-\d{2}(_[A-Za-z0-9-]{1,40})?$/) });

const list = createRoute({
  method: "get",
  path: "/v1/audit-nights",
  summary: "The last nights of audits with how far each is, for the authority",
  responses: { 200: jsonAnswer(auditNightList, "The nights, newest first") },
});
const one = createRoute({
  method: "get",
  path: "/v1/audit-nights/{key}",
  summary: "One night with every audit of it, failed ones first",
  request: { params: nightPath },
  responses: { 200: jsonAnswer(auditNightDetail, "The night as it is now") },
});
const retry = createRoute({
  method: "post",
  path: "/v1/audit-nights/{key}/retries",
  summary: "Run again what failed in a night",
  request: { params: nightPath },
  responses: { 202: jsonAnswer(auditRetried, "Queued again; the night shows how far it is") },
});
const replay = createRoute({
  method: "post",
  path: "/v1/t/{tenant}/audit-runs/{id}/replays",
  summary: "Make a run's findings anew from its kept facts, with any rule set; writes nothing",
  request: { params: z.object({ tenant: z.string(), id: z.string() }), body: jsonBody(replayRequest) },
  responses: { 200: jsonAnswer(replayView, "The findings, and whether they are the run's byte for byte") },
});

const usable = createRoute({
  method: "get",
  path: "/v1/t/{tenant}/rule-sets",
  summary: "The versions of the rule set that runs of this tenant can be replayed with, and what each changed",
  request: { params: z.object({ tenant: z.string() }) },
  responses: { 200: jsonAnswer(usableRuleSetList, "The versions, newest first; the published ones, and drafts for the authority") },
});

export const nightRoutes = openApiRouter()
  .openapi(list, async (c) => {
    const context = await platformContextOf(c);
    requireAuthority(context, ["auditor", "supervisor", "operator"]);
    return c.json({ nights: await showNights(context) }, 200);
  })
  .openapi(one, async (c) => {
    const context = await platformContextOf(c);
    requireAuthority(context, ["auditor", "supervisor", "operator"]);
    return c.json(await showNight(context, c.req.valid("param").key), 200);
  })
  .openapi(retry, async (c) => {
    const context = await platformContextOf(c);
    requireAuthority(context, ["operator", "auditor"]);
    return c.json(await retryNight(context, c.env.AUDIT_NIGHT, c.req.valid("param").key), 202);
  })
  .openapi(usable, async (c) => c.json({ ruleSets: await showUsableRuleSets(await contextOf(c)) }, 200))
  .openapi(replay, async (c) => {
    const context = await contextOf(c);
    const reader = requireReader(context);
    return c.json(await replayRun(context, c.req.valid("param").id, c.req.valid("json").ruleSet, isReaderOfAll(reader)), 200);
  });
