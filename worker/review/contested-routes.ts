import { createRoute } from "@hono/zod-openapi";
import type { MiddlewareHandler } from "hono";
import * as z from "zod";
import { messageOf } from "../kernel/database-error.ts";
import { jsonAnswer } from "../http/describe-json.ts";
import { platformOf } from "../http/platform.ts";
import { openApiRouter } from "../http/router.ts";
import { contextOf } from "../tenancy/authenticate.ts";
import { AUTHORITY } from "../tenancy/require-role.ts";
import { contestExtensions } from "../submissions/contest-extensions.ts";
import { contestDecisions } from "./contest-decisions.ts";
import { contestedDecisionList } from "./contract.ts";
import { showContestedDecisions } from "./show-contested-decisions.ts";

const contested = createRoute({
  method: "get",
  path: "/v1/t/{tenant}/contested-decisions",
  summary: "Decisions of the tenant's people that were signed with a compromised key and nobody has confirmed",
  request: { params: z.object({ tenant: z.string() }) },
  responses: { 200: jsonAnswer(contestedDecisionList, "The newest first, with the manifests on which some rest; empty for every tenant but the authority") },
});

/**
 * After the theft of a key of the authority was reported, its decisions and its answers to requests for more time become work at once, in every ledger. The report stands whatever
 * happens here: cron does what is left.
 */
export const contestAfterRevocation: MiddlewareHandler<{ Bindings: Env }> = async (c, next) => {
  await next();
  if (c.req.method !== "POST" || c.req.param("tenant") !== AUTHORITY || !c.res.ok) return;
  const [platform, now] = [platformOf(c.env), Date.now()];
  await Promise.all([contestDecisions(c.env.CENTRAL, platform, now), contestExtensions(c.env.CENTRAL, platform, now)]).catch((error: unknown) => console.error(JSON.stringify({ job: "contest", error: messageOf(error) })));
};

export const contestedRoutes = openApiRouter().openapi(contested, async (c) => c.json(await showContestedDecisions(await contextOf(c)), 200));
