import { Problem } from "../kernel/problem.ts";

/** Where passkeys are made and asserted: `id` is what they are bound to, `origin` the one page address that may ask for them. */
export type RelyingParty = { id: string; origin: string };

/**
 * The relying party of a request: always PUBLIC_ORIGIN, whatever host the request names. Only a local demo is served under its
 * own port, which PUBLIC_ORIGIN does not know: there, and only there, the request's own `localhost` counts.
 */
export function relyingPartyOf(request: { url: string; publicOrigin: string; isDemo: boolean }): RelyingParty {
  const asked = new URL(request.url);
  if (request.isDemo && asked.hostname === "localhost") return { id: "localhost", origin: asked.origin };
  const configured = new URL(request.publicOrigin);
  if (asked.host === configured.host) return { id: configured.hostname, origin: configured.origin };
  const instead = request.isDemo ? `http://localhost:${asked.port}` : configured.origin;
  throw new Problem("origin-refused", `People sign in only at ${instead}: a passkey is bound to that address. Open the page there.`);
}
