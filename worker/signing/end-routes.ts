import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { jsonAnswer, jsonBody } from "../http/describe-json.ts";
import { openApiRouter } from "../http/router.ts";
import { contextOf } from "../tenancy/authenticate.ts";
import { integrationEnd, integrationView } from "../tenancy/contract.ts";
import { toIntegrationView } from "../tenancy/officer-view.ts";
import { findIntegration } from "../tenancy/queries.ts";
import { endIntegration } from "./end-integration.ts";
import { endOfficer } from "./end-officer.ts";

const person = createRoute({
  method: "post",
  path: "/v1/t/{tenant}/people/{person}/end",
  summary: "End a person's work for the tenant",
  request: { params: z.object({ tenant: z.string(), person: z.string().max(64) }) },
  responses: { 204: { description: "Ended, with their sessions, links and keys" } },
});
const integration = createRoute({
  method: "post",
  path: "/v1/t/{tenant}/integrations/{integration}/end",
  summary: "End an integration",
  request: { params: z.object({ tenant: z.string(), integration: z.string().max(64) }), body: jsonBody(integrationEnd) },
  responses: { 200: jsonAnswer(integrationView, "Ended, with its keys: what it sends from now on is refused") },
});

/** Ending whoever owns keys ends the keys too, so these routes stand here and not beside the other routes of people and integrations. */
export const endRoutes = openApiRouter()
  .openapi(person, async (c) => {
    await endOfficer(await contextOf(c), c.req.valid("param").person);
    return c.body(null, 204);
  })
  .openapi(integration, async (c) => {
    const context = await contextOf(c);
    const { integration: id } = c.req.valid("param");
    await endIntegration(context, id, c.req.valid("json").reason);
    return c.json(toIntegrationView((await findIntegration(context.ledger, context.tenant.code, id))!), 200);
  });
