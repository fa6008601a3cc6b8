import { createRoute } from "@hono/zod-openapi";
import type { Context as HonoContext } from "hono";
import * as z from "zod";
import { Problem } from "../kernel/problem.ts";
import { openApiRouter, type HttpEnv } from "../http/router.ts";
import { strangerContextOf } from "../tenancy/authenticate.ts";
import { formList, formVersionView } from "./contract.ts";
import { toFormListView, toFormVersionView, toJsonSchema } from "./form-view.ts";
import { findVisibleFormVersion, NATIONAL } from "./get-form-version.ts";
import { listForms, type FormVersion } from "./queries.ts";

const versionInPath = {
  params: z.object({ tenant: z.string(), id: z.string().regex(/^[a-z0-9-]{1,64}$/), rev: z.string().regex(/^[1-9]\d{0,5}$/) }),
};

const list = createRoute({
  method: "get",
  path: "/v1/t/{tenant}/forms",
  summary: "Every published edition of the national forms and of the tenant's own",
  request: { params: z.object({ tenant: z.string() }) },
  responses: { 200: { description: "The editions, by form, the newest first", content: { "application/json": { schema: formList } } } },
});

const one = createRoute({
  method: "get",
  path: "/v1/t/{tenant}/forms/{id}/versions/{rev}",
  summary: "One edition of a form, whole; its `digest` is what signatures pin",
  request: versionInPath,
  responses: {
    200: { description: "The edition", content: { "application/json": { schema: formVersionView } } },
    304: { description: "The edition the caller has is still right" },
  },
});

const schema = createRoute({
  method: "get",
  path: "/v1/t/{tenant}/forms/{id}/versions/{rev}/schema.json",
  summary: "The JSON Schema (2020-12) of the answers to one edition",
  request: versionInPath,
  responses: { 200: { description: "The schema", content: { "application/schema+json": { schema: z.record(z.string(), z.unknown()) } } } },
});

export const formsRoutes = openApiRouter()
  .openapi(list, async (c) => {
    const { tenant, ledger, platform } = await strangerContextOf(c);
    const national = await listForms(platform.ledgers[NATIONAL.ledger], NATIONAL.code);
    const own = tenant.code === NATIONAL.code ? [] : await listForms(ledger, tenant.code);
    return c.json(toFormListView([...national, ...own]), 200, { "Cache-Control": "public, max-age=60" });
  })
  .openapi(one, async (c) => {
    const version = await getVisibleVersion(c);
    // An open edition may close; a closed one is final.
    const etag = version.closedAt === null ? `"${version.digest}"` : `"${version.digest}.closed"`;
    const headers = { ETag: etag, "Cache-Control": version.closedAt === null ? "public, max-age=60, stale-while-revalidate=86400" : immutable };
    if (c.req.header("If-None-Match") === etag) return c.body(null, 304, headers);
    return c.json(toFormVersionView(version), 200, headers);
  })
  .openapi(schema, async (c) => {
    const version = await getVisibleVersion(c);
    const { platform } = await strangerContextOf(c);
    return c.body(JSON.stringify(toJsonSchema(version, platform.origin)), 200, {
      "Content-Type": "application/schema+json",
      "Cache-Control": immutable,
      ETag: `"${version.digest}.schema"`,
    }) as never;
  });

const immutable = "public, max-age=31536000, immutable";

async function getVisibleVersion(c: HonoContext<HttpEnv>): Promise<FormVersion> {
  const { tenant, platform } = await strangerContextOf(c);
  const version = await findVisibleFormVersion(platform, tenant, c.req.param("id") ?? "", Number(c.req.param("rev")));
  if (!version) throw new Problem("not-found", "There is no such edition of this form. The list of forms is one address up, at /forms.");
  return version;
}
