import * as z from "zod";
import { certificateView } from "../certificates/contract.ts";
import { locales } from "../forms/contract.ts";
import { digest43, standings } from "../signing/contract.ts";
import { attachmentView } from "./attachment-contract.ts";
import { MAX_ATTACHMENTS } from "./attachment-limits-contract.ts";

/** Acts that are taken. `withdraw` is of the profile, and refused with `act-not-offered`. */
export const acts = ["submit", "amend", "approve", "reject"] as const;
export type Act = (typeof acts)[number];
/** What an `approve` or `reject` is for: the head's word for the agency, or a signature in place of a contested one. */
export const countersignatures = ["agency", "confirmation"] as const;
export type Countersignature = (typeof countersignatures)[number];
export const MAX_JWS_LENGTH = 262_144;

/** The payload of `gov-submission+jwt`, profile GFS-1: a closed set. docs/signing.md explains each claim. */
export const submissionClaims = z.strictObject({
  ver: z.literal(1),
  jti: z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[47][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
  iss: z.string().max(64),
  aud: z.string().max(200),
  iat: z.int(),
  nonce: z.string().regex(/^[A-Za-z0-9_-]{22}$/),
  act: z.enum(["submit", "amend", "withdraw", "approve", "reject"]),
  form: z.strictObject({ id: z.string().regex(/^[a-z0-9-]{1,64}$/), rev: z.int().min(1), dig: digest43 }),
  view: z.strictObject({ loc: z.string().max(16), ren: z.string().max(40), dig: digest43 }),
  data: z.record(z.string(), z.unknown()).optional(),
  att: z.array(z.strictObject({ id: z.string().max(64), dig: digest43, size: z.int(), type: z.string().max(100) })).max(MAX_ATTACHMENTS).optional(),
  ref: z.strictObject({ jti: z.string().max(36), dig: digest43 }).optional(),
});
export type SubmissionClaims = z.infer<typeof submissionClaims>;

/** The `data` of a rejection: what the officer should correct. */
export const rejectionData = z.strictObject({ reason: z.string().trim().min(1).max(2000) });

/** Our signed promise: the entry is in the tenant's log at this index. Status VALID comes with the public log. */
export const receiptView = z.object({
  receipt: z.literal(1),
  status: z.literal("PENDING"),
  /** The tenant's address: the `aud` of the signature. */
  tenant: z.string(),
  jti: z.string(),
  digest: digest43,
  index: z.int(),
  /** The log entry, base64url of its exact bytes. */
  entry: z.string(),
  receivedAt: z.iso.datetime(),
  /** `gov-receipt+jwt` over tenant, index and entry, by the key in the tenant's JWKS. */
  signature: z.string(),
});
export type ReceiptView = z.infer<typeof receiptView>;
/** The receipt, which never changes, with what the signature is worth today. */
export const receiptAnswer = receiptView.extend({ standing: z.enum(standings) });

/** Whether a report has its second signature. `refused`: the head returned it; `not-needed`: the tenant asked for none when it arrived. */
export const agencyStates = ["not-needed", "waiting", "given", "refused"] as const;
export type AgencyState = (typeof agencyStates)[number];

export const submissionView = z.object({
  jti: z.string(),
  form: z.object({ id: z.string(), rev: z.int() }),
  act: z.enum(acts),
  reportType: z.string().nullable(),
  period: z.string().nullable(),
  /** The name is null where the signer is another tenant's officer. */
  signer: z.object({ id: z.string(), name: z.string().nullable() }),
  kid: digest43,
  digest: digest43,
  receivedAt: z.iso.datetime(),
  logIndex: z.int(),
  amends: z.string().nullable(),
  amendedBy: z.string().nullable(),
  /** Of `approve` and `reject`: the submission that is signed over, and what for. */
  over: z.object({ jti: z.string(), countersignature: z.enum(countersignatures) }).nullable(),
  /** The head's word on a report that needs it. */
  agency: z.object({ state: z.enum(agencyStates), jti: z.string().nullable(), by: z.string().nullable(), at: z.iso.datetime().nullable() }),
  standing: z.enum(standings),
  /** Of a contested submission: the signature that confirms it. */
  confirmedBy: z.string().nullable(),
});
export type SubmissionView = z.infer<typeof submissionView>;
/** What is contested and waits for somebody to confirm it, the newest first; at most 500. */
export const contestedList = z.object({ submissions: z.array(submissionView) });
export type ContestedList = z.infer<typeof contestedList>;
export const submissionList = z.object({ submissions: z.array(submissionView), next: z.string().nullable() });

/** `before` is the page before's `next`. */
export const submissionQuery = z.strictObject({ before: z.coerce.number().int().min(1).optional(), limit: z.coerce.number().int().min(1).max(100).default(50) });

/** The certificate of the key that signed; null where no CA certified it. `validAtReceipt`: in its dates, and no list has said since that it was revoked by then. */
export const signedCertificate = certificateView.extend({ validAtReceipt: z.boolean() });
export type SignedCertificate = z.infer<typeof signedCertificate>;

/** What was signed, verbatim and taken apart, and the text that was shown; `isTextAsSigned` is false where it cannot be made again byte for byte. */
export const submissionDocument = submissionView.extend({ locale: z.enum(locales), answers: z.record(z.string(), z.unknown()), attachments: z.array(attachmentView), transcript: z.string(), isTextAsSigned: z.boolean(), jws: z.string(), certificate: signedCertificate.nullable() });
export type SubmissionDocumentView = z.infer<typeof submissionDocument>;

/** One report a tenant owes: the window, the deadline, and what has been filed. */
export const dueReport = z.object({
  reportType: z.string(),
  form: z.object({ id: z.string(), rev: z.int(), digest: digest43 }),
  period: z.string(),
  from: z.string(),
  to: z.string(),
  /** Last day in time, with more time where it was granted. */
  dueOn: z.string(),
  /** `waits-for-head` and `rejected`: signed by an officer, and not filed before a head has signed over it. */
  state: z.enum(["open", "overdue", "waits-for-head", "rejected", "filed", "filed-late"]),
  /** The newest submission of the chain that has every signature it needs; received when the last of them arrived. */
  filed: z.object({ jti: z.string(), digest: digest43, receivedAt: z.iso.datetime() }).nullable(),
  /** A newer one that waits for the head or was returned; `rejection` is the head's document. */
  pending: z.object({ jti: z.string(), digest: digest43, receivedAt: z.iso.datetime(), state: z.enum(["waits-for-head", "rejected"]), rejection: z.string().nullable() }).nullable(),
});
export type DueReport = z.infer<typeof dueReport>;

/** A report that is owed for a window that is not over: it can be filed from the day after `to`, and more time can be asked for already. */
export const comingReport = dueReport.pick({ reportType: true, period: true, from: true, to: true, dueOn: true });
export type ComingReport = z.infer<typeof comingReport>;
export const dueReportList = z.object({ reports: z.array(dueReport), coming: z.array(comingReport) });
export type DueReportList = z.infer<typeof dueReportList>;

/** What the form starts with: the head, and one row a service or field of work in force in the window. */
export const reportDraft = z.object({ data: z.record(z.string(), z.unknown()) });
