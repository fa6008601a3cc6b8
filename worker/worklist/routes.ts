import { createRoute } from "@hono/zod-openapi";
import type { Context as HonoContext } from "hono";
import * as z from "zod";
import { jsonAnswer, jsonBody } from "../http/describe-json.ts";
import { limitRate } from "../http/limit-rate.ts";
import { openApiRouter, type HttpEnv } from "../http/router.ts";
import { contextOf, platformContextOf } from "../tenancy/authenticate.ts";
import { countList } from "./count-list.ts";
import { countQuery, discrepancyList, exportRequest, facetsView, groupQuery, groupsView, listQuery } from "./contract.ts";
import { exportList, type ExportedFile } from "./export-list.ts";
import { groupList } from "./group-list.ts";
import { listAllDiscrepancies, listOwnDiscrepancies, scopeOfAll, scopeOfTenant } from "./list-discrepancies.ts";

const inTenant = z.object({ tenant: z.string() });
const file = {
  description: "The file. `Export-Manifest` is the platform's signature over the log entry that names its digest",
  content: { "text/csv": { schema: z.string() }, "application/json": { schema: z.unknown() }, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": { schema: z.string() } },
};
const page = "A page: open before closed, then in the order asked for";

const listAll = createRoute({ method: "get", path: "/v1/discrepancies", summary: "The discrepancies of all tenants, for the authority", request: { query: listQuery }, responses: { 200: jsonAnswer(discrepancyList, page) } });
const countAll = createRoute({ method: "get", path: "/v1/discrepancies/facets", summary: "How many discrepancies of all tenants a query has, by facet, for the authority", request: { query: countQuery }, responses: { 200: jsonAnswer(facetsView, "The counts") } });
const groupAll = createRoute({ method: "get", path: "/v1/discrepancies/groups", summary: "The discrepancies of all tenants in groups, for the authority", request: { query: groupQuery }, responses: { 200: jsonAnswer(groupsView, "The groups, largest first") } });
const exportAll = createRoute({ method: "post", path: "/v1/discrepancy-exports", summary: "The list of all tenants as a file, for the authority", request: { body: jsonBody(exportRequest) }, responses: { 200: file } });
const listOwn = createRoute({ method: "get", path: "/v1/t/{tenant}/discrepancies", summary: "The tenant's discrepancies", request: { params: inTenant, query: listQuery }, responses: { 200: jsonAnswer(discrepancyList, page) } });
const countOwn = createRoute({ method: "get", path: "/v1/t/{tenant}/discrepancies/facets", summary: "How many of the tenant's discrepancies a query has, by facet", request: { params: inTenant, query: countQuery }, responses: { 200: jsonAnswer(facetsView, "The counts") } });
const groupOwn = createRoute({ method: "get", path: "/v1/t/{tenant}/discrepancies/groups", summary: "The tenant's discrepancies in groups", request: { params: inTenant, query: groupQuery }, responses: { 200: jsonAnswer(groupsView, "The groups, largest first") } });
const exportOwn = createRoute({ method: "post", path: "/v1/t/{tenant}/discrepancy-exports", summary: "The tenant's list as a file", request: { params: inTenant, body: jsonBody(exportRequest) }, responses: { 200: file } });

export const worklistRoutes = openApiRouter()
  .openapi(listAll, async (c) => c.json(await listAllDiscrepancies(await platformContextOf(c), c.req.valid("query")), 200))
  .openapi(countAll, async (c) => c.json(await countList(await scopeOfAll(await platformContextOf(c), c.req.valid("query").q)), 200))
  .openapi(groupAll, async (c) => {
    const { q, by } = c.req.valid("query");
    return c.json(await groupList(c.env.CENTRAL, await scopeOfAll(await platformContextOf(c), q), q, by), 200);
  })
  .openapi(exportAll, async (c) => {
    const context = await platformContextOf(c);
    await limitRate(c, "export", "all");
    const request = c.req.valid("json");
    return sendFile(c, await exportList(context, await scopeOfAll(context, request.q), request));
  })
  .openapi(listOwn, async (c) => c.json(await listOwnDiscrepancies(await contextOf(c), c.req.valid("query")), 200))
  .openapi(countOwn, async (c) => c.json(await countList(await scopeOfTenant(await contextOf(c), c.req.valid("query").q)), 200))
  .openapi(groupOwn, async (c) => {
    const { q, by } = c.req.valid("query");
    return c.json(await groupList(c.env.CENTRAL, await scopeOfTenant(await contextOf(c), q), q, by), 200);
  })
  .openapi(exportOwn, async (c) => {
    const context = await contextOf(c);
    await limitRate(c, "export", context.tenant.code);
    const request = c.req.valid("json");
    return sendFile(c, await exportList(context, await scopeOfTenant(context, request.q), request));
  });

function sendFile(c: HonoContext<HttpEnv>, { bytes, mediaType, name, manifest }: ExportedFile): Response {
  return c.body(bytes as Uint8Array<ArrayBuffer>, 200, { "Content-Type": mediaType, "Content-Disposition": `attachment; filename="${name}"`, "Export-Manifest": manifest });
}
