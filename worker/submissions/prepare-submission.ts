import { audienceOf, type Context, type Role, type Tenant } from "../kernel/context.ts";
import { digestOf } from "../kernel/digest.ts";
import { Problem } from "../kernel/problem.ts";
import { dayAt } from "../kernel/windows.ts";
import { findReportType } from "../directory/queries.ts";
import { checkAnswers } from "../forms/check-answers.ts";
import { locales, type FormPackage, type Locale } from "../forms/contract.ts";
import { getFormVersion } from "../forms/get-form-version.ts";
import type { FormVersion } from "../forms/queries.ts";
import { RENDERER, transcript } from "../forms/transcript.ts";
import { thisIndex, type Guard } from "../log/record.ts";
import { openSigned, type OpenedJws } from "../signing/open-signed.ts";
import type { RegisteredKey } from "../signing/queries.ts";
import { keyStillActive, requireActiveKey, requireOwnedKey } from "../signing/require-active-key.ts";
import { requireTicket } from "../signing/tickets.ts";
import { requireSignature } from "../signing/verify-signature.ts";
import type { SessionCookie } from "../tenancy/session.ts";
import { MAX_JWS_LENGTH, submissionClaims, type ReceiptView, type SubmissionClaims } from "./contract.ts";
import { readForSubmission, type FoundForSubmission } from "./read-for-submission.ts";
import { toReceipt } from "./receipt.ts";
import { requireChain } from "./require-chain.ts";
import { requireReportFits } from "./require-report-fits.ts";

export type Audience = FormPackage["meta"]["audience"];

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
  statement: D1PreparedStatement;
  guards: Guard[];
  /** Members for the log entry besides its kind and time. */
  entryMembers: Record<string, string | number | null>;
  toReceipt: (logIndex: number, entry: string) => Promise<ReceiptView>;
};

/** The very same document is stored already: its original receipt. */
export type StoredSubmission = { kind: "stored"; claims: SubmissionClaims; receipt: ReceiptView };

const filingRoles: Record<Audience, readonly Role[]> = {
  report: ["officer", "head"],
  service: ["officer", "head"],
  free: ["officer", "head"],
  explanation: ["officer", "head"],
  appeal: ["head"],
  decision: ["auditor", "supervisor"],
};

