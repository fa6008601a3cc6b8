import type { MiddlewareHandler } from "hono";
import { Problem } from "../kernel/problem.ts";
import type { HttpEnv } from "../http/router.ts";
import { limitRate } from "../http/limit-rate.ts";
import { platformOf } from "../http/platform.ts";
import { findTenant } from "../directory/queries.ts";
import { verifyClientToken } from "./verify-client-token.ts";

/** A request that carries `Authorization: Bearer` is a machine's: its token is verified before anything else, and stands for the session. */
export const authenticateMachine: MiddlewareHandler<HttpEnv> = async (c, next) => {
  const header = c.req.header("Authorization");
  if (header === undefined) return next();
  const token = /^Bearer ([A-Za-z0-9_.-]+)$/i.exec(header)?.[1];
  const code = /^\/v1\/t\/([A-Z0-9-]{2,8})(?:\/|$)/.exec(c.req.path)?.[1];
  const tenant = code === undefined ? null : await findTenant(c.env.CENTRAL, code);
  if (token === undefined || !tenant) {
    throw new Problem("client-token-invalid", "Send `Authorization: Bearer` and one compact JWS, to an address under /v1/t/{tenant}: a client token speaks for one tenant only.");
  }
  await limitRate(c, "client", tenant.code);
  const platform = platformOf(c.env);
  c.set("machine", await verifyClientToken({ tenant, platform, ledger: platform.ledgers[tenant.ledger], now: c.get("now") }, token));
  return next();
};
