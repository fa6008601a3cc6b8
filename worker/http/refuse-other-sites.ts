import type { MiddlewareHandler } from "hono";
import { Problem } from "../kernel/problem.ts";
import type { HttpEnv } from "./router.ts";

const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * A request that changes something and carries a cookie must come from our own pages (CSRF). Signed bodies need no cookie,
 * so integrations are not touched.
 */
export const refuseOtherSites: MiddlewareHandler<HttpEnv> = async (c, next) => {
  if (!SAFE.has(c.req.method) && c.req.header("Cookie") !== undefined && !isOwnPage(c.req.raw)) {
    throw new Problem("origin-refused", "A request that changes something was sent with a session from another site. Open the platform's own page and do it there.");
  }
  await next();
};

function isOwnPage(request: Request): boolean {
  const fetchSite = request.headers.get("Sec-Fetch-Site");
  if (fetchSite !== null) return fetchSite === "same-origin";
  return request.headers.get("Origin") === new URL(request.url).origin;
}
