import type { Context } from "../kernel/context.ts";
import { digestOf } from "../kernel/digest.ts";
import { Problem } from "../kernel/problem.ts";
import { getFormVersion } from "../forms/get-form-version.ts";
import type { Locale } from "../forms/contract.ts";
import { transcript } from "../forms/transcript.ts";
import { signedClaims } from "../signing/signed-claims.ts";
import type { SubmissionClaims, SubmissionDocumentView, SubmissionView } from "./contract.ts";
import { findDocument, type Submission } from "./queries.ts";

/**
 * A submission with exactly what was signed, and the text of it made again from the published form. `isTextAsSigned` says whether
 * that is, byte for byte, the text that was shown: its digest is the one in the signature.
 */
export async function getSubmission(context: Context, jti: string): Promise<SubmissionDocumentView> {
  const { ledger, tenant, platform } = context;
  const document = await findDocument(ledger, tenant.code, jti);
  if (!document) throw new Problem("not-found", "The tenant has no submission with this id.");
  const claims = signedClaims<SubmissionClaims>(document.jws);
  const form = await getFormVersion(platform, tenant, claims.form.id, claims.form.rev);
  const locale = claims.view.loc as Locale;
  const answers = claims.data ?? {};
  const text = transcript({ pkg: form.package, revision: form.rev, locale, answers, act: document.act, tenantName: locale === "en" ? tenant.nameEn : tenant.nameVi });
  return {
    ...toSubmissionView(document),
    locale,
    answers,
    transcript: text,
    isTextAsSigned: (await digestOf(text)) === claims.view.dig,
    jws: document.jws,
  };
}

export function toSubmissionView(submission: Submission): SubmissionView {
  return {
    jti: submission.jti,
    form: { id: submission.formId, rev: submission.formRevision },
    act: submission.act,
    reportType: submission.reportTypeId,
    period: submission.periodId,
    signer: { id: submission.signerId, name: submission.signerName },
    kid: submission.kid,
    digest: submission.digest,
    receivedAt: new Date(submission.receivedAt).toISOString(),
    logIndex: submission.logIndex,
    amends: submission.amendsJti,
    amendedBy: submission.amendedByJti,
  };
}
