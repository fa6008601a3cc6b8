import { createRoute } from "@hono/zod-openapi";
import type { Context as HonoContext } from "hono";
import * as z from "zod";
import { findTenant } from "../directory/queries.ts";
import { toTenantView } from "../directory/tenant-view.ts";
import { platformOf } from "../http/platform.ts";
import { jsonAnswer, jsonBody } from "../http/describe-json.ts";
import { deviceNameOf } from "../http/device-name.ts";
import { openApiRouter, type HttpEnv } from "../http/router.ts";
import { addIntegration } from "./add-integration.ts";
import { contextOf, getLiveSession, ledgerOf, sessionCookieOf } from "./authenticate.ts";
import { demoPeople, demoSignIn, integrationList, integrationRequest, integrationView, officerList, sessionView, type SessionView } from "./contract.ts";
import { assertForDemo, listDemoPeople, signInForDemo } from "./demo-sign-in.ts";
import { toIntegrationView, toOfficerView } from "./officer-view.ts";
import { findIntegration, listIntegrations, listOfficers } from "./queries.ts";
import { requireReader, requireRole } from "./require-role.ts";
import { endSession, type LiveSession } from "./session.ts";
import { giveSession, takeSession } from "./session-cookie.ts";

const inTenant = { params: z.object({ tenant: z.string() }) };

const readSession = createRoute({ method: "get", path: "/v1/session", summary: "Who is signed in", responses: { 200: jsonAnswer(sessionView, "The session"), 204: { description: "No session was sent: nobody is signed in" } } });
const leave = createRoute({ method: "delete", path: "/v1/session", summary: "Sign out", responses: { 204: { description: "Signed out" } } });
const people = createRoute({ method: "get", path: "/v1/demo/people", summary: "Local demo only: whom one can sign in as", responses: { 200: jsonAnswer(demoPeople, "Generated people by tenant") } });
const enter = createRoute({
  method: "post",
  path: "/v1/t/{tenant}/sessions",
  summary: "Local demo only: sign in without a passkey",
  request: { ...inTenant, body: jsonBody(demoSignIn) },
  responses: { 201: jsonAnswer(sessionView, "Signed in; the cookie is set") },
});
const demoConfirm = createRoute({ method: "post", path: "/v1/session/demo-assertions", summary: "Local demo only: confirm that it is you, without a passkey", responses: { 204: { description: "Confirmed: sensitive acts are open for five minutes" } } });
const officers = createRoute({ method: "get", path: "/v1/t/{tenant}/officers", summary: "The tenant's officers", request: inTenant, responses: { 200: jsonAnswer(officerList, "The officers") } });
const integrations = createRoute({ method: "get", path: "/v1/t/{tenant}/integrations", summary: "The tenant's integrations", request: inTenant, responses: { 200: jsonAnswer(integrationList, "The integrations") } });
const connect = createRoute({
  method: "post",
  path: "/v1/t/{tenant}/integrations",
  summary: "Add an integration",
  request: { ...inTenant, body: jsonBody(integrationRequest) },
  responses: { 201: jsonAnswer(integrationView, "Added; register its key next") },
});

export const tenancyRoutes = openApiRouter()
  .openapi(readSession, async (c) => {
    if (!sessionCookieOf(c)) return c.body(null, 204);
    return c.json(await toSessionView(c, await getLiveSession(c)), 200);
  })
  .openapi(leave, async (c) => {
    const cookie = sessionCookieOf(c);
    const tenant = cookie && (await findTenant(c.env.CENTRAL, cookie.tenantCode));
    if (tenant) await endSession(c.env[tenant.ledger], cookie, c.get("now"));
    takeSession(c);
    return c.body(null, 204);
  })
  .openapi(people, async (c) => c.json({ people: await listDemoPeople(c.env.DEMO_SIGN_IN, c.env.CENTRAL, platformOf(c.env)) }, 200))
  .openapi(enter, async (c) => {
    const context = await contextOf(c);
    const { cookie, officer } = await signInForDemo(c.env.DEMO_SIGN_IN, context, c.req.valid("json").officer, deviceNameOf(c.req.header("User-Agent")));
    return c.json(giveSession(c, context.tenant, officer, cookie), 201);
  })
  .openapi(demoConfirm, async (c) => {
    const session = await getLiveSession(c);
    await assertForDemo(c.env.DEMO_SIGN_IN, await ledgerOf(c, session), session, c.get("now"));
    return c.body(null, 204);
  })
  .openapi(officers, async (c) => {
    const context = await contextOf(c);
    requireReader(context);
    return c.json({ officers: (await listOfficers(context.ledger, context.tenant.code)).map(toOfficerView) }, 200);
  })
  .openapi(integrations, async (c) => {
    const context = await contextOf(c);
    requireReader(context);
    return c.json({ integrations: (await listIntegrations(context.ledger, context.tenant.code)).map(toIntegrationView) }, 200);
  })
  .openapi(connect, async (c) => {
    const context = await contextOf(c);
    const administrator = requireRole(context, ["administrator"]);
    const id = await addIntegration(context, c.req.valid("json"), administrator.id);
    return c.json(toIntegrationView((await findIntegration(context.ledger, context.tenant.code, id))!), 201);
  });

async function toSessionView(c: HonoContext<HttpEnv>, session: LiveSession): Promise<SessionView> {
  const tenant = (await findTenant(c.env.CENTRAL, session.officer.tenantId))!;
  return { officer: toOfficerView(session.officer), tenant: toTenantView(tenant), expiresAt: new Date(session.expiresAt).toISOString() };
}
