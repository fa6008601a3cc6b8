import type { Context } from "hono";
import { Problem } from "../kernel/problem.ts";
import { networkOf } from "./network-of.ts";
import type { HttpEnv } from "./router.ts";

/** Counts the request against the caller's share, per kind of request and tenant, and refuses when it is used up. */
export async function limitRate(c: Context<HttpEnv>, ...parts: readonly string[]): Promise<void> {
  const { success } = await c.env.RATE_LIMIT.limit({ key: [...parts, callerOf(c)].join("|") });
  if (!success) throw tooMany("requests");
}

/** The same for questions about signatures, which cost no database: a larger share. */
export async function limitVerifying(c: Context<HttpEnv>): Promise<void> {
  const { success } = await c.env.VERIFY_LIMIT.limit({ key: callerOf(c) });
  if (!success) throw tooMany("questions");
}

/** Counts an attempt to sign in, or to use a link, against what one network may try: a limit of its own, so that no flood elsewhere locks people out. */
export async function limitSignIn(c: Context<HttpEnv>): Promise<void> {
  const { success } = await c.env.SIGN_IN_LIMIT.limit({ key: callerOf(c) });
  if (!success) throw tooMany("attempts to sign in");
}

function callerOf(c: Context<HttpEnv>): string {
  return networkOf(c.req.header("CF-Connecting-IP") ?? "local");
}

function tooMany(what: string): Problem {
  return new Problem("rate-limited", `Too many ${what} from this address. Wait the seconds in Retry-After, then send the same again; nothing was lost.`);
}
