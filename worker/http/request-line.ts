import type { MiddlewareHandler } from "hono";
import { newUuid7 } from "../kernel/ids.ts";
import type { HttpEnv } from "./router.ts";

/** Gives the request its id and its time, the answer both (a browser whose clock is wrong learns the time from it), and writes one line when it is over: no query, no body, no person. */
export const requestLine: MiddlewareHandler<HttpEnv> = async (c, next) => {
  const now = Date.now();
  const requestId = newUuid7(now);
  c.set("requestId", requestId);
  c.set("now", now);
  await next();
  c.header("X-Request-Id", requestId);
  c.header("Date", new Date(Date.now()).toUTCString());
  console.log(JSON.stringify({ requestId, method: c.req.method, path: new URL(c.req.url).pathname, status: c.res.status, ms: Date.now() - now }));
};
