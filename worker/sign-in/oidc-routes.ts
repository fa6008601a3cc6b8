import { createRoute } from "@hono/zod-openapi";
import type { Context as HonoContext } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import * as z from "zod";
import type { Context } from "../kernel/context.ts";
import { digestOf } from "../kernel/digest.ts";
import { Problem } from "../kernel/problem.ts";
import { findTenant } from "../directory/queries.ts";
import { toTenantView } from "../directory/tenant-view.ts";
import { jsonAnswer, jsonBody } from "../http/describe-json.ts";
import { deviceNameOf } from "../http/device-name.ts";
import { limitSignIn } from "../http/limit-rate.ts";
import { platformOf } from "../http/platform.ts";
import { openApiRouter, type HttpEnv } from "../http/router.ts";
import { contextOf, findLiveSession, getLiveSession, isEncrypted, strangerContextOf } from "../tenancy/authenticate.ts";
import { giveSession } from "../tenancy/session-cookie.ts";
import { bindAccount, confirmWithAccount, enrolAccount, signInWithAccount, unbindAccount } from "./accounts.ts";
import { accountBinding, enrolmentOpening, personList, providerAddress, providerList } from "./contract.ts";
import { listPeople } from "./list-people.ts";
import { listProviders } from "./list-providers.ts";
import { beginFlow, finishFlow, type FlowAct, type Visit } from "./oidc-flow.ts";
import { relyingPartyOf } from "./relying-party.ts";
import { getUsable } from "./use-enrolment.ts";

const inTenant = z.object({ tenant: z.string() });
const goingOn = z.strictObject({ next: z.string().max(300).optional() });
const away = { 302: { description: "To the tenant's identity provider" } };

const providers = createRoute({ method: "get", path: "/v1/sign-in/providers", summary: "The tenants whose people may sign in at an identity provider", responses: { 200: jsonAnswer(providerList, "The tenants, in Vietnamese order") } });
const enter = createRoute({ method: "get", path: "/v1/t/{tenant}/oidc/sign-in", summary: "Sign in at the tenant's identity provider", request: { params: inTenant, query: goingOn }, responses: away });
const confirm = createRoute({ method: "get", path: "/v1/session/provider", summary: "Confirm at the identity provider that it is oneself", request: { query: goingOn }, responses: away });
const enrol = createRoute({ method: "post", path: "/v1/t/{tenant}/enrolments/provider", summary: "Use an enrolment link with an account at the identity provider", request: { params: inTenant, body: jsonBody(enrolmentOpening) }, responses: { 200: jsonAnswer(providerAddress, "Where to send the browser") } });
const back = createRoute({ method: "get", path: "/v1/t/{tenant}/oidc/callback", summary: "Where the identity provider sends the browser back to", request: { params: inTenant }, responses: { 302: { description: "Signed in, or back to the sign-in page" } } });
const bind = createRoute({ method: "post", path: "/v1/t/{tenant}/people/{person}/accounts", summary: "Bind an account at the identity provider to a person", request: { params: z.object({ tenant: z.string(), person: z.string().max(64) }), body: jsonBody(accountBinding) }, responses: { 201: jsonAnswer(personList, "Bound") } });

const unbind = createRoute({ method: "delete", path: "/v1/t/{tenant}/people/{person}/accounts/{account}", summary: "Take an account at the identity provider away from a person", request: { params: z.object({ tenant: z.string(), person: z.string().max(64), account: z.string().max(64) }) }, responses: { 200: jsonAnswer(personList, "Unbound; the sessions that were begun with it have ended") } });

