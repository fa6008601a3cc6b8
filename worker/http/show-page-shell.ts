import type { NotFoundHandler } from "hono";
import { Problem } from "../kernel/problem.ts";
import type { HttpEnv } from "./router.ts";

/** Web apps whose inner pages have addresses of their own, and the file each begins with. */
const shells = [
  ["/fill", "/fill"],
  ["/console", "/console"],
  ["/national", "/national"],
] as const;

/** An address no route knows: an inner page of a web app gets that app; everything else is not found. */
export const showPageShell: NotFoundHandler<HttpEnv> = async (c) => {
  const path = new URL(c.req.url).pathname;
  const shell = c.req.method === "GET" ? shells.find(([start]) => path === start || path.startsWith(`${start}/`)) : undefined;
  if (!shell) throw new Problem("not-found", "Nothing is at this address. The API is described at /openapi.json.");
  const page = await c.env.ASSETS.fetch(new URL(shell[1], c.req.url));
  return new Response(page.body, page);
};
