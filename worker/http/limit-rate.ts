import type { Context } from "hono";
import { Problem } from "../kernel/problem.ts";
import type { HttpEnv } from "./router.ts";

/** Counts an attempt to sign in, or to use a link, against what one address may try: a limit of its own, so that no flood elsewhere locks people out. */
export async function limitSignIn(c: Context<HttpEnv>): Promise<void> {
  const { success } = await c.env.SIGN_IN_LIMIT.limit({ key: c.req.header("CF-Connecting-IP") ?? "local" });
  if (!success) throw new Problem("rate-limited", "Too many attempts to sign in from this address. Wait the seconds in Retry-After, then try once more.");
}

/** Counts the request against the caller's share (per tenant and address, or per key) and refuses when it is used up. */
export async function limitRate(c: Context<HttpEnv>, ...parts: readonly string[]): Promise<void> {
  const caller = c.req.header("CF-Connecting-IP") ?? "local";
  const { success } = await c.env.RATE_LIMIT.limit({ key: [...parts, caller].join("|") });
  if (!success) throw new Problem("rate-limited", "Too many requests from this address. Wait the seconds in Retry-After, then send the same request again; nothing was lost.");
}