export const oidcRoutes = openApiRouter()
  .openapi(providers, async (c) => c.json({ tenants: (await listProviders(c.env.CENTRAL, platformOf(c.env))).map(toTenantView) }, 200, { "Cache-Control": "public, max-age=300" }))
  .openapi(enter, async (c) => {
    await limitSignIn(c);
    return goAway(c, await strangerContextOf(c), "sign-in", "", c.req.valid("query").next);
  })
  .openapi(confirm, async (c) => {
    const session = await getLiveSession(c);
    await limitSignIn(c);
    const platform = platformOf(c.env);
    const tenant = (await findTenant(c.env.CENTRAL, session.officer.tenantId))!;
    return goAway(c, { tenant, platform, ledger: platform.ledgers[tenant.ledger], now: c.get("now") }, "confirm", session.tokenHash, c.req.valid("query").next);
  })
  .openapi(enrol, async (c) => {
    const context = await strangerContextOf(c);
    await limitSignIn(c);
    const { secret } = c.req.valid("json");
    await getUsable(context, secret);
    const { address, sealed } = await beginFlow(visitOf(c, context), "enrol", await digestOf(secret), "/account");
    keepFlow(c, sealed);
    return c.json({ address }, 200);
  })
  .openapi(back, async (c) => {
    const context = await strangerContextOf(c);
    await limitSignIn(c);
    const sealed = getCookie(c, flowCookie(c)) ?? "";
    deleteCookie(c, flowCookie(c), { path: "/", secure: isEncrypted(c) });
    try {
      return c.redirect(await comeBack(c, context, sealed), 302);
    } catch (error) {
      // A person stands before a page here, not a program: they get a page that says what to do.
      if (error instanceof Problem && error.status < 500) return c.redirect("/sign-in?refused=provider", 302);
      throw error;
    }
  })
  .openapi(bind, async (c) => {
    const context = await contextOf(c);
    await bindAccount(context, c.req.valid("param").person, c.req.valid("json").subject);
    return c.json(await listPeople(context), 201);
  })
  .openapi(unbind, async (c) => {
    const [context, { person, account }] = [await contextOf(c), c.req.valid("param")];
    await unbindAccount(context, person, account);
    return c.json(await listPeople(context), 200);
  });

type Place = Pick<Context, "tenant" | "platform" | "ledger" | "now">;

async function goAway(c: HonoContext<HttpEnv>, place: Place, act: FlowAct, holder: string, next = ""): Promise<Response> {
  const { address, sealed } = await beginFlow(visitOf(c, place), act, holder, next);
  keepFlow(c, sealed);
  return c.redirect(address, 302);
}

/** Finishes what the person went away for, and says which page comes next. */
async function comeBack(c: HonoContext<HttpEnv>, context: Context, sealed: string): Promise<string> {
  const account = await finishFlow(visitOf(c, context), sealed, new URL(c.req.url).search);
  if (account.act === "confirm") {
    const session = await findLiveSession(c);
    if (!session || session.officer.tenantId !== context.tenant.code) throw new Problem("sign-in-required", "The session ended meanwhile. Sign in again.");
    await confirmWithAccount(context, session, account);
    return account.next || "/account";
  }
  const device = deviceNameOf(c.req.header("User-Agent"));
  const { officer, cookie } = await (account.act === "enrol" ? enrolAccount : signInWithAccount)(context, account, device);
  giveSession(c, context.tenant, officer, cookie);
  return account.next || (officer.roles.some((role) => role === "officer" || role === "head") ? "/fill" : "/console");
}

function visitOf(c: HonoContext<HttpEnv>, { tenant, platform, ledger, now }: Place): Visit {
  const isDemo = c.env.DEMO_SIGN_IN === "on";
  return { tenant, platform, ledger, now, isDemo, party: relyingPartyOf({ url: c.req.url, publicOrigin: c.env.PUBLIC_ORIGIN, isDemo }) };
}

const flowCookie = (c: HonoContext<HttpEnv>) => (isEncrypted(c) ? "__Host-oidc" : "oidc");

/** Lax: the provider's redirect is a navigation from another site, and must bring it along. */
function keepFlow(c: HonoContext<HttpEnv>, sealed: string): void {
  setCookie(c, flowCookie(c), sealed, { path: "/", httpOnly: true, sameSite: "Lax", secure: isEncrypted(c), maxAge: 600 });
}