/** GFS-1, S1 to S18, in order; S19 is the caller's one batch with what this returns. */
export async function prepareSubmission(context: Context, request: SubmissionRequest): Promise<PreparedSubmission | StoredSubmission> {
  const { tenant, platform, now } = context;
  const home = { tenant: request.signerTenant, ledger: platform.ledgers[request.signerTenant.ledger] };
  const opened = await openSigned(home, request.jws, { type: "gov-submission+jwt", claims: submissionClaims, maxLength: MAX_JWS_LENGTH, signers: "officers" });
  const { claims } = opened;
  requireBinding(context, opened);
  const period = periodOf(claims);
  const found = await readForSubmission(context, request.signerTenant, opened.header.kid, claims, period, request.cookie);
  const key = requireOwnedKey(found.key, claims.iss);
  requireSameSigner(request.cookie, found, key);
  await requireSignature(opened, key);
  if (found.stored) return { kind: "stored", claims, receipt: await receiptOfStored(context, opened, found.stored) };
  requireActiveKey(key);
  requireTime(claims, now);
  if (found.isNonceUsed) throw new Problem("nonce-used", "This signing ticket was used for another document. Open the review page again and sign there.");
  await requireTicket(platform, { purpose: "sign", tenant: tenant.code, holder: key.ownerId, form: claims.form.id, rev: claims.form.rev, locale: claims.view.loc }, claims.nonce, now);
  const form = await requireForm(context, request.audiences, claims, key);
  const answers = requireAnswers(form, claims);
  const report = form.package.meta.audience === "report" ? requirePeriod(period) : null;
  if (report) requireReportFits(headOf(answers), claims.form.id, await findReportType(context.central, report.reportType), found.owed, dayAt(now), tenant);
  await requireView(tenant, form, claims, answers);
  if (claims.att?.length) throw new Problem("attachment-mismatch", "No attachment with this id was uploaded for this tenant. Send the document without `att`.");
  requireChain({ claims, period: report, referred: found.referred, firstOfPeriod: found.firstOfPeriod });
  return prepared(context, opened, key, answers, report, request.signerTenant.ledger === tenant.ledger);
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

/** S14. */
async function requireForm({ platform, tenant }: Context, audiences: readonly Audience[], claims: SubmissionClaims, key: RegisteredKey): Promise<FormVersion> {
  const form = await getFormVersion(platform, tenant, claims.form.id, claims.form.rev);
  if (form.closedAt !== null) throw new Problem("form-revision-closed", "A newer edition of the form is published. Open it, check your answers there and sign again.");
  if (form.digest !== claims.form.dig) throw new Problem("form-digest-mismatch", "The digest is not that of the published edition. Load the form again; sign what is published.");
  const { audience } = form.package.meta;
  if (!audiences.includes(audience)) throw new Problem("act-not-offered", "This form is not filed at this address: explanations and decisions are moves of a discrepancy (POST …/discrepancies/{id}/transitions), reports go to …/submissions.");
  if (!key.ownerRoles.some((role) => filingRoles[audience].includes(role))) throw new Problem("not-permitted", `Filing this form needs the role ${filingRoles[audience].join(" or ")}. Ask your tenant's administrator.`);
  if (claims.act !== "submit" && !(claims.act === "amend" && audience === "report")) {
    throw new Problem("act-not-offered", "This form does not take this act. Reports take `submit` and `amend`, explanations and decisions `submit` only.");
  }
  return form;
}

/** S15: the same check as in the browser. */
function requireAnswers(form: FormVersion, claims: SubmissionClaims): Record<string, unknown> {
  if (!claims.data) throw new Problem("claim-missing", "The payload lacks `data`: the answers.", [{ pointer: "/data", code: "required" }]);
  const { errors } = checkAnswers(form.package, claims.data);
  if (errors.length > 0) throw new Problem("data-invalid", "The answers do not fit the form. `errors` names each place (pointers into `data`); correct them and sign again.", errors);
  return claims.data;
}

/** S16: what was shown is what we would show. */
async function requireView(tenant: Tenant, form: FormVersion, claims: SubmissionClaims, answers: Record<string, unknown>): Promise<void> {
  if (!(locales as readonly string[]).includes(claims.view.loc)) throw new Problem("locale-not-offered", `The form is offered in ${locales.join(" and ")}.`);
  const locale = claims.view.loc as Locale;
  const shown = transcript({ pkg: form.package, revision: form.rev, locale, answers, act: claims.act as "submit" | "amend", tenantName: locale === "en" ? tenant.nameEn : tenant.nameVi });
  if (claims.view.ren !== RENDERER || claims.view.dig !== (await digestOf(shown))) {
    throw new Problem("view-digest-mismatch", `The text that was shown (${RENDERER}) is not the one these answers give. Load the page again, read the text and sign again.`);
  }
}

async function prepared(context: Context, opened: OpenedJws<SubmissionClaims>, key: RegisteredKey, answers: Record<string, unknown>, report: Period | null, isKeyInLedger: boolean): Promise<PreparedSubmission> {
  const { tenant, platform, ledger, now } = context;
  const { claims, compact } = opened;
  const digest = await digestOf(compact);
  const statement = ledger
    .prepare(
      `INSERT INTO submission (tenant_id, jti, jws, digest, nonce, kid, signer_id, signer_tenant_id, act, form_id, form_rev, report_type_id, period_id, amends_jti, received_at, log_idx)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ${thisIndex})`,
    )
    .bind(
      tenant.code, claims.jti, compact, digest, claims.nonce, key.kid, key.ownerId, key.tenantId, claims.act, claims.form.id, claims.form.rev,
      report?.reportType ?? null, report?.period ?? null, claims.ref?.jti ?? null, now, tenant.code,
    );
  return {
    kind: "new",
    claims,
    answers,
    signerId: key.ownerId,
    statement,
    // A key of another ledger cannot be asked inside this one's batch; it was read a moment ago.
    guards: isKeyInLedger ? [keyStillActive(key, now)] : [],
    entryMembers: { jti: claims.jti, kid: key.kid, sha256: digest, form: claims.form.dig, view: claims.view.dig, act: claims.act },
    toReceipt: (logIndex, entry) => toReceipt(platform, tenant, { jti: claims.jti, digest, logIndex, entry, receivedAt: now }),
  };
}

type Period = { reportType: string; period: string };

/** Type and period as the answers name them; whether they fit is judged later. */
function periodOf(claims: SubmissionClaims): Period | null {
  const { reportType, period } = claims.data ?? {};
  return typeof reportType === "string" && typeof period === "string" ? { reportType, period } : null;
}

/** A form for reports whose answers name no period: no report could be told from the next. */
function requirePeriod(period: Period | null): Period {
  if (!period) throw new Problem("report-not-due", "The answers name no report type and period. GET …/due-reports lists what can be filed now.");
  return period;
}

function headOf(answers: Record<string, unknown>): Period & { from: string; to: string } {
  return answers as Period & { from: string; to: string };
}
