import type { SessionView } from "../../../worker/tenancy/contract.ts";

const NAME = "fill-session";
/** A session lasts no longer, so nobody is taken for signed in for longer. */
const LIFETIME = 8 * 3_600_000;

/** Keeps who was signed in here last, for pages that are opened without a network. It opens drafts of this device and nothing else: every answer of the API asks the server. */
export function rememberSession(session: SessionView): void {
  localStorage.setItem(NAME, JSON.stringify({ session, at: Date.now() }));
}

/** Who was signed in here within the last eight hours, or null. */
export function recallSession(): SessionView | null {
  const kept = JSON.parse(localStorage.getItem(NAME) ?? "null") as { session: SessionView; at: number } | null;
  return kept !== null && Math.abs(Date.now() - kept.at) < LIFETIME ? kept.session : null;
}

export function forgetSession(): void {
  localStorage.removeItem(NAME);
}
