import type { MiddlewareHandler } from "hono";
import type { HttpEnv } from "./router.ts";

/** Headers that every answer of the API carries. The web app's own stand in web/public/_headers. */
export const secureAnswers: MiddlewareHandler<HttpEnv> = async (c, next) => {
  await next();
  const headers = c.res.headers;
  if (!headers.has("Cache-Control")) c.header("Cache-Control", "no-store");
  if (!headers.has("Content-Security-Policy")) c.header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
  c.header("X-Content-Type-Options", "nosniff");
  c.header("Referrer-Policy", "no-referrer");
  c.header("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
};
