import type { Configuration } from "openid-client";
import { Problem } from "../kernel/problem.ts";
import type { PolicyValue } from "../tenancy/contract.ts";

export type IdentityProvider = NonNullable<PolicyValue<"identity-provider">>;

/** How long an isolate trusts what a provider said of itself, in milliseconds; and how long a provider may take to answer, in seconds. */
const FRESH_FOR = 10 * 60_000;
const PATIENCE = 10;
const known = new Map<string, { readAt: number; configuration: Configuration }>();

/**
 * What the provider says of itself (OpenID Connect Discovery), for our public client: no secret, PKCE instead. Over plain HTTP only
 * in a local demo. A provider that cannot be reached is `provider-unreachable`.
 */
export async function discoverProvider(provider: IdentityProvider, now: number, isDemo: boolean): Promise<Configuration> {
  const name = `${provider.issuer} ${provider.clientId}`;
  const before = known.get(name);
  if (before && now - before.readAt < FRESH_FOR) return before.configuration;
  const configuration = await readProvider(provider, isDemo);
  known.set(name, { readAt: now, configuration });
  return configuration;
}

async function readProvider({ issuer, clientId }: IdentityProvider, isDemo: boolean): Promise<Configuration> {
  const { allowInsecureRequests, discovery, None } = await import("openid-client");
  try {
    return await discovery(new URL(issuer), clientId, undefined, None(), { timeout: PATIENCE, execute: isDemo ? [allowInsecureRequests] : [] });
  } catch (error) {
    console.warn(JSON.stringify({ level: "warn", providerUnreachable: error instanceof Error ? error.name : "unknown" }));
    throw new Problem("provider-unreachable", "The tenant's identity provider does not answer, or is not set up as the policy says. Sign in with a passkey, or try again later.");
  }
}
