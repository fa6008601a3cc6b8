import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { jsonAnswer, jsonBody } from "../http/describe-json.ts";
import { openApiRouter } from "../http/router.ts";
import { contextOf } from "./authenticate.ts";
import { policyChange, policyList, policyNames, policyView } from "./contract.ts";
import { listPolicies } from "./list-policies.ts";
import { requireReader } from "./require-role.ts";
import { setPolicy } from "./set-policy.ts";

const list = createRoute({
  method: "get",
  path: "/v1/t/{tenant}/policies",
  summary: "What the tenant settles for itself, with its history",
  request: { params: z.object({ tenant: z.string() }) },
  responses: { 200: jsonAnswer(policyList, "Every policy as it holds now") },
});
const set = createRoute({
  method: "put",
  path: "/v1/t/{tenant}/policies/{policy}",
  summary: "Settle a policy anew",
  request: { params: z.object({ tenant: z.string(), policy: z.enum(policyNames) }), body: jsonBody(policyChange) },
  responses: { 200: jsonAnswer(policyView, "It holds from now on") },
});

export const policyRoutes = openApiRouter()
  .openapi(list, async (c) => {
    const context = await contextOf(c);
    requireReader(context);
    return c.json({ policies: await listPolicies(context) }, 200);
  })
  .openapi(set, async (c) => {
    const context = await contextOf(c);
    const name = c.req.valid("param").policy;
    await setPolicy(context, name, c.req.valid("json"));
    return c.json((await listPolicies(context)).find((policy) => policy.name === name)!, 200);
  });
