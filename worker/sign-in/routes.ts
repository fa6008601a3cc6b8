import { createRoute } from "@hono/zod-openapi";
import type { Context as HonoContext } from "hono";
import * as z from "zod";
import { deviceNameOf } from "../http/device-name.ts";
import { jsonAnswer, jsonBody } from "../http/describe-json.ts";
import { limitSignIn } from "../http/limit-rate.ts";
import { platformOf } from "../http/platform.ts";
import { openApiRouter, type HttpEnv } from "../http/router.ts";
import { findTenant } from "../directory/queries.ts";
import { getLiveSession, ledgerOf, strangerContextOf } from "../tenancy/authenticate.ts";
import { sessionView } from "../tenancy/contract.ts";
import { getPolicy } from "../tenancy/policy-queries.ts";
import { findOfficer } from "../tenancy/queries.ts";
import { giveSession } from "../tenancy/session-cookie.ts";
import { actorOf, type LiveSession } from "../tenancy/session.ts";
import type { Context } from "../kernel/context.ts";
import { accountList, assertionOptions, confirmation, enrolmentOpening, enrolmentUse, newPasskey, openedEnrolment, ownSessions, passkeyLabel, passkeyList, passkeySignIn, registrationOptions, type PasskeyView } from "./contract.ts";
import { listOwnAccounts } from "./own-accounts.ts";
import { addPasskey, askForNewPasskey, ownOfficer, ownPasskeys, removePasskey, renamePasskey } from "./own-passkeys.ts";
import { endOwnSession, listOwnSessions } from "./own-sessions.ts";
import type { Passkey } from "./queries.ts";
import { relyingPartyOf, type RelyingParty } from "./relying-party.ts";
import { askForPasskey, askToConfirm, confirmWithPasskey, signInWithPasskey, type Entrance } from "./sign-in-with-passkey.ts";
import { openEnrolment, useEnrolment } from "./use-enrolment.ts";

const inTenant = z.object({ tenant: z.string() });
const ofPasskey = z.object({ passkey: z.string().max(1400) });
const ofSession = z.object({ session: z.string().max(43) });
const nothing = (description: string) => ({ 204: { description } });

const ask = createRoute({ method: "post", path: "/v1/sign-in/challenges", summary: "A challenge for signing in with a passkey", responses: { 201: jsonAnswer(assertionOptions, "What the browser asks the authenticator; it lives five minutes") } });
const enter = createRoute({ method: "post", path: "/v1/sign-in/passkey", summary: "Sign in with a passkey", request: { body: jsonBody(passkeySignIn) }, responses: { 201: jsonAnswer(sessionView, "Signed in; the cookie is set") } });
const askConfirm = createRoute({ method: "post", path: "/v1/session/assertion-challenges", summary: "How one can confirm that it is oneself", responses: { 201: jsonAnswer(confirmation, "The ways; the challenge lives five minutes") } });
const confirm = createRoute({ method: "post", path: "/v1/session/assertions", summary: "Confirm with a passkey that it is oneself", request: { body: jsonBody(passkeySignIn) }, responses: nothing("Confirmed: sensitive acts are open for five minutes") });
const passkeys = createRoute({ method: "get", path: "/v1/session/passkeys", summary: "One's own passkeys", responses: { 200: jsonAnswer(passkeyList, "The passkeys, the oldest first") } });
const askPasskey = createRoute({ method: "post", path: "/v1/session/passkey-challenges", summary: "A challenge for making another passkey", responses: { 201: jsonAnswer(registrationOptions, "What the browser makes it from; it lives five minutes") } });
const add = createRoute({ method: "post", path: "/v1/session/passkeys", summary: "Add a passkey of one's own", request: { body: jsonBody(newPasskey) }, responses: { 201: jsonAnswer(passkeyList, "Added; all of one's passkeys") } });
const rename = createRoute({ method: "post", path: "/v1/session/passkeys/{passkey}/label", summary: "Rename a passkey of one's own", request: { params: ofPasskey, body: jsonBody(passkeyLabel) }, responses: { 200: jsonAnswer(passkeyList, "Renamed; all of one's passkeys") } });
const remove = createRoute({ method: "delete", path: "/v1/session/passkeys/{passkey}", summary: "Remove a passkey of one's own", request: { params: ofPasskey }, responses: { 200: jsonAnswer(passkeyList, "Removed; the passkeys that are left") } });
const accounts = createRoute({ method: "get", path: "/v1/session/accounts", summary: "One's own accounts at identity providers", responses: { 200: jsonAnswer(accountList, "The accounts that sign in as this person, the oldest binding first") } });
const sessions = createRoute({ method: "get", path: "/v1/sessions", summary: "One's own sessions", responses: { 200: jsonAnswer(ownSessions, "The sessions that are alive, the newest first") } });
const endOne = createRoute({ method: "delete", path: "/v1/sessions/{session}", summary: "End one of one's own sessions", request: { params: ofSession }, responses: nothing("Ended") });
const open = createRoute({ method: "post", path: "/v1/t/{tenant}/enrolments/open", summary: "Open an enrolment link without using it", request: { params: inTenant, body: jsonBody(enrolmentOpening) }, responses: { 200: jsonAnswer(openedEnrolment, "Whom it is for, and what the browser makes a passkey from") } });
const use = createRoute({ method: "post", path: "/v1/t/{tenant}/enrolments/use", summary: "Use an enrolment link: make a passkey and sign in", request: { params: inTenant, body: jsonBody(enrolmentUse) }, responses: { 201: jsonAnswer(sessionView, "Enrolled and signed in; the cookie is set") } });

