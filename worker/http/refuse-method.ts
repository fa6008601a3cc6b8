import type { Hono } from "hono";
import { Problem } from "../kernel/problem.ts";
import type { HttpEnv } from "./router.ts";

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;

/** Throws `method-not-allowed` when a route stands at the address, only for other methods. Asked when no route matched. */
export function refuseMethod(app: Pick<Hono<HttpEnv>, "router">, method: string, path: string): void {
  const allowed = METHODS.filter((candidate) => app.router.match(candidate, path)[0].some(([[, route]]) => route.method === candidate));
  if (allowed.length === 0) return;
  throw new Problem("method-not-allowed", `This address takes ${allowed.join(" and ")}, not ${method}. The API is described at /openapi.json.`, undefined, { allowed });
}
