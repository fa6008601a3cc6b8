import { createRoute } from "@hono/zod-openapi";
import { etag } from "hono/etag";
import * as z from "zod";
import { Problem } from "../kernel/problem.ts";
import { dayAt } from "../kernel/windows.ts";
import { platformOf } from "../http/platform.ts";
import { jsonAnswer, jsonBody } from "../http/describe-json.ts";
import { openApiRouter } from "../http/router.ts";
import { servicesStatistics, statisticsQuery, statisticsWindows } from "../statistics/contract.ts";
import { contextOf, platformContextOf } from "../tenancy/authenticate.ts";
import { requireAuthority, requireReader } from "../tenancy/require-role.ts";
import { auditRequest, auditRunList, auditRunQuery, auditStarted } from "./contract.ts";
import { listRunsOfDay } from "./list-runs-of-day.ts";
import { getNationalTable, listNationalWindows } from "./national-table.ts";
import { listRuns } from "./run-queries.ts";
import { toRunView } from "./run-view.ts";
import { askedNight, startNight } from "./start-audit.ts";

const unchanged = { description: "Unchanged since the ETag that was sent" };
const RUNS_SHOWN = 200;
const publicForFiveMinutes = { "Cache-Control": "public, max-age=300" };

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
const table = createRoute({
  method: "get",
  path: "/v1/statistics/services",
  summary: "The national table: services per level and their share with online filings",
  request: { query: statisticsQuery },
  middleware: [etag()] as const,
  responses: { 200: jsonAnswer(servicesStatistics, "The table, each number with its definition and window"), 304: unchanged },
});
const windows = createRoute({
  method: "get",
  path: "/v1/statistics/windows",
  summary: "The windows the national table has figures for",
  middleware: [etag()] as const,
  responses: { 200: jsonAnswer(statisticsWindows, "The windows, oldest first"), 304: unchanged },
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
  })
  .openapi(table, async (c) => c.json(await getNationalTable(c.env.CENTRAL, platformOf(c.env), c.req.valid("query").window), 200, publicForFiveMinutes))
  .openapi(windows, async (c) => c.json({ windows: await listNationalWindows(c.env.CENTRAL, platformOf(c.env)) }, 200, publicForFiveMinutes));
