import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { Problem } from "../kernel/problem.ts";
import { dayAt } from "../kernel/windows.ts";
import { openApiRouter } from "../http/router.ts";
import { contextOf, strangerContextOf } from "../tenancy/authenticate.ts";
import { day, procedureCode, serviceDeclaration, serviceList, serviceView } from "./contract.ts";
import { declareServices } from "./declare-services.ts";
import { findServices, listServicesOn } from "./queries.ts";
import { toServiceView } from "./service-view.ts";

const list = createRoute({
  method: "get",
  path: "/v1/t/{tenant}/services",
  summary: "The services a tenant offers, today or on a day",
  request: { params: z.object({ tenant: z.string() }), query: z.strictObject({ on: day.optional() }) },
  responses: { 200: { description: "The services in order of code", content: { "application/json": { schema: serviceList } } } },
});

const declare = createRoute({
  method: "put",
  path: "/v1/t/{tenant}/services/{code}",
  summary: "Declare a service, or a change of it from a day on",
  request: {
    params: z.object({ tenant: z.string(), code: z.string() }),
    body: { required: true, content: { "application/json": { schema: serviceDeclaration } } },
  },
  responses: { 200: { description: "The service as it is now declared", content: { "application/json": { schema: serviceView } } } },
});

export const catalogueRoutes = openApiRouter()
  .openapi(list, async (c) => {
    const { ledger, tenant, now } = await strangerContextOf(c);
    const services = await listServicesOn(ledger, tenant.code, c.req.valid("query").on ?? dayAt(now));
    return c.json({ services: services.map(toServiceView) }, 200);
  })
  .openapi(declare, async (c) => {
    const context = await contextOf(c);
    const code = requireProcedureCode(c.req.valid("param").code);
    await declareServices(context, [{ code, ...c.req.valid("json") }]);
    const rows = (await findServices(context.ledger, context.tenant.code)).get(code)!;
    return c.json(toServiceView(rows.at(-1)!), 200);
  });

function requireProcedureCode(code: string): string {
  if (procedureCode.safeParse(code).success) return code;
  throw new Problem("bad-request", "The last part of the address is no procedure code. Codes look like `1.001193` or `2.000884.000.00.00.H55`; correct it and send again.");
}
