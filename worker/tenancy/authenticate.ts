import type { Context as HonoContext } from "hono";
import { getCookie } from "hono/cookie";
import { roles, type Actor, type Context, type Platform, type Tenant } from "../kernel/context.ts";
import { Problem } from "../kernel/problem.ts";
import { findTenant } from "../directory/queries.ts";
import { platformOf } from "../http/platform.ts";
import type { HttpEnv } from "../http/router.ts";
import { AUTHORITY, requireAuthority } from "./require-role.ts";
import { systemContextOf } from "./system-context.ts";
import { actorOf, parseCookieValue, sessionStatement, toLiveSession, touchSession, type LiveSession, type SessionCookie, type SessionRow } from "./session.ts";

export type PlatformContext = { actor: Actor; central: D1Database; now: number; platform: Platform };

/** The context of a tenant route: the tenant of the path, and who is signed in, or whose client token came along. 404 when there is no such tenant. */
export async function contextOf(c: HonoContext<HttpEnv>): Promise<Context> {
  const context = await strangerContextOf(c);
  const machine = c.get("machine");
  if (machine) return { ...context, actor: machine };
  const session = await findLiveSession(c);
  return { ...context, actor: session ? actorOf(session) : { kind: "stranger" } };
}

/** The same without asking for a session: for routes whose body is signed, and for public ones. No database read. */
export async function strangerContextOf(c: HonoContext<HttpEnv>): Promise<Context> {
  const tenant = await tenantOfPath(c);
  const platform = platformOf(c.env);
  return { tenant, actor: { kind: "stranger" }, ledger: platform.ledgers[tenant.ledger], central: c.env.CENTRAL, now: c.get("now"), platform };
}

/** The context of a route across tenants. */
export async function platformContextOf(c: HonoContext<HttpEnv>): Promise<PlatformContext> {
  const session = await findLiveSession(c);
  return { actor: session ? actorOf(session) : { kind: "stranger" }, central: c.env.CENTRAL, now: c.get("now"), platform: platformOf(c.env) };
}

/** The context of what is the authority's own: its tenant and ledger, with whoever is signed in. A stranger is asked to sign in before anything else, and to others it does not exist. */
export async function authorityContextOf(c: HonoContext<HttpEnv>): Promise<Context> {
  const context = await platformContextOf(c);
  requireAuthority(context, roles);
  return { ...(await systemContextOf(AUTHORITY, context)), actor: context.actor };
}

/** The session cookie as sent, unchecked. `__Host-` wherever the connection is encrypted. */
export function sessionCookieOf(c: HonoContext<HttpEnv>): SessionCookie | null {
  return parseCookieValue(getCookie(c, cookieName(c)));
}

export function cookieName(c: HonoContext<HttpEnv>): string {
  return isEncrypted(c) ? "__Host-sid" : "sid";
}

export function isEncrypted(c: HonoContext<HttpEnv>): boolean {
  return new URL(c.req.url).protocol === "https:";
}

/** The live session behind the cookie; its idle time starts anew in the background. */
export async function findLiveSession(c: HonoContext<HttpEnv>): Promise<LiveSession | null> {
  const cookie = sessionCookieOf(c);
  const tenant = cookie && (await findTenant(c.env.CENTRAL, cookie.tenantCode));
  if (!tenant) return null;
  const ledger = c.env[tenant.ledger];
  const row = await (await sessionStatement(ledger, cookie)).first<SessionRow>();
  const session = toLiveSession(row ?? undefined, c.get("now"));
  if (session?.needsTouch) c.executionCtx.waitUntil(touchSession(ledger, session, c.get("now")));
  return session;
}

/** The live session; `sign-in-required` when there is none. */
export async function getLiveSession(c: HonoContext<HttpEnv>): Promise<LiveSession> {
  const session = await findLiveSession(c);
  if (!session) throw new Problem("sign-in-required", "Nobody is signed in here, or the session has ended. The sign-in page is at /sign-in.");
  return session;
}

/** The ledger in which the session's tenant lives. */
export async function ledgerOf(c: HonoContext<HttpEnv>, session: LiveSession): Promise<D1Database> {
  const tenant = await findTenant(c.env.CENTRAL, session.officer.tenantId);
  return c.env[tenant!.ledger];
}

async function tenantOfPath(c: HonoContext<HttpEnv>): Promise<Tenant> {
  const tenant = await findTenant(c.env.CENTRAL, c.req.param("tenant") ?? "");
  if (!tenant) throw new Problem("not-found", "There is no tenant with this code. GET /v1/tenants lists them all.");
  return tenant;
}
