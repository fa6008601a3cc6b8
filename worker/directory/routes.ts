import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { Problem } from "../kernel/problem.ts";
import { openApiRouter } from "../http/router.ts";
import { tenantList, tenantView } from "./contract.ts";
import { findTenant, listTenants } from "./queries.ts";
import { isInForce, toTenantView } from "./tenant-view.ts";

const onDay = z.strictObject({ on: z.iso.date().optional() });
const inPath = z.object({ tenant: z.string() });

const list = createRoute({
  method: "get",
  path: "/v1/tenants",
  summary: "All tenants, or those in force on a day",
  request: { query: onDay },
  responses: { 200: { description: "The tenants, in Vietnamese order", content: { "application/json": { schema: tenantList } } } },
});

const one = createRoute({
  method: "get",
  path: "/v1/t/{tenant}",
  summary: "One tenant, with its dates and its successor",
  request: { params: inPath },
  responses: { 200: { description: "The tenant", content: { "application/json": { schema: tenantView } } } },
});

export const directoryRoutes = openApiRouter()
  .openapi(list, async (c) => {
    const { on } = c.req.valid("query");
    const tenants = (await listTenants(c.env.CENTRAL)).filter((tenant) => on === undefined || isInForce(tenant, on));
    return c.json({ tenants: tenants.map(toTenantView) }, 200, { "Cache-Control": "public, max-age=300" });
  })
  .openapi(one, async (c) => {
    const tenant = await findTenant(c.env.CENTRAL, c.req.valid("param").tenant);
    if (!tenant) throw new Problem("not-found", "There is no tenant with this code. GET /v1/tenants lists them all.");
    return c.json(toTenantView(tenant), 200);
  });
