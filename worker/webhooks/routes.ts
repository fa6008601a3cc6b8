import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { jsonAnswer, jsonBody } from "../http/describe-json.ts";
import { limitRate } from "../http/limit-rate.ts";
import { openApiRouter } from "../http/router.ts";
import { fetcherOf } from "../kernel/ask-outside.ts";
import { contextOf } from "../tenancy/authenticate.ts";
import { requireRole } from "../tenancy/require-role.ts";
import { deliveryList, deliveryQuery, newWebhook, webhookList, webhooksDrained, webhookView } from "./contract.ts";
import { drainWebhooks } from "./drain-webhooks.ts";
import { addWebhook, removeWebhook } from "./set-webhooks.ts";
import { showDeliveries, showWebhooks } from "./show-webhooks.ts";

const inTenant = { params: z.object({ tenant: z.string() }) };
const named = { params: z.object({ tenant: z.string(), webhook: z.string() }) };
const list = createRoute({ method: "get", path: "/v1/t/{tenant}/webhooks", summary: "The addresses that are told what happens to discrepancies", request: inTenant, responses: { 200: jsonAnswer(webhookList, "At most three") } });
const add = createRoute({ method: "post", path: "/v1/t/{tenant}/webhooks", summary: "Tell an address what happens to discrepancies from now on", request: { ...inTenant, body: jsonBody(newWebhook) }, responses: { 201: jsonAnswer(webhookView, "It is told from now on") } });
const remove = createRoute({ method: "delete", path: "/v1/t/{tenant}/webhooks/{webhook}", summary: "Tell an address no more", request: named, responses: { 204: { description: "Nothing is sent there any more" } } });
const deliveries = createRoute({ method: "get", path: "/v1/t/{tenant}/webhooks/{webhook}/deliveries", summary: "What a webhook was told, and how far that has come", request: { ...named, query: deliveryQuery }, responses: { 200: jsonAnswer(deliveryList, "The newest first, page by page") } });
const send = createRoute({ method: "post", path: "/v1/t/{tenant}/webhook-deliveries", summary: "Send now what is due, without waiting for the minute", request: inTenant, responses: { 200: jsonAnswer(webhooksDrained, "What was attempted") } });

export const webhookRoutes = openApiRouter()
  .openapi(list, async (c) => c.json({ webhooks: await showWebhooks(await contextOf(c)) }, 200))
  .openapi(add, async (c) => {
    const context = await contextOf(c);
    const id = await addWebhook(context, c.req.valid("json"), fetcherOf(c.env).isDemo);
    return c.json((await showWebhooks(context)).find((webhook) => webhook.id === id)!, 201);
  })
  .openapi(remove, async (c) => {
    await removeWebhook(await contextOf(c), c.req.valid("param").webhook);
    return c.body(null, 204);
  })
  .openapi(deliveries, async (c) => c.json(await showDeliveries(await contextOf(c), c.req.valid("param").webhook, c.req.valid("query")), 200))
  .openapi(send, async (c) => {
    const context = await contextOf(c);
    requireRole(context, ["administrator"]);
    await limitRate(c, "webhook", context.tenant.code);
    return c.json(await drainWebhooks(context, fetcherOf(c.env, 10_000), context.tenant.code), 200);
  });
