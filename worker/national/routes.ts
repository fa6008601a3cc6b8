import { createRoute } from "@hono/zod-openapi";
import { etag } from "hono/etag";
import * as z from "zod";
import { jsonAnswer } from "../http/describe-json.ts";
import { platformOf } from "../http/platform.ts";
import { openApiRouter } from "../http/router.ts";
import { getTenant } from "../directory/get-tenant.ts";
import { servicesStatistics, statisticsQuery, statisticsWindows } from "../statistics/contract.ts";
import { contextOf } from "../tenancy/authenticate.ts";
import { rateDefinitions } from "../statistics/definitions.ts";
import { compareRates } from "./compare-rates.ts";
import {
  definitionList, historyQuery, overview, printedFigureList, rateComparison, rateSeries, seriesQuery, serviceHistory, silence, tenantHistory, tenantsQuery, tenantTable, tenantWindow, unusedQuery, unusedServices, windowQuery,
} from "./contract.ts";
import { listNationalWindows } from "./figure-windows.ts";
import { getTenantHistory } from "./get-tenant-history.ts";
import { getOverview } from "./get-overview.ts";
import { getServiceHistory, getTenantWindow } from "./get-tenant-window.ts";
import { listSilence } from "./list-silence.ts";
import { listUnusedServices } from "./list-unused-services.ts";
import { getNationalTable } from "./national-table.ts";
import { printedFigures } from "./printed-figures.ts";
import { getRateSeries } from "./rate-series.ts";
import { getTenantTable } from "./tenant-table.ts";

const publicForFiveMinutes = { "Cache-Control": "public, max-age=300" };
const unchanged = { description: "Unchanged since the ETag that was sent" };
const inTenant = z.object({ tenant: z.string() });

/** A public page's read: kept five minutes, 304 to who has it. */
function publicRead<Path extends string, Answer extends z.ZodType, Request extends object>(path: Path, summary: string, answer: Answer, description: string, request: Request) {
  return createRoute({ method: "get", path, summary, request, middleware: [etag()] as const, responses: { 200: jsonAnswer(answer, description), 304: unchanged } });
}

const windows = publicRead("/v1/statistics/windows", "The windows the national table has figures for", statisticsWindows, "The windows, oldest first", {});
const table = publicRead("/v1/statistics/services", "The national table: services per level and their share with online filings", servicesStatistics, "The table, each number with its definition and window", { query: statisticsQuery });
const tenants = publicRead("/v1/statistics/tenants", "Every tenant's numbers in one window, as the tenants were or as they are now", tenantTable, "One row a tenant", { query: tenantsQuery });
const series = publicRead("/v1/statistics/series", "One rate of every tenant over time", rateSeries, "One point a window", { query: seriesQuery });
const rates = publicRead("/v1/statistics/rates", "The same filings under every definition of a rate", rateComparison, "Ministries, provinces, all", { query: windowQuery });
const unused = publicRead("/v1/statistics/unused-services", "Services without an online filing in the window", unusedServices, "A page", { query: unusedQuery });
const silent = publicRead("/v1/statistics/silence", "Who owed a report and gave none, can still come in time, gave no numbers, or came late", silence, "The lists", { query: windowQuery });
const definitions = publicRead("/v1/statistics/definitions", "What each published rate means", definitionList, "The definitions", {});
const printed = publicRead("/v1/statistics/printed-figures", "Figures as they were printed in public, with their sources", printedFigureList, "The figures; none is computed here", {});
const history = publicRead("/v1/t/{tenant}/statistics", "A tenant's numbers over time", tenantHistory, "The newest window first", { params: inTenant, query: historyQuery });
const ofWindow = publicRead("/v1/t/{tenant}/statistics/{window}", "A tenant's window, service by service: reported beside actual, and the documents behind", tenantWindow, "The window", { params: inTenant.extend({ window: z.string().max(8) }) });
const ofService = publicRead("/v1/t/{tenant}/statistics/services/{code}", "One service over time: reported beside actual", serviceHistory, "The newest window first", { params: inTenant.extend({ code: z.string().max(40) }) });
const own = createRoute({ method: "get", path: "/v1/t/{tenant}/overview", summary: "What is due, what is open and what was audited last, for the tenant's own people", request: { params: inTenant }, responses: { 200: jsonAnswer(overview, "The overview") } });

export const nationalRoutes = openApiRouter()
  .openapi(windows, async (c) => c.json({ windows: await listNationalWindows(c.env.CENTRAL, platformOf(c.env)) }, 200, publicForFiveMinutes))
  .openapi(table, async (c) => c.json(await getNationalTable(c.env.CENTRAL, platformOf(c.env), c.req.valid("query").window), 200, publicForFiveMinutes))
  .openapi(tenants, async (c) => {
    const { window, view } = c.req.valid("query");
    return c.json(await getTenantTable(c.env.CENTRAL, platformOf(c.env), window, view), 200, publicForFiveMinutes);
  })
  .openapi(series, async (c) => {
    const { window: periodId, ...wish } = c.req.valid("query");
    return c.json(await getRateSeries(c.env.CENTRAL, platformOf(c.env), { periodId, ...wish }), 200, publicForFiveMinutes);
  })
  .openapi(rates, async (c) => c.json(await compareRates(c.env.CENTRAL, platformOf(c.env), c.req.valid("query").window), 200, publicForFiveMinutes))
  .openapi(unused, async (c) => c.json(await listUnusedServices(c.env.CENTRAL, platformOf(c.env), c.req.valid("query")), 200, publicForFiveMinutes))
  .openapi(silent, async (c) => c.json(await listSilence(c.env.CENTRAL, platformOf(c.env), c.req.valid("query").window, c.get("now")), 200, publicForFiveMinutes))
  .openapi(definitions, (c) => c.json({ definitions: Object.values(rateDefinitions) }, 200, publicForFiveMinutes))
  .openapi(printed, (c) => c.json({ figures: [...printedFigures] }, 200, publicForFiveMinutes))
  .openapi(own, async (c) => c.json(await getOverview(await contextOf(c)), 200))
  .openapi(history, async (c) => {
    const tenant = await getTenant(c.env.CENTRAL, c.req.valid("param").tenant);
    return c.json(await getTenantHistory(c.env.CENTRAL, platformOf(c.env), tenant, c.req.valid("query").view), 200, publicForFiveMinutes);
  })
  .openapi(ofWindow, async (c) => {
    const { tenant, window } = c.req.valid("param");
    return c.json(await getTenantWindow(c.env.CENTRAL, platformOf(c.env), await getTenant(c.env.CENTRAL, tenant), window), 200, publicForFiveMinutes);
  })
  .openapi(ofService, async (c) => {
    const { tenant, code } = c.req.valid("param");
    return c.json(await getServiceHistory(c.env.CENTRAL, platformOf(c.env), await getTenant(c.env.CENTRAL, tenant), code), 200, publicForFiveMinutes);
  });
