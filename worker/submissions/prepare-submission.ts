import { audienceOf, type Context, type Tenant } from "../kernel/context.ts";
import { digestOf } from "../kernel/digest.ts";
import { Problem } from "../kernel/problem.ts";
import { thisIndex, type Guard } from "../log/record.ts";
import { openSigned, type OpenedJws } from "../signing/open-signed.ts";
import type { RegisteredKey } from "../signing/queries.ts";
import { keyStillActive, requireActiveKey, requireOwnedKey } from "../signing/require-active-key.ts";
import { requireTicket } from "../signing/tickets.ts";
import { requireSignature } from "../signing/verify-signature.ts";
import type { SessionCookie } from "../tenancy/session.ts";
import { MAX_JWS_LENGTH, submissionClaims, type ReceiptView, type SubmissionClaims } from "./contract.ts";
import { nameAttachments } from "./attachment-queries.ts";
import { evidenceMembers } from "./evidence-members.ts";
import { judgeAnswers } from "./judge-answers.ts";
import { isCountersigning, judgeCountersignature, type JudgedCountersignature } from "./judge-countersignature.ts";
import { judgeFiling, periodOf, type Audience, type JudgedFiling } from "./judge-filing.ts";
import { readForSubmission, type FoundForSubmission } from "./read-for-submission.ts";
import { toReceipt } from "./receipt.ts";

export type SubmissionRequest = {
  jws: string;
  /** What may be filed here: reports at one address, explanations and decisions as moves of a discrepancy. */
  audiences: readonly Audience[];
  /** Whose officer signs: the tenant's own, or the authority's for decisions. */
  signerTenant: Tenant;
  cookie: SessionCookie | null;
};

/** A submission that holds in every respect and is not stored yet: what to write, and the receipt once it is written. */
export type PreparedSubmission = {
  kind: "new";
  claims: SubmissionClaims;
  answers: Record<string, unknown>;
  signerId: string;
  /** All accounts of the signer's person in the signer's tenant. */
  signerAccounts: readonly string[];
  statement: D1PreparedStatement;
  /** What else becomes true with it, in the same batch. */
  alongside: D1PreparedStatement[];
  guards: Guard[];
  /** Members for the log entry besides its kind and time. */
  entryMembers: Record<string, string | number | null>;
  toReceipt: (logIndex: number, entry: string) => Promise<ReceiptView>;
};

/** The very same document is stored already: its original receipt. */
export type StoredSubmission = { kind: "stored"; claims: SubmissionClaims; receipt: ReceiptView };

/** GFS-1, S1 to S18, in order; S19 is the caller's one batch with what this returns. */
export async function prepareSubmission(context: Context, request: SubmissionRequest): Promise<PreparedSubmission | StoredSubmission> {
  const { tenant, platform, now } = context;
  const home = { tenant: request.signerTenant, ledger: platform.ledgers[request.signerTenant.ledger] };
  const opened = await openSigned(home, request.jws, { type: "gov-submission+jwt", claims: submissionClaims, maxLength: MAX_JWS_LENGTH, signers: "officers" });
  const { claims } = opened;
  requireBinding(context, opened);
  const found = await readForSubmission(context, request.signerTenant, opened.header.kid, claims, periodOf(claims), request.cookie);
  const key = requireOwnedKey(found.key, claims.iss);
  requireSameSigner(request.cookie, found, key);
  await requireSignature(opened, key);
  if (found.stored) return { kind: "stored", claims, receipt: await receiptOfStored(context, opened, found.stored) };
  requireActiveKey(key);
  requireTime(claims, now);
  if (found.isNonceUsed) throw new Problem("nonce-used", "This signing ticket was used for another document. Open the review page again and sign there.");
  await requireTicket(platform, { purpose: "sign", tenant: tenant.code, holder: key.ownerId, form: claims.form.id, rev: claims.form.rev, locale: claims.view.loc }, claims.nonce, now);
  const judged = isCountersigning(claims)
    ? { filing: null, countersignature: await judgeCountersignature(context, request.audiences, claims, found, key) }
    : { filing: await judgeFiling(context, request.audiences, claims, found, key), countersignature: null };
  return prepared(context, opened, key, judged, request.signerTenant.ledger === tenant.ledger);
}

