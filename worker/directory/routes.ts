import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { openApiRouter } from "../http/router.ts";
import { tenantList, tenantView } from "./contract.ts";
import { getTenant } from "./get-tenant.ts";
import { listTenants } from "./queries.ts";
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
    return c.json(toTenantView(await getTenant(c.env.CENTRAL, c.req.valid("param").tenant)), 200);
  });
