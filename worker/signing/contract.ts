import * as z from "zod";
import { signingAlgorithms, type SigningAlgorithm } from "../tenancy/contract.ts";

export { signingAlgorithms, type SigningAlgorithm };

export const keyStates = ["pending", "active", "suspended", "revoked"] as const;
export type KeyState = (typeof keyStates)[number];
export const revocationReasons = ["superseded", "cessation", "affiliationChanged", "keyCompromise"] as const;

export const digest43 = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

export const keyView = z.object({
  kid: digest43,
  ownerId: z.string(),
  ownerName: z.string(),
  ownerKind: z.enum(["officer", "integration"]),
  alg: z.enum(signingAlgorithms),
  label: z.string(),
  state: z.enum(keyStates),
  registeredAt: z.iso.datetime(),
  approvedBy: z.string().nullable(),
  approvedAt: z.iso.datetime().nullable(),
  revokedAt: z.iso.datetime().nullable(),
  reason: z.string().nullable(),
  activatedIndex: z.int().nullable(),
  revokedIndex: z.int().nullable(),
});
export type KeyView = z.infer<typeof keyView>;
export const keyList = z.object({ keys: z.array(keyView) });
export type KeyList = z.infer<typeof keyList>;

/** A key as anyone may see it who has its kid: nothing of its owner. `certifiedBy` is null: no licensed CA stands behind it. */
export const publicKeyView = z.object({
  kid: digest43,
  alg: z.enum(signingAlgorithms),
  jwk: z.record(z.string(), z.unknown()),
  state: z.enum(keyStates),
  activatedIndex: z.int().nullable(),
  revokedIndex: z.int().nullable(),
  reason: z.string().nullable(),
  certifiedBy: z.null(),
});

/** `audience` and `issuer` are the proof's `aud` and `iss`; `serverTime` in seconds. */
export const keyChallenge = z.object({ nonce: z.string(), expiresAt: z.iso.datetime(), serverTime: z.int(), audience: z.string(), issuer: z.string() });
export type KeyChallenge = z.infer<typeof keyChallenge>;

/** `owner` is needed only when an administrator registers an integration's key. */
export const keyRegistration = z.strictObject({
  jwk: z.record(z.string(), z.unknown()),
  alg: z.enum(signingAlgorithms),
  /** What the approver sees: nothing invisible in it. */
  label: z.string().trim().min(1).max(80).regex(/^[^\p{C}]+$/u),
  owner: z.string().max(64).optional(),
  pop: z.string().max(4096),
});
export type KeyRegistration = z.infer<typeof keyRegistration>;

export const keyRevocation = z.strictObject({ reason: z.enum(revocationReasons) });

/** What the confirm page needs before it signs: a single-use ticket and the server's clock, in seconds. */
export const signingTicketRequest = z.strictObject({ form: z.string().max(64), rev: z.int().min(1), locale: z.enum(["vi", "en"]) });
export const signingTicket = z.object({ nonce: z.string(), serverTime: z.int(), expiresAt: z.iso.datetime(), audience: z.string(), issuer: z.string() });
export type SigningTicket = z.infer<typeof signingTicket>;