/** S6: the tenant of the path, and one signing time. */
function requireBinding({ platform, tenant }: Context, { claims, header }: OpenedJws<SubmissionClaims>): void {
  if (claims.aud !== audienceOf(platform, tenant)) throw new Problem("audience-mismatch", `\`aud\` must be exactly ${audienceOf(platform, tenant)}: the document is signed for one tenant.`);
  if (claims.iat !== header.iat) throw new Problem("iat-mismatch", "`iat` in the header and in the payload must be the same second.");
}

/**
 * S8, second half: a browser that is signed in sends only what its own officer signed. A session that has ended is none: the
 * signature needs no session, and a document sent again after a pause is not lost.
 */
function requireSameSigner(cookie: SessionCookie | null, found: FoundForSubmission, key: RegisteredKey): void {
  const isSomeoneElse = cookie !== null && (cookie.tenantCode !== key.tenantId || (found.session !== null && found.session.officer.id !== key.ownerId));
  if (isSomeoneElse) throw new Problem("signer-session-mismatch", "You are signed in as someone else than who signed. Sign in as that person, or sign out, and send the same document again.");
}

/** S19, read side: the same signing input is the same document, however often its ECDSA signature was made. */
function receiptOfStored({ platform, tenant }: Context, opened: OpenedJws<SubmissionClaims>, stored: NonNullable<FoundForSubmission["stored"]>): Promise<ReceiptView> {
  if (stored.jws.slice(0, stored.jws.lastIndexOf(".")) !== opened.signingInput) throw new Problem("jti-reused", "Another document was stored under this `jti`. Every document needs its own; make a new UUID and sign again.");
  return toReceipt(platform, tenant, stored);
}

/** Seconds a signing time may lie before ours: the ticket's hour, so that what was signed before the network went away counts when it is back, and some minutes. */
const OLDEST = 4200;
const NEWEST = 60;

/** S13: officers' clocks do not matter, because the page takes the time from the ticket; what is off by more was made by hand. */
function requireTime({ iat }: SubmissionClaims, now: number): void {
  const age = Math.floor(now / 1000) - iat;
  if (age > OLDEST || age < -NEWEST) throw new Problem("iat-out-of-window", "The signing time is too far from the server's. Take it from the signing ticket and sign again.", undefined, { server_time: Math.floor(now / 1000) });
}

type Judged = { filing: JudgedFiling; countersignature: null } | { filing: null; countersignature: JudgedCountersignature };

async function prepared(context: Context, opened: OpenedJws<SubmissionClaims>, key: RegisteredKey, { filing, countersignature }: Judged, isKeyInLedger: boolean): Promise<PreparedSubmission> {
  const { tenant, platform, ledger, now } = context;
  const { claims, compact } = opened;
  const digest = await digestOf(compact);
  const said = filing?.report ? judgeAnswers(filing.answers) : null;
  const statement = ledger
    .prepare(
      `INSERT INTO submission (tenant_id, jti, jws, digest, nonce, kid, signer_id, signer_tenant_id, act, form_id, form_rev, report_type_id, period_id, amends_jti, received_at, log_idx, ref_jti, countersignature, needs_head, unanswered, mark)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ${thisIndex}, ?, ?, ?, ?, ?)`,
    )
    .bind(
      tenant.code, claims.jti, compact, digest, claims.nonce, key.kid, key.ownerId, key.tenantId, claims.act, claims.form.id, claims.form.rev,
      filing?.report?.reportType ?? null, filing?.report?.period ?? null, filing ? (claims.ref?.jti ?? null) : null, now, tenant.code,
      countersignature?.over ?? null, countersignature?.kind ?? null, filing?.needsHead ? 1 : 0,
      said?.unanswered ?? null, said?.mark ?? null,
    );
  return {
    kind: "new",
    claims,
    answers: filing?.answers ?? claims.data ?? {},
    signerId: key.ownerId,
    signerAccounts: key.ownerAccounts,
    statement,
    alongside: [...(filing?.attachments.length ? [nameAttachments(ledger, tenant.code, claims.jti, filing.attachments)] : []), ...(countersignature?.alongside ?? [])],
    // A key of another ledger cannot be asked inside this one's batch; it was read a moment ago.
    guards: [...(isKeyInLedger ? [keyStillActive(key, now)] : []), ...(countersignature?.guards ?? [])],
    entryMembers: { ...evidenceMembers(claims, digest, key), ...(countersignature ? { ref: claims.ref!.dig } : {}) },
    toReceipt: (logIndex, entry) => toReceipt(platform, tenant, { jti: claims.jti, digest, logIndex, entry, receivedAt: now }),
  };
}
