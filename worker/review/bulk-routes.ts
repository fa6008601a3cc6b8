import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { jsonAnswer, jsonBody } from "../http/describe-json.ts";
import { limitRate } from "../http/limit-rate.ts";
import { openApiRouter } from "../http/router.ts";
import { platformContextOf } from "../tenancy/authenticate.ts";
import { AUTHORITY } from "../tenancy/require-role.ts";
import { bulkList, bulkPreview, bulkQuery, bulkRequest, bulkView, decideMany, decideManyResult, itemList, itemQuery, manifestPreview, manifestRequest } from "./bulk-contract.ts";
import { decideMany as decide } from "./decide-many.ts";
import { goOnWithOrder, moveMany, undoOrder } from "./move-many.ts";
import { getOrder, listOrderItems, listOrders } from "./order-view.ts";
import { previewManifest, previewMany } from "./preview-many.ts";
import { stopOrder } from "./stop-order.ts";

const order = { params: z.object({ bulk: z.string() }) };

const preview = createRoute({ method: "post", path: "/v1/discrepancies/bulk-preview", summary: "What a move of many would do now", request: { body: jsonBody(bulkRequest) }, responses: { 200: jsonAnswer(bulkPreview, "How many can move, how many cannot and why") } });
const start = createRoute({ method: "post", path: "/v1/discrepancies/bulk", summary: "Move many discrepancies with one reason", request: { body: jsonBody(bulkRequest) }, responses: { 201: jsonAnswer(bulkView, "The order is kept. At most fifty are moved at once; more begin ten seconds later, by themselves") } });
const list = createRoute({ method: "get", path: "/v1/discrepancies/bulk", summary: "Own orders to move many, or everybody's under way", request: { query: bulkQuery }, responses: { 200: jsonAnswer(bulkList, "The newest first, each with how far it has come") } });
const look = createRoute({ method: "get", path: "/v1/discrepancies/bulk/{bulk}", summary: "How far an order to move many has come", request: order, responses: { 200: jsonAnswer(bulkView, "The counts and what was refused") } });
const goOn = createRoute({ method: "post", path: "/v1/discrepancies/bulk/{bulk}/continue", summary: "Go on at once with an own order to move many", request: order, responses: { 200: jsonAnswer(bulkView, "How far it has come") } });
const undo = createRoute({ method: "post", path: "/v1/discrepancies/bulk/{bulk}/undo", summary: "Take back an own, small, unsigned order within ten seconds", request: order, responses: { 201: jsonAnswer(bulkView, "The order that takes it back, with an outcome for each") } });
const stop = createRoute({ method: "post", path: "/v1/discrepancies/bulk/{bulk}/stop", summary: "Stop an order: what waits is not moved", request: order, responses: { 200: jsonAnswer(bulkView, "The order as it ended") } });
const items = createRoute({ method: "get", path: "/v1/discrepancies/bulk/{bulk}/items", summary: "What became of each discrepancy of an order", request: { ...order, query: itemQuery }, responses: { 200: jsonAnswer(itemList, "In the order's order, page by page") } });
const draft = createRoute({ method: "post", path: "/v1/discrepancies/bulk-decisions-preview", summary: "What one signed decision about many would say", request: { body: jsonBody(manifestRequest) }, responses: { 200: jsonAnswer(manifestPreview, "The parts to be signed, and why others are none") } });
const decisions = createRoute({
  method: "post",
  path: "/v1/discrepancies/bulk-decisions",
  summary: "Decide many discrepancies with one signed manifest",
  request: { body: jsonBody(decideMany) },
  responses: { 200: jsonAnswer(decideManyResult, "This very manifest was received before: its order"), 201: jsonAnswer(decideManyResult, "Received: its order, and the receipt") },
});

export const bulkRoutes = openApiRouter()
  .openapi(preview, async (c) => c.json(await previewMany(await platformContextOf(c), c.req.valid("json")), 200))
  .openapi(start, async (c) => c.json(await moveMany(await platformContextOf(c), c.env.BULK_ORDER, c.req.valid("json")), 201))
  .openapi(list, async (c) => c.json(await listOrders(await platformContextOf(c), c.req.valid("query")), 200))
  .openapi(look, async (c) => c.json(await getOrder(await platformContextOf(c), c.req.valid("param").bulk), 200))
  .openapi(goOn, async (c) => c.json(await goOnWithOrder(await platformContextOf(c), c.req.valid("param").bulk), 200))
  .openapi(undo, async (c) => c.json(await undoOrder(await platformContextOf(c), c.req.valid("param").bulk), 201))
  .openapi(stop, async (c) => c.json(await stopOrder(await platformContextOf(c), c.req.valid("param").bulk), 200))
  .openapi(items, async (c) => c.json(await listOrderItems(await platformContextOf(c), c.req.valid("param").bulk, c.req.valid("query")), 200))
  .openapi(draft, async (c) => c.json(await previewManifest(await platformContextOf(c), c.req.valid("json")), 200))
  .openapi(decisions, async (c) => {
    await limitRate(c, "move", AUTHORITY);
    const { isNew, result } = await decide(await platformContextOf(c), c.env.BULK_ORDER, c.req.valid("json"));
    return c.json(result, isNew ? 201 : 200);
  });
