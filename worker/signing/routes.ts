import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import type { Context } from "../kernel/context.ts";
import { Problem } from "../kernel/problem.ts";
import { limitRate } from "../http/limit-rate.ts";
import { jsonAnswer, jsonBody } from "../http/describe-json.ts";
import { openApiRouter } from "../http/router.ts";
import { contextOf, strangerContextOf } from "../tenancy/authenticate.ts";
import { requireRole } from "../tenancy/require-role.ts";
import { approveKey } from "./approve-key.ts";
import { keyChallenge, keyList, keyRegistration, keyRevocation, keyView, publicKeyView, signingTicket, signingTicketRequest } from "./contract.ts";
import { issueSigningTicket } from "./issue-signing-ticket.ts";
import type { KeyView } from "./contract.ts";
import { toKeyView, toPublicKeyView } from "./key-view.ts";
import { findKeyWithHistory, listKeys } from "./queries.ts";
import { issueKeyChallenge, registerKey } from "./register-key.ts";
import { revokeKey } from "./revoke-key.ts";
import { resumeKey, suspendKey } from "./suspend-key.ts";

const inTenant = z.object({ tenant: z.string() });
const ofKey = z.object({ tenant: z.string(), kid: z.string() });

const challenge = createRoute({ method: "post", path: "/v1/t/{tenant}/key-challenges", summary: "A challenge for registering a key", request: { params: inTenant }, responses: { 201: jsonAnswer(keyChallenge, "The challenge; it lives ten minutes") } });
const register = createRoute({ method: "post", path: "/v1/t/{tenant}/keys", summary: "Register a key with proof of possession", request: { params: inTenant, body: jsonBody(keyRegistration) }, responses: { 201: jsonAnswer(keyView, "Registered; it waits for another person's approval, or is active already in the place of the key that vouched for it") } });
const list = createRoute({ method: "get", path: "/v1/t/{tenant}/keys", summary: "One's own keys; all of the tenant's for its administrators", request: { params: inTenant }, responses: { 200: jsonAnswer(keyList, "The keys, newest first") } });
const one = createRoute({ method: "get", path: "/v1/t/{tenant}/keys/{kid}", summary: "A key, for whoever knows its kid from a signature or receipt", request: { params: ofKey }, responses: { 200: jsonAnswer(publicKeyView, "The public key and the log indexes between which it counts") } });
const approve = createRoute({ method: "post", path: "/v1/t/{tenant}/keys/{kid}/approve", summary: "Approve somebody else's key", request: { params: ofKey }, responses: { 200: jsonAnswer(keyView, "Active") } });
const suspend = createRoute({ method: "post", path: "/v1/t/{tenant}/keys/{kid}/suspend", summary: "Take a key out of use for a while", request: { params: ofKey }, responses: { 200: jsonAnswer(keyView, "Suspended") } });
const resume = createRoute({ method: "post", path: "/v1/t/{tenant}/keys/{kid}/resume", summary: "Put a suspended key back into use", request: { params: ofKey }, responses: { 200: jsonAnswer(keyView, "Active") } });
const revoke = createRoute({ method: "post", path: "/v1/t/{tenant}/keys/{kid}/revoke", summary: "End a key for good", request: { params: ofKey, body: jsonBody(keyRevocation) }, responses: { 200: jsonAnswer(keyView, "Revoked") } });
const ticket = createRoute({ method: "post", path: "/v1/t/{tenant}/signing-tickets", summary: "A single-use ticket to sign a form", request: { params: inTenant, body: jsonBody(signingTicketRequest) }, responses: { 201: jsonAnswer(signingTicket, "The ticket; it lives an hour") } });

export const signingRoutes = openApiRouter()
  .openapi(challenge, async (c) => c.json(await issueKeyChallenge(await contextOf(c)), 201))
  .openapi(register, async (c) => {
    const context = await contextOf(c);
    await limitRate(c, "key", context.tenant.code);
    return c.json(await viewOf(context, await registerKey(context, c.req.valid("json"))), 201);
  })
  .openapi(list, async (c) => {
    const context = await contextOf(c);
    const officer = requireRole(context, ["officer", "head", "administrator", "auditor", "supervisor", "operator"]);
    const seesAll = officer.roles.includes("administrator") || officer.roles.includes("operator");
    return c.json({ keys: (await listKeys(context.ledger, context.tenant.code, context.now, seesAll ? undefined : officer.id)).map(toKeyView) }, 200);
  })
  .openapi(one, async (c) => {
    const { ledger, tenant, now } = await strangerContextOf(c);
    const found = await findKeyWithHistory(ledger, tenant.code, c.req.valid("param").kid, now);
    if (!found) throw new Problem("not-found", "The tenant has no such key.");
    return c.json(toPublicKeyView(found), 200);
  })
  .openapi(approve, async (c) => {
    const [context, { kid }] = [await contextOf(c), c.req.valid("param")];
    await approveKey(context, kid);
    return c.json(await viewOf(context, kid), 200);
  })
  .openapi(suspend, async (c) => {
    const [context, { kid }] = [await contextOf(c), c.req.valid("param")];
    await suspendKey(context, kid);
    return c.json(await viewOf(context, kid), 200);
  })
  .openapi(resume, async (c) => {
    const [context, { kid }] = [await contextOf(c), c.req.valid("param")];
    await resumeKey(context, kid);
    return c.json(await viewOf(context, kid), 200);
  })
  .openapi(revoke, async (c) => {
    const [context, { kid }] = [await contextOf(c), c.req.valid("param")];
    await revokeKey(context, kid, c.req.valid("json"));
    return c.json(await viewOf(context, kid), 200);
  })
  .openapi(ticket, async (c) => c.json(await issueSigningTicket(await contextOf(c), c.req.valid("json")), 201));

async function viewOf({ ledger, tenant, now }: Context, kid: string): Promise<KeyView> {
  return toKeyView((await findKeyWithHistory(ledger, tenant.code, kid, now))!);
}
