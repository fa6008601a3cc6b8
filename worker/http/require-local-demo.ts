import type { MiddlewareHandler } from "hono";
import { Problem } from "../kernel/problem.ts";
import type { HttpEnv } from "./router.ts";

const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** Demo sign-in lets anyone be anyone. With it on, the Worker serves this machine's own address and refuses all else. */
export const requireLocalDemo: MiddlewareHandler<HttpEnv> = async (c, next) => {
  if (c.env.DEMO_SIGN_IN === "on" && !isLoopback(c.req.url)) {
    throw new Problem("demo-not-local", "DEMO_SIGN_IN is on, but this is not a local address. Set DEMO_SIGN_IN to off and deploy again; until then every request is refused.");
  }
  await next();
};

export function isLoopback(url: string): boolean {
  return LOOPBACK.has(new URL(url).hostname);
}