export const signInRoutes = openApiRouter()
  .openapi(ask, async (c) => {
    await limitSignIn(c);
    return c.json(await askForPasskey(entranceOf(c)), 201);
  })
  .openapi(enter, async (c) => {
    await limitSignIn(c);
    const { tenant, cookie, officerId } = await signInWithPasskey(entranceOf(c), c.req.valid("json").credential, deviceOf(c));
    return c.json(giveSession(c, tenant, (await findOfficer(c.env[tenant.ledger], tenant.code, officerId))!, cookie), 201);
  })
  .openapi(askConfirm, async (c) => {
    const session = await getLiveSession(c);
    const passkey = await askToConfirm(entranceOf(c), { session, ledger: await ledgerOf(c, session) });
    return c.json({ passkey, demo: c.env.DEMO_SIGN_IN === "on" && session.officer.generated, provider: await hasProvider(await ledgerOf(c, session), session.officer.tenantId) && session.method === "oidc" }, 201);
  })
  .openapi(confirm, async (c) => {
    const session = await getLiveSession(c);
    await limitSignIn(c);
    await confirmWithPasskey(entranceOf(c), { session, ledger: await ledgerOf(c, session) }, c.req.valid("json").credential);
    return c.body(null, 204);
  })
  .openapi(passkeys, async (c) => {
    const { context } = await ownContextOf(c);
    return c.json(toList(await ownPasskeys(context, await ownOfficer(context))), 200);
  })
  .openapi(askPasskey, async (c) => {
    const { context } = await ownContextOf(c);
    return c.json(await askForNewPasskey(context, partyOf(c)), 201);
  })
  .openapi(add, async (c) => {
    const { context } = await ownContextOf(c);
    return c.json(toList(await addPasskey(context, partyOf(c), c.req.valid("json"))), 201);
  })
  .openapi(rename, async (c) => {
    const { context } = await ownContextOf(c);
    return c.json(toList(await renamePasskey(context, c.req.valid("param").passkey, c.req.valid("json").label)), 200);
  })
  .openapi(remove, async (c) => {
    const { context } = await ownContextOf(c);
    return c.json(toList(await removePasskey(context, c.req.valid("param").passkey)), 200);
  })
  .openapi(accounts, async (c) => {
    const { context } = await ownContextOf(c);
    return c.json(await listOwnAccounts(context), 200);
  })
  .openapi(sessions, async (c) => {
    const { context, session } = await ownContextOf(c);
    return c.json({ sessions: await listOwnSessions(context.ledger, session, context.now) }, 200);
  })
  .openapi(endOne, async (c) => {
    const { context, session } = await ownContextOf(c);
    await endOwnSession(context.ledger, session.officer, c.req.valid("param").session, context.now);
    return c.body(null, 204);
  })
  .openapi(open, async (c) => {
    const context = await strangerContextOf(c);
    await limitSignIn(c);
    return c.json({ ...(await openEnrolment(context, partyOf(c), c.req.valid("json").secret)), provider: await hasProvider(context.ledger, context.tenant.code) }, 200);
  })
  .openapi(use, async (c) => {
    const context = await strangerContextOf(c);
    await limitSignIn(c);
    const { officer, cookie } = await useEnrolment(context, partyOf(c), { ...c.req.valid("json"), device: deviceOf(c) });
    return c.json(giveSession(c, context.tenant, officer, cookie), 201);
  });

function partyOf(c: HonoContext<HttpEnv>): RelyingParty {
  return relyingPartyOf({ url: c.req.url, publicOrigin: c.env.PUBLIC_ORIGIN, isDemo: c.env.DEMO_SIGN_IN === "on" });
}

function entranceOf(c: HonoContext<HttpEnv>): Entrance {
  return { central: c.env.CENTRAL, platform: platformOf(c.env), party: partyOf(c), now: c.get("now") };
}

async function hasProvider(ledger: D1Database, tenantCode: string): Promise<boolean> {
  return (await getPolicy(ledger, tenantCode, "identity-provider")) !== null;
}

const deviceOf = (c: HonoContext<HttpEnv>) => deviceNameOf(c.req.header("User-Agent"));

/** The context of the session's own tenant, for what belongs to the signed-in person; `sign-in-required` for a stranger. */
async function ownContextOf(c: HonoContext<HttpEnv>): Promise<{ context: Context; session: LiveSession }> {
  const session = await getLiveSession(c);
  const platform = platformOf(c.env);
  const tenant = (await findTenant(c.env.CENTRAL, session.officer.tenantId))!;
  return { session, context: { tenant, actor: actorOf(session), ledger: platform.ledgers[tenant.ledger], central: c.env.CENTRAL, now: c.get("now"), platform } };
}

function toList(found: readonly Passkey[]): { passkeys: PasskeyView[] } {
  return {
    passkeys: found.map(({ credentialId, label, backedUp, createdAt, lastUsedAt }) => ({
      id: credentialId, label, backedUp, createdAt: new Date(createdAt).toISOString(), lastUsedAt: lastUsedAt === null ? null : new Date(lastUsedAt).toISOString(),
    })),
  };
}
