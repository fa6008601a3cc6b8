import * as z from "zod";
import { certificateView, certifiedBy, derText } from "../certificates/contract.ts";
import { signingAlgorithms, type SigningAlgorithm } from "../tenancy/contract.ts";

export { signingAlgorithms, type SigningAlgorithm };

export const storedKeyStates = ["pending", "active", "suspended", "revoked"] as const;
/** `expired` is never written: it is what an active key is after its `notAfter`. */
export const keyStates = [...storedKeyStates, "expired"] as const;
export type StoredKeyState = (typeof storedKeyStates)[number];
export type KeyState = (typeof keyStates)[number];
export const revocationReasons = ["superseded", "cessation", "affiliationChanged", "keyCompromise"] as const;
export type RevocationReason = (typeof revocationReasons)[number];

/** What an accepted signature is worth today (docs/signing.md, "What an earlier signature is worth"). */
export const standings = ["VALID", "VALID_KEY_RETIRED", "CONTESTED", "INVALID", "INCOMPLETE"] as const;
export type Standing = (typeof standings)[number];
/** For how long a key and its successor may both sign, in days. */
export const MAX_OVERLAP_DAYS = 7;

export const digest43 = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

/** What happens to a key, each an entry of the tenant's log. `replaced`: its successor was activated, it signs until `retiresAt`. */
export const keyEventKinds = ["registered", "activated", "suspended", "resumed", "replaced", "revoked"] as const;
/** One line of a key's history, as its log entry says it. */
export const publicKeyEvent = z.object({
  kind: z.enum(keyEventKinds),
  at: z.iso.datetime(),
  logIndex: z.int(),
  reason: z.enum(revocationReasons).nullable(),
  /** Of a compromise: since when. */
  invalidityDate: z.iso.datetime().nullable(),
  /** Of a rotation: the other key, and until when the old one signs. */
  otherKid: digest43.nullable(),
  retiresAt: z.iso.datetime().nullable(),
});
export const keyEvent = publicKeyEvent.extend({ by: z.object({ id: z.string(), name: z.string().nullable() }).nullable() });
export type KeyEventView = z.infer<typeof keyEvent>;

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
  reason: z.enum(revocationReasons).nullable(),
  activatedIndex: z.int().nullable(),
  revokedIndex: z.int().nullable(),
  notAfter: z.iso.datetime().nullable(),
  /** Of a compromise: what it signed from then on is contested. */
  invalidityDate: z.iso.datetime().nullable(),
  replacedBy: digest43.nullable(),
  retiresAt: z.iso.datetime().nullable(),
  /** Who suspended it: that person or an administrator resumes it. */
  suspendedBy: z.string().nullable(),
  certificate: certificateView.nullable(),
  /** The oldest first. */
  history: z.array(keyEvent),
});
export type KeyView = z.infer<typeof keyView>;
export const keyList = z.object({ keys: z.array(keyView) });
export type KeyList = z.infer<typeof keyList>;

/** A key as anyone may see it who has its kid: nothing of its owner. `certifiedBy` is null where no CA stands behind it. */
export const publicKeyView = z.object({
  kid: digest43,
  alg: z.enum(signingAlgorithms),
  jwk: z.record(z.string(), z.unknown()),
  state: z.enum(keyStates),
  activatedIndex: z.int().nullable(),
  revokedIndex: z.int().nullable(),
  reason: z.enum(revocationReasons).nullable(),
  notAfter: z.iso.datetime().nullable(),
  invalidityDate: z.iso.datetime().nullable(),
  retiresAt: z.iso.datetime().nullable(),
  /** Its life, entry by entry of the tenant's log, the oldest first. */
  history: z.array(publicKeyEvent),
  certifiedBy: certifiedBy.nullable(),
  certificate: certificateView.pick({ sha256: true, issuer: true, serial: true, notBefore: true, notAfter: true, revokedAt: true }).nullable(),
});

/** `audience` and `issuer` are the proof's `aud` and `iss`; `serverTime` in seconds. */
export const keyChallenge = z.object({ nonce: z.string(), expiresAt: z.iso.datetime(), serverTime: z.int(), audience: z.string(), issuer: z.string() });
export type KeyChallenge = z.infer<typeof keyChallenge>;

const registration = z.strictObject({
  /** A key that no CA has certified. */
  jwk: z.record(z.string(), z.unknown()).optional(),
  /** Or the certificate of one with its chain, base64 DER, the owner's own first. */
  x5c: z.array(derText).min(1).max(4).optional(),
  alg: z.enum(signingAlgorithms),
  /** What the approver sees: nothing invisible in it. */
  label: z.string().trim().min(1).max(80).regex(/^[^\p{C}]+$/u),
  owner: z.string().max(64).optional(),
  pop: z.string().max(4096),
  /** From then on it signs no more; within ten years. */
  notAfter: z.iso.datetime({ offset: true }).optional(),
  /** Rotation: the same proof signed by the owner's active key. Then nobody else needs to approve. */
  prevPop: z.string().max(4096).optional(),
  /** Of a rotation: for how many days the old key signs beside the new one; 0 ends it at once. */
  overlapDays: z.int().min(0).max(MAX_OVERLAP_DAYS).optional(),
});
/** Exactly one of `jwk` and `x5c`. `owner` is needed only when an administrator registers an integration's key. */
export const keyRegistration = registration.refine(({ jwk, x5c }) => (jwk === undefined) !== (x5c === undefined), { error: "Send either `jwk` or `x5c`.", path: ["jwk"] });
export type KeyRegistration = z.infer<typeof keyRegistration>;

/** `invalidityDate` with `keyCompromise`, and only there: since when the key may have been in wrong hands. */
export const keyRevocation = z.strictObject({ reason: z.enum(revocationReasons), invalidityDate: z.iso.datetime({ offset: true }).optional() });
export type KeyRevocation = z.infer<typeof keyRevocation>;

/** What the confirm page needs before it signs: a single-use ticket and the server's clock, in seconds. */
export const signingTicketRequest = z.strictObject({ form: z.string().max(64), rev: z.int().min(1), locale: z.enum(["vi", "en"]) });
export const signingTicket = z.object({ nonce: z.string(), serverTime: z.int(), expiresAt: z.iso.datetime(), audience: z.string(), issuer: z.string() });
export type SigningTicket = z.infer<typeof signingTicket>;
