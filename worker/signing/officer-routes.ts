import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { openApiRouter } from "../http/router.ts";
import { contextOf } from "../tenancy/authenticate.ts";
import { endOfficer } from "./end-officer.ts";

const end = createRoute({
  method: "post",
  path: "/v1/t/{tenant}/people/{person}/end",
  summary: "End a person's work for the tenant",
  request: { params: z.object({ tenant: z.string(), person: z.string().max(64) }) },
  responses: { 204: { description: "Ended, with their sessions, links and keys" } },
});

/** Ending a person ends their keys too, so its route stands here and not beside the other routes of people. */
export const officerRoutes = openApiRouter().openapi(end, async (c) => {
  await endOfficer(await contextOf(c), c.req.valid("param").person);
  return c.body(null, 204);
});
