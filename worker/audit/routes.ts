import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { Problem } from "../kernel/problem.ts";
import { dayAt } from "../kernel/windows.ts";
import { jsonAnswer, jsonBody } from "../http/describe-json.ts";
import { openApiRouter } from "../http/router.ts";
import { contextOf, platformContextOf } from "../tenancy/authenticate.ts";
import { requireAuthority, requireReader } from "../tenancy/require-role.ts";
import { auditRequest, auditRunList, auditRunQuery, auditStarted } from "./contract.ts";
import { listRunsOfDay } from "./list-runs-of-day.ts";
import { listRuns } from "./run-queries.ts";
import { toRunView } from "./run-view.ts";
import { askedNight, startNight } from "./start-audit.ts";

const RUNS_SHOWN = 200;

const ofTenant = createRoute({
  method: "get",
  path: "/v1/t/{tenant}/audit-runs",
  summary: "The tenant's audit runs, newest first",
  request: { params: z.object({ tenant: z.string() }) },
  responses: { 200: jsonAnswer(auditRunList, "The newest runs") },
});
const ofDay = createRoute({
  method: "get",
  path: "/v1/audit-runs",
  summary: "Every tenant's audit runs of a day, for the authority",
  request: { query: auditRunQuery },
  responses: { 200: jsonAnswer(auditRunList, "The runs, newest first") },
});
const start = createRoute({
  method: "post",
  path: "/v1/audit-runs",
  summary: "Start tonight's audit now, for the authority",
  request: { body: jsonBody(auditRequest) },
  responses: { 202: jsonAnswer(auditStarted, "Started; the runs appear as they finish") },
});
export const auditRoutes = openApiRouter()
  .openapi(ofTenant, async (c) => {
    const context = await contextOf(c);
    requireReader(context);
    return c.json({ runs: (await listRuns(context.ledger, context.tenant.code, RUNS_SHOWN)).map(toRunView) }, 200);
  })
  .openapi(ofDay, async (c) => {
    const context = await platformContextOf(c);
    requireAuthority(context, ["auditor", "supervisor", "operator"]);
    const runs = await listRunsOfDay(context.central, context.platform, c.req.valid("query").date ?? dayAt(context.now));
    return c.json({ runs: runs.map(toRunView) }, 200);
  })
  .openapi(start, async (c) => {
    const context = await platformContextOf(c);
    requireAuthority(context, ["operator", "auditor"]);
    const today = dayAt(context.now);
    const { date = today } = c.req.valid("json");
    if (date > today) throw new Problem("body-invalid", `${date} has not come yet. Ask for a day up to ${today}.`, [{ pointer: "/date", code: "in-the-future" }]);
    return c.json({ night: await startNight(c.env.AUDIT_NIGHT, askedNight(context.now, date)), date }, 202);
  });
