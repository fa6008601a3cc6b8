import type { Actor } from "../kernel/context.ts";
import { Problem } from "../kernel/problem.ts";

/** For so long after a passkey's assertion sensitive acts are open, in milliseconds. */
export const STEP_UP_FOR = 5 * 60_000;

/**
 * For acts that a stolen session must not do: the person proved to be there less than five minutes ago (`step-up-required`
 * otherwise). The platform's own jobs pass. Call it after the role was checked, so that strangers learn nothing.
 */
export function requireStepUp(context: { actor: Actor; now: number }): void {
  const { actor, now } = context;
  if (actor.kind === "system") return;
  const assertedAt = actor.kind === "officer" ? (actor.assertedAt ?? null) : null;
  if (assertedAt !== null && now - assertedAt <= STEP_UP_FOR) return;
  throw new Problem("step-up-required", "This act needs proof that it is you, less than five minutes old. Confirm with your passkey (POST /v1/session/assertions), then send the same request again.");
}
