import type { Context as HonoContext } from "hono";
import { setCookie } from "hono/cookie";
import type { Tenant } from "../kernel/context.ts";
import { toTenantView } from "../directory/tenant-view.ts";
import type { HttpEnv } from "../http/router.ts";
import { cookieName, isEncrypted } from "./authenticate.ts";
import type { SessionView } from "./contract.ts";
import { toOfficerView } from "./officer-view.ts";
import type { Officer } from "./queries.ts";
import { LIFETIME, toCookieValue, type SessionCookie } from "./session.ts";

/** Gives the browser the session's cookie, in place of whatever it had, and says who is signed in. */
export function giveSession(c: HonoContext<HttpEnv>, tenant: Tenant, officer: Officer, cookie: SessionCookie): SessionView {
  setSessionCookie(c, toCookieValue(cookie), LIFETIME / 1000);
  return { officer: toOfficerView(officer), tenant: toTenantView(tenant), expiresAt: new Date(c.get("now") + LIFETIME).toISOString() };
}

/** Takes the cookie away. */
export function takeSession(c: HonoContext<HttpEnv>): void {
  setSessionCookie(c, "", 0);
}

/** Over TLS the cookie is `__Host-sid`: of this host alone, for no subdomain, sent nowhere unencrypted. */
function setSessionCookie(c: HonoContext<HttpEnv>, value: string, maxAge: number): void {
  setCookie(c, cookieName(c), value, { path: "/", httpOnly: true, sameSite: "Lax", secure: isEncrypted(c), maxAge });
}
