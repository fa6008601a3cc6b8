import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import type { Context } from "../kernel/context.ts";
import { Problem } from "../kernel/problem.ts";
import { limitRate } from "../http/limit-rate.ts";
import { jsonAnswer, jsonBody } from "../http/describe-json.ts";
import { readBody } from "../http/read-body.ts";
import { openApiRouter } from "../http/router.ts";
import { contextOf } from "../tenancy/authenticate.ts";
import { getPolicy } from "../tenancy/policy-queries.ts";
import { requireReader, requireRole } from "../tenancy/require-role.ts";
import { addAnchor } from "./add-anchor.ts";
import { toAnchorView } from "./anchor-view.ts";
import { anchorList, anchorRequest, anchorRetirement, anchorView, crlsFetched, LIST_TYPE, type AnchorView } from "./contract.ts";
import { fetcherOf } from "../kernel/ask-outside.ts";
import { approveAnchor, retireAnchor } from "./move-anchor.ts";
import { hasList, listAnchors } from "./queries.ts";
import { MAX_LIST_BYTES } from "./read-crl.ts";
import { fetchAnchorCrls } from "./refresh-crls.ts";
import { uploadCrl } from "./upload-crl.ts";

const inTenant = z.object({ tenant: z.string() });
const ofAnchor = z.object({ tenant: z.string(), anchor: z.string() });
const ofList = z.object({ tenant: z.string(), digest: z.string() });

const list = createRoute({ method: "get", path: "/v1/t/{tenant}/anchors", summary: "The CA certificates that the tenant trusts, with their revocation lists", request: { params: inTenant }, responses: { 200: jsonAnswer(anchorList, "The anchors, newest first") } });
const add = createRoute({ method: "post", path: "/v1/t/{tenant}/anchors", summary: "Propose a CA certificate to trust", request: { params: inTenant, body: jsonBody(anchorRequest) }, responses: { 201: jsonAnswer(anchorView, "It waits for another person's approval") } });
const approve = createRoute({ method: "post", path: "/v1/t/{tenant}/anchors/{anchor}/approve", summary: "Trust a CA certificate that somebody else proposed", request: { params: ofAnchor }, responses: { 200: jsonAnswer(anchorView, "Trusted") } });
const retire = createRoute({ method: "post", path: "/v1/t/{tenant}/anchors/{anchor}/retire", summary: "Trust a CA certificate no more", request: { params: ofAnchor, body: jsonBody(anchorRetirement) }, responses: { 200: jsonAnswer(anchorView, "Retired") } });
const upload = createRoute({
  method: "post",
  path: "/v1/t/{tenant}/anchors/{anchor}/revocation-lists",
  summary: "Upload a revocation list of a CA under the anchor",
  request: { params: ofAnchor, body: { required: true, content: { [LIST_TYPE]: { schema: z.string() } } } },
  responses: { 200: jsonAnswer(anchorView, "This list or a newer one is kept already"), 201: jsonAnswer(anchorView, "It counts from now on") },
});
const fetchNow = createRoute({ method: "post", path: "/v1/t/{tenant}/anchors/{anchor}/fetch", summary: "Fetch the anchor's revocation lists now", request: { params: ofAnchor }, responses: { 200: jsonAnswer(crlsFetched, "What each address gave") } });
const bytes = createRoute({
  method: "get",
  path: "/v1/t/{tenant}/revocation-lists/{digest}",
  summary: "The exact bytes of a revocation list that signatures were accepted on",
  request: { params: ofList },
  responses: { 200: { description: "The list, DER", content: { [LIST_TYPE]: { schema: z.string() } } } },
});

export const certificatesRoutes = openApiRouter()
  .openapi(list, async (c) => {
    const context = await contextOf(c);
    requireReader(context);
    return c.json(await listViews(context), 200);
  })
  .openapi(add, async (c) => {
    const context = await contextOf(c);
    return c.json(await viewOf(context, await addAnchor(context, c.req.valid("json"), fetcherOf(c.env).isDemo)), 201);
  })
  .openapi(approve, async (c) => {
    const [context, { anchor }] = [await contextOf(c), c.req.valid("param")];
    await approveAnchor(context, anchor);
    return c.json(await viewOf(context, anchor), 200);
  })
  .openapi(retire, async (c) => {
    const [context, { anchor }] = [await contextOf(c), c.req.valid("param")];
    await retireAnchor(context, anchor, c.req.valid("json").reason);
    return c.json(await viewOf(context, anchor), 200);
  })
  .openapi(upload, async (c) => {
    const [context, { anchor }] = [await contextOf(c), c.req.valid("param")];
    requireRole(context, ["administrator", "operator"]);
    const der = await readBody(c.req.raw, { type: LIST_TYPE, maxBytes: MAX_LIST_BYTES, tooLarge: "body-too-large" });
    const { outcome } = await uploadCrl(context, anchor, der);
    return c.json(await viewOf(context, anchor), outcome === "stored" ? 201 : 200);
  })
  .openapi(fetchNow, async (c) => {
    const [context, { anchor }] = [await contextOf(c), c.req.valid("param")];
    requireRole(context, ["administrator", "operator"]);
    await limitRate(c, "crl", context.tenant.code);
    const result = await fetchAnchorCrls(context, anchor, fetcherOf(c.env));
    return c.json({ ...result, anchor: await viewOf(context, anchor) }, 200);
  })
  .openapi(bytes, async (c) => {
    const [context, { digest }] = [await contextOf(c), c.req.valid("param")];
    requireReader(context);
    const object = (await hasList(context.ledger, context.tenant.code, digest)) ? await context.platform.evidence.get(digest) : null;
    if (!object) throw new Problem("not-found", "The tenant keeps no revocation list with this digest. GET …/anchors lists them.");
    return c.body(await object.arrayBuffer(), 200, { "Content-Type": LIST_TYPE, "Content-Disposition": `attachment; filename="${digest}.crl"` });
  });

async function listViews({ ledger, tenant }: Context) {
  const [anchors, graceHours] = await Promise.all([listAnchors(ledger, tenant.code), getPolicy(ledger, tenant.code, "crl-grace-hours")]);
  return { anchors: anchors.map(toAnchorView), graceHours };
}

async function viewOf(context: Context, id: string): Promise<AnchorView> {
  return (await listViews(context)).anchors.find((anchor) => anchor.id === id)!;
}
