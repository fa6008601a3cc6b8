import type { Standing } from "./contract.ts";

/** An accepted document: its place in its tenant's log, and when it was received (milliseconds). */
export type SignedEntry = { index: number; receivedAt: number };

/** What a key's signatures are worth: its places in the same log, and why and since when it is out of use. */
export type KeyInLog = {
  activatedIndex: number | null;
  revokedIndex: number | null;
  /** From this moment on it signs no more, though no entry says so yet. */
  retiresAt: number | null;
  reason: string | null;
  invalidityAt: number | null;
};

/**
 * What a signature is worth that was accepted earlier (signing.md 2.3). The order of the log decides, not what anybody's clock
 * said: the entry must lie between the key's activation and its revocation. One thing is a moment by nature: since when a
 * compromised key was in wrong hands; it is held against the time of receipt, the only clock we trust.
 * `now` in milliseconds. A key that is not known, or was never activated, leaves the question open.
 */
export function standingOf(entry: SignedEntry, key: KeyInLog | null, now: number): Standing {
  if (!key || key.activatedIndex === null) return "INCOMPLETE";
  if (entry.index <= key.activatedIndex) return "INVALID";
  if (key.revokedIndex !== null && entry.index >= key.revokedIndex) return "INVALID";
  if (key.reason === "keyCompromise" && key.invalidityAt !== null && entry.receivedAt >= key.invalidityAt) return "CONTESTED";
  const isRetired = key.revokedIndex !== null || (key.retiresAt !== null && now >= key.retiresAt);
  return isRetired ? "VALID_KEY_RETIRED" : "VALID";
}

/** The moments of a key that lives in another log than the document: an auditor's, for a decision about a tenant. */
export type KeyInTime = { approvedAt: number | null; revokedAt: number | null; retiresAt: number | null; reason: string | null; invalidityAt: number | null };

/** The same across two logs, which have no common order: our own times of receipt and of the key's life stand in for it. */
export function standingAcrossLogs(receivedAt: number, key: KeyInTime | null, now: number): Standing {
  if (!key || key.approvedAt === null) return "INCOMPLETE";
  const places = { activatedIndex: key.approvedAt - 1, revokedIndex: key.revokedAt === null ? null : key.revokedAt + 1 };
  return standingOf({ index: receivedAt, receivedAt }, { ...key, ...places }, now);
}
