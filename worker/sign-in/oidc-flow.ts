import type { Platform, Tenant } from "../kernel/context.ts";
import { getPolicy } from "../tenancy/policy-queries.ts";
import { Problem } from "../kernel/problem.ts";
import { discoverProvider, type IdentityProvider } from "./identity-provider.ts";
import type { RelyingParty } from "./relying-party.ts";
import { seal, unseal } from "./seal.ts";
import { signInRefused } from "./sign-in-refused.ts";

/** What somebody goes to the provider for: to sign in, to confirm that it is them (`holder`: the session), to use a link (`holder`: its secret's hash). */
export type FlowAct = "sign-in" | "confirm" | "enrol";
type Flow = { act: FlowAct; tenant: string; provider: IdentityProvider; holder: string; next: string; state: string; nonce: string; verifier: string; expiresAt: number };
export type Visit = { tenant: Tenant; platform: Platform; ledger: D1Database; party: RelyingParty; now: number; isDemo: boolean };
/** Who the provider says it is, and when that person last proved it there (seconds; null when it does not say). */
export type ProvenAccount = { act: FlowAct; holder: string; next: string; issuer: string; subject: string; authTime: number | null };

/** How long somebody may take at the provider, in milliseconds. */
const FLOW_LIFE = 10 * 60_000;
const PURPOSE = "doi-soat oidc flows v1";

/** Begins a visit at the tenant's provider: where to send the browser, and what it must bring back sealed. Code flow, PKCE, nonce, state. */
export async function beginFlow(visit: Visit, act: FlowAct, holder: string, next: string): Promise<{ address: string; sealed: string }> {
  const provider = await getProvider(visit);
  const configuration = await discoverProvider(provider, visit.now, visit.isDemo);
  const { buildAuthorizationUrl, calculatePKCECodeChallenge, randomNonce, randomPKCECodeVerifier, randomState } = await import("openid-client");
  const flow: Flow = { act, tenant: visit.tenant.code, provider, holder, next: isOwnPath(next) ? next : "", state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier(), expiresAt: visit.now + FLOW_LIFE };
  const address = buildAuthorizationUrl(configuration, {
    redirect_uri: callbackOf(visit),
    scope: "openid",
    response_type: "code",
    state: flow.state,
    nonce: flow.nonce,
    code_challenge: await calculatePKCECodeChallenge(flow.verifier),
    code_challenge_method: "S256",
    // A confirmation is worth nothing from a session at the provider: the person proves it there anew.
    ...(act === "confirm" ? { prompt: "login", max_age: "0" } : {}),
  });
  return { address: address.href, sealed: await seal(visit.platform.secret, PURPOSE, flow) };
}

/**
 * Ends the visit: state, `iss` (RFC 9207), code with PKCE, ID token with nonce, signature, audience. The address to come back to is
 * the tenant's own, so that no provider can pass a person on as another's. Every failure is `sign-in-refused`.
 */
export async function finishFlow(visit: Visit, sealed: string, search: string): Promise<ProvenAccount> {
  const flow = await unseal<Flow>(visit.platform.secret, PURPOSE, sealed);
  if (!flow || flow.tenant !== visit.tenant.code || flow.expiresAt <= visit.now) throw signInRefused("state-invalid");
  const configuration = await discoverProvider(flow.provider, visit.now, visit.isDemo);
  const { authorizationCodeGrant } = await import("openid-client");
  const answered = new URL(`${callbackOf(visit)}${search}`);
  const iss = answered.searchParams.get("iss");
  if (iss !== null && iss !== configuration.serverMetadata().issuer) throw signInRefused("provider-refused");
  const tokens = await authorizationCodeGrant(configuration, answered, {
    pkceCodeVerifier: flow.verifier,
    expectedState: flow.state,
    expectedNonce: flow.nonce,
    idTokenExpected: true,
    ...(flow.act === "confirm" ? { maxAge: 300 } : {}),
  }).catch(() => {
    throw signInRefused("provider-refused");
  });
  const claims = tokens.claims()!;
  return { act: flow.act, holder: flow.holder, next: flow.next, issuer: claims.iss, subject: claims.sub, authTime: typeof claims["auth_time"] === "number" ? claims["auth_time"] : null };
}

/** The tenant's provider; `not-found` where it has none. */
async function getProvider({ ledger, tenant }: Visit): Promise<IdentityProvider> {
  const provider = await getPolicy(ledger, tenant.code, "identity-provider");
  if (!provider) throw new Problem("not-found", "The tenant has no identity provider. Its people sign in with passkeys.");
  return provider;
}

function callbackOf({ party, tenant }: Visit): string {
  return `${party.origin}/v1/t/${tenant.code}/oidc/callback`;
}

/** A page of ours, never another site's: `//evil.example` is one. */
export function isOwnPath(path: string): boolean {
  return /^\/[a-z][\w\-/?=&%.]*$/i.test(path) && path.length <= 300;
}
