import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { jsonAnswer, jsonBody } from "../http/describe-json.ts";
import { openApiRouter } from "../http/router.ts";
import type { Context } from "../kernel/context.ts";
import { contextOf } from "../tenancy/authenticate.ts";
import { requireOwnOfficer, type SignedInOfficer } from "../tenancy/require-role.ts";
import { requireVersion, toEtag } from "../kernel/record-version.ts";
import { savedViewList, savedViewRequest, savedViewView, subscriptionList, type SavedViewView } from "./contract.ts";
import { listSavedViews, type SavedView } from "./queries.ts";
import { areUnderstood } from "./read-query.ts";
import { addSavedView, changeSavedView, deleteSavedView } from "./save-view.ts";
import { listSubscriptions, subscribeView, unsubscribeView } from "./subscribe-view.ts";
import { toSavedViewView } from "./saved-view-view.ts";

const inTenant = { params: z.object({ tenant: z.string() }) };
const named = { params: z.object({ tenant: z.string(), id: z.string() }) };
const ifMatch = z.object({ "if-match": z.string().optional().meta({ description: 'The version that was read, e.g. "3". Required.' }) });

const list = createRoute({ method: "get", path: "/v1/t/{tenant}/views", summary: "One's own saved views of the list and those shared by colleagues", request: inTenant, responses: { 200: jsonAnswer(savedViewList, "The views, by name") } });
const add = createRoute({ method: "post", path: "/v1/t/{tenant}/views", summary: "Save a view of the list", request: { ...inTenant, body: jsonBody(savedViewRequest) }, responses: { 201: jsonAnswer(savedViewView, "Saved") } });
const change = createRoute({ method: "put", path: "/v1/t/{tenant}/views/{id}", summary: "Change one's own view", request: { ...named, headers: ifMatch, body: jsonBody(savedViewRequest) }, responses: { 200: jsonAnswer(savedViewView, "Changed; its version is the ETag") } });
const remove = createRoute({ method: "delete", path: "/v1/t/{tenant}/views/{id}", summary: "Delete one's own view", request: named, responses: { 204: { description: "Deleted" } } });

const ofView = { params: z.object({ tenant: z.string(), view: z.string().max(64) }) };
const subscriptions = createRoute({ method: "get", path: "/v1/t/{tenant}/view-subscriptions", summary: "The views one is told about on working days", request: inTenant, responses: { 200: jsonAnswer(subscriptionList, "By the views' ids") } });
const subscribe = createRoute({ method: "put", path: "/v1/t/{tenant}/view-subscriptions/{view}", summary: "Be told on working days what is new in a view", request: ofView, responses: { 204: { description: "From now on" } } });
const unsubscribe = createRoute({ method: "delete", path: "/v1/t/{tenant}/view-subscriptions/{view}", summary: "Be told of a view no more", request: ofView, responses: { 204: { description: "No more" } } });

export const viewRoutes = openApiRouter()
  .openapi(list, async (c) => {
    const context = await contextOf(c);
    const officer = requireOwnOfficer(context);
    return c.json({ views: await shown(context, officer, await listSavedViews(context.ledger, context.tenant.code, officer.id)) }, 200);
  })
  .openapi(add, async (c) => {
    const context = await contextOf(c);
    const officer = requireOwnOfficer(context);
    const [view] = await shown(context, officer, [await addSavedView(context, officer, c.req.valid("json"))]);
    return c.json(view!, 201, { ETag: toEtag(1) });
  })
  .openapi(change, async (c) => {
    const context = await contextOf(c);
    const officer = requireOwnOfficer(context);
    const [view] = await shown(context, officer, [await changeSavedView(context, officer, c.req.valid("param").id, requireVersion(c.req.header("If-Match")), c.req.valid("json"))]);
    return c.json(view!, 200, { ETag: toEtag(view!.version) });
  })
  .openapi(remove, async (c) => {
    const context = await contextOf(c);
    await deleteSavedView(context, requireOwnOfficer(context), c.req.valid("param").id);
    return c.body(null, 204);
  })
  .openapi(subscriptions, async (c) => {
    const context = await contextOf(c);
    return c.json(await listSubscriptions(context, requireOwnOfficer(context)), 200);
  })
  .openapi(subscribe, async (c) => {
    const context = await contextOf(c);
    await subscribeView(context, requireOwnOfficer(context), c.req.valid("param").view);
    return c.body(null, 204);
  })
  .openapi(unsubscribe, async (c) => {
    const context = await contextOf(c);
    await unsubscribeView(context, requireOwnOfficer(context), c.req.valid("param").view);
    return c.body(null, 204);
  });

async function shown(context: Context, officer: SignedInOfficer, views: readonly SavedView[]): Promise<SavedViewView[]> {
  const understood = await areUnderstood(context, views.map(({ query }) => query));
  return views.map((view, place) => toSavedViewView(view, officer.id, understood[place]!));
}
