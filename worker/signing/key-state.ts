import type { KeyState, StoredKeyState } from "./contract.ts";

/** What a key's state at a moment follows from. Moments in integer milliseconds. */
export type KeyTimes = { stored: StoredKeyState; notBefore: number | null; notAfter: number | null; retiresAt: number | null };

/**
 * The state at `now`. What is written as active may be over: retired in favour of its successor (revoked, before anybody wrote it
 * down) or expired. What is revoked stays revoked; a key that has expired is no longer waiting either.
 */
export function stateAt({ stored, notBefore, notAfter, retiresAt }: KeyTimes, now: number): KeyState {
  if (stored === "revoked" || (retiresAt !== null && now >= retiresAt)) return "revoked";
  if (notAfter !== null && now >= notAfter) return "expired";
  if (stored === "active" && notBefore !== null && now < notBefore) return "pending";
  return stored;
}
