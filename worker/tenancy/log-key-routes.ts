import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { openApiRouter } from "../http/router.ts";
import { receiptJwk } from "../log/receipt.ts";
import { strangerContextOf } from "./authenticate.ts";

const keys = createRoute({
  method: "get",
  path: "/v1/t/{tenant}/.well-known/jwks.json",
  summary: "The key that the tenant's receipts verify with",
  request: { params: z.object({ tenant: z.string() }) },
  responses: { 200: { description: "A JWK Set (RFC 7517)", content: { "application/json": { schema: z.object({ keys: z.array(z.record(z.string(), z.unknown())) }) } } } },
});

export const logKeyRoutes = openApiRouter().openapi(keys, async (c) => {
  const { platform, tenant } = await strangerContextOf(c);
  return c.json({ keys: [{ ...(await receiptJwk(platform, tenant)) }] }, 200, { "Cache-Control": "public, max-age=300" });
});
