import { createRoute } from "@hono/zod-openapi";
import type { Context as HonoContext } from "hono";
import * as z from "zod";
import { dayAt } from "../kernel/windows.ts";
import { jsonAnswer, jsonBody } from "../http/describe-json.ts";
import { limitRate } from "../http/limit-rate.ts";
import { readBody } from "../http/read-body.ts";
import { openApiRouter, type HttpEnv } from "../http/router.ts";
import { contextOf, platformContextOf, sessionCookieOf, strangerContextOf } from "../tenancy/authenticate.ts";
import { requireAuthority, requireReader, requireReaderOrMachine } from "../tenancy/require-role.ts";
import { MAX_JWS_LENGTH, receiptView } from "./contract.ts";
import { decideExtension } from "./decide-extension.ts";
import { extensionList, obligationEnd, obligationList, obligationRequest, reportingNational, reportingNationalQuery, reportingOfTenant, reportingQuery, reportingYear, reportingYearQuery } from "./obligation-contract.ts";
import { requestExtension } from "./request-extension.ts";
import { requireOpenTenant } from "./require-open-tenant.ts";
import { closeObligation, setObligation } from "./set-obligation.ts";
import { showExtensions, showObligations, showOpenExtensions } from "./show-extensions.ts";
import { showReporting, showReportingOfTenant, showReportingOfYear } from "./show-reporting.ts";

const inTenant = z.object({ tenant: z.string() });
const extended = z.object({ id: z.string(), receipt: receiptView });
const signedBody = { required: true, content: { "application/jose": { schema: z.string() } } } as const;
const twice = { 200: jsonAnswer(extended, "Received before: the original receipt"), 201: jsonAnswer(extended, "Received: the receipt") };

const owed = createRoute({ method: "get", path: "/v1/t/{tenant}/obligations", summary: "Which reports the tenant owes, from when to when, and who decided it", request: { params: inTenant }, responses: { 200: jsonAnswer(obligationList, "Obligations and their history") } });
const set = createRoute({ method: "post", path: "/v1/t/{tenant}/obligations", summary: "Decide that the tenant owes a report from a day on", request: { params: inTenant, body: jsonBody(obligationRequest) }, responses: { 201: jsonAnswer(obligationList, "Decided") } });
const end = createRoute({ method: "post", path: "/v1/t/{tenant}/obligations/{reportType}/{from}/end", summary: "End an obligation with a day", request: { params: inTenant.extend({ reportType: z.string(), from: z.iso.date() }), body: jsonBody(obligationEnd) }, responses: { 200: jsonAnswer(obligationList, "Ended; what was owed stays owed") } });
const extensions = createRoute({ method: "get", path: "/v1/t/{tenant}/extensions", summary: "The tenant's requests for more time, with their answers", request: { params: inTenant }, responses: { 200: jsonAnswer(extensionList, "The newest first") } });
const ask = createRoute({ method: "post", path: "/v1/t/{tenant}/extensions", summary: "Ask for more time for a report, signed by the head", request: { params: inTenant, body: signedBody }, responses: twice });
const decide = createRoute({ method: "post", path: "/v1/t/{tenant}/extensions/{id}/decision", summary: "Grant or refuse more time, signed by the authority's supervisor", request: { params: inTenant.extend({ id: z.string() }), body: signedBody }, responses: twice });
const open = createRoute({ method: "get", path: "/v1/extensions", summary: "Every request for more time that waits, for the authority", responses: { 200: jsonAnswer(extensionList, "The oldest first") } });
const ofTenant = createRoute({ method: "get", path: "/v1/t/{tenant}/reporting", summary: "What the tenant owed in a year, what came when, and its reporting rate", request: { params: inTenant, query: reportingQuery }, responses: { 200: jsonAnswer(reportingOfTenant, "Report by report, with figures") } });
const national = createRoute({ method: "get", path: "/v1/reporting", summary: "One report type and period over all tenants, for the authority", request: { query: reportingNationalQuery }, responses: { 200: jsonAnswer(reportingNational, "Tenant by tenant, with figures") } });
const ofYear = createRoute({ method: "get", path: "/v1/reporting/years", summary: "A report type over the periods of a year, for the authority", request: { query: reportingYearQuery }, responses: { 200: jsonAnswer(reportingYear, "By period and by tenant") } });

const readers = ["auditor", "supervisor", "operator"] as const;

export const obligationRoutes = openApiRouter()
  .openapi(owed, async (c) => {
    const context = await contextOf(c);
    requireReader(context);
    return c.json(await showObligations(context), 200);
  })
  .openapi(set, async (c) => {
    const context = await contextOf(c);
    await setObligation(context, c.req.valid("json"));
    return c.json(await showObligations(context), 201);
  })
  .openapi(end, async (c) => {
    const context = await contextOf(c);
    const { reportType, from } = c.req.valid("param");
    await closeObligation(context, reportType, from, c.req.valid("json"));
    return c.json(await showObligations(context), 200);
  })
  .openapi(extensions, async (c) => {
    const context = await contextOf(c);
    requireReader(context);
    return c.json({ extensions: await showExtensions(context) }, 200);
  })
  .openapi(ask, async (c) => {
    const context = await strangerContextOf(c);
    const jws = await signedBodyOf(c, context.tenant.code);
    requireOpenTenant(context);
    const { isNew, ...answer } = await requestExtension(context, jws, sessionCookieOf(c));
    return c.json(answer, isNew ? 201 : 200);
  })
  .openapi(decide, async (c) => {
    const context = await strangerContextOf(c);
    const jws = await signedBodyOf(c, context.tenant.code);
    const { isNew, ...answer } = await decideExtension(context, c.req.valid("param").id, jws, sessionCookieOf(c));
    return c.json(answer, isNew ? 201 : 200);
  })
  .openapi(open, async (c) => {
    const context = await platformContextOf(c);
    requireAuthority(context, readers);
    return c.json({ extensions: await showOpenExtensions(context) }, 200);
  })
  .openapi(ofTenant, async (c) => {
    const context = await contextOf(c);
    requireReaderOrMachine(context);
    return c.json(await showReportingOfTenant(context, c.req.valid("query").year ?? Number(dayAt(context.now).slice(0, 4))), 200);
  })
  .openapi(national, async (c) => {
    const context = await platformContextOf(c);
    requireAuthority(context, readers);
    const { reportType, period } = c.req.valid("query");
    return c.json(await showReporting(context, reportType, period), 200);
  })
  .openapi(ofYear, async (c) => {
    const context = await platformContextOf(c);
    requireAuthority(context, readers);
    const { reportType, year, view } = c.req.valid("query");
    return c.json(await showReportingOfYear(context, reportType, year, view), 200);
  });

/** The signed document as it came, counted against the caller's share. */
async function signedBodyOf(c: HonoContext<HttpEnv>, tenantCode: string): Promise<string> {
  await limitRate(c, "submission", tenantCode);
  const bytes = await readBody(c.req.raw, { type: "application/jose", maxBytes: MAX_JWS_LENGTH, tooLarge: "jws-too-large" });
  return new TextDecoder("latin1").decode(bytes);
}
