import * as z from "zod";

/** Why a chain or a list does not hold, precisely: for the answer, for tests and for `/v1/verify`. The refusal's code says less. */
export const chainReasons = [
  "empty", "too-many", "too-large", "not-der", "not-a-certificate", "repeated", "weak-key", "weak-signature", "extension-repeated", "extension-critical", "constraints",
  "serial", "unique-id", "name-empty", "not-a-ca", "no-cert-sign", "path-length", "leaf-is-ca", "leaf-usage", "subject-key-id", "authority-key-id", "not-yet-valid", "expired",
  "issuer-name", "no-anchor", "signature", "too-much-work", "list-invalid", "list-signature", "list-stale", "list-older", "revoked", "purpose",
] as const;
export type ChainReason = (typeof chainReasons)[number];

/** Who stands behind an anchor, as the tenant declares: a licensed public CA, the CA for official duty (Ban Cơ yếu Chính phủ), or the agency itself. */
export const anchorKinds = ["public", "official", "own"] as const;
export type AnchorKind = (typeof anchorKinds)[number];
/** Whose certificates count under it. */
export const anchorPurposes = ["officers", "integrations", "all"] as const;
export type AnchorPurpose = (typeof anchorPurposes)[number];
/** `none` only for the agency's own CA: it is declared to publish no lists. */
export const revocationModes = ["lists", "none"] as const;
export const anchorStates = ["pending", "active", "retired"] as const;

/** Who certified a key. `isLicensed` only where the law knows the CA: otherwise it is no "chữ ký số". */
export const certifiedBy = z.object({ ca: z.string(), kind: z.enum(anchorKinds), isLicensed: z.boolean(), issuer: z.string() });
export type CertifiedBy = z.infer<typeof certifiedBy>;

/** What people are shown of a certificate (TT 15/2025/TT-BKHCN, annex II). */
export const certificateView = z.object({
  sha256: z.string(),
  subject: z.string(),
  organisation: z.string().nullable(),
  unit: z.string().nullable(),
  issuer: z.string(),
  serial: z.string(),
  notBefore: z.iso.datetime(),
  notAfter: z.iso.datetime(),
  revokedAt: z.iso.datetime().nullable(),
  certifiedBy,
});
export type CertificateView = z.infer<typeof certificateView>;

/** A list as it was verified; its bytes are at …/revocation-lists/{digest}. */
export const revocationListView = z.object({
  digest: z.string(),
  issuer: z.string(),
  number: z.string().nullable(),
  thisUpdate: z.iso.datetime(),
  nextUpdate: z.iso.datetime(),
  revoked: z.int(),
  source: z.string(),
  receivedAt: z.iso.datetime(),
  logIndex: z.int(),
});
export type RevocationListView = z.infer<typeof revocationListView>;

export const anchorView = z.object({
  id: z.string(),
  sha256: z.string(),
  label: z.string(),
  kind: z.enum(anchorKinds),
  purpose: z.enum(anchorPurposes),
  revocation: z.enum(revocationModes),
  subject: z.string(),
  notBefore: z.iso.datetime(),
  notAfter: z.iso.datetime(),
  trustedTo: z.iso.date().nullable(),
  state: z.enum(anchorStates),
  addedBy: z.string(),
  addedByName: z.string(),
  addedAt: z.iso.datetime(),
  approvedByName: z.string().nullable(),
  approvedAt: z.iso.datetime().nullable(),
  retiredByName: z.string().nullable(),
  retiredAt: z.iso.datetime().nullable(),
  reason: z.string().nullable(),
  sources: z.array(z.object({ url: z.string(), triedAt: z.iso.datetime().nullable(), fetchedAt: z.iso.datetime().nullable(), failure: z.string().nullable() })),
  /** The newest first, at most fifty. */
  lists: z.array(revocationListView),
  /** How many keys are registered under it. */
  certificates: z.int(),
});
export type AnchorView = z.infer<typeof anchorView>;
/** `graceHours`: the tenant's policy `crl-grace-hours`. */
export const anchorList = z.object({ anchors: z.array(anchorView), graceHours: z.int() });
export type AnchorList = z.infer<typeof anchorList>;

/** What fetching gave, by address: new lists, ones that were known, failures. */
export const crlsFetched = z.object({ stored: z.int(), known: z.int(), failed: z.int(), anchor: anchorView });
export type CrlsFetched = z.infer<typeof crlsFetched>;

/** Media type of a revocation list (RFC 2585). */
export const LIST_TYPE = "application/pkix-crl";

/** DER in standard base64. */
export const derText = z.string().max(13_340).regex(/^[A-Za-z0-9+/]+={0,2}$/);
const shownText = (max: number) => z.string().trim().min(1).max(max).regex(/^[^\p{C}]+$/u);

export const anchorRequest = z.strictObject({
  certificate: derText,
  label: shownText(120),
  kind: z.enum(anchorKinds),
  purpose: z.enum(anchorPurposes),
  revocation: z.enum(revocationModes),
  urls: z.array(z.string().max(500)).max(5),
  /** CAs below it whose lists the addresses serve too, each issued by the anchor or by one named before it: their lists can be verified before any chain has shown them. */
  intermediates: z.array(derText).max(5).optional(),
  trustedTo: z.iso.date().optional(),
});
export type AnchorRequest = z.infer<typeof anchorRequest>;
export const anchorRetirement = z.strictObject({ reason: shownText(200) });
