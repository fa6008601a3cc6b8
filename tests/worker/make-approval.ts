import { newUuid7 } from "../../worker/kernel/ids.ts";
import { digestOf } from "../../worker/kernel/digest.ts";
import { APPROVAL_RENDERER, approvalTranscript } from "../../worker/forms/approval-transcript.ts";
import type { Locale } from "../../worker/forms/contract.ts";
import { getFormVersion } from "../../worker/forms/get-form-version.ts";
import { signedClaims } from "../../worker/signing/signed-claims.ts";
import { setPolicy } from "../../worker/tenancy/set-policy.ts";
import type { Countersignature, SubmissionClaims, SubmissionDocumentView } from "../../worker/submissions/contract.ts";
import { ask } from "./ask.ts";
import { signCompact } from "./make-key.ts";
import { askTicket, type Filer } from "./make-report.ts";
import { asPerson, contextFor } from "./make-tenant.ts";
import type { Tenant } from "../../worker/kernel/context.ts";

export type ApprovalWish = { act?: "approve" | "reject"; reason?: string; locale?: Locale; countersignature?: Countersignature };

/** From now on the tenant's reports on these forms or of these types count only with the head's signature. */
export async function askTwoSignatures(tenant: Tenant, what: string[] = ["services-report"], replaces = 0): Promise<void> {
  await setPolicy(contextFor(tenant), "two-signatures", { value: what, replaces });
}

export async function readSubmission(filer: Pick<Filer, "tenant" | "officer">, jti: string): Promise<SubmissionDocumentView> {
  return (await ask(`/v1/t/${filer.tenant.code}/submissions/${jti}`, { headers: asPerson(filer.officer) })).json<SubmissionDocumentView>();
}

/** Everything a good signature over the submission `jti` says, made as a browser makes it: from what the API shows. */
export async function makeApprovalClaims(signer: Pick<Filer, "tenant" | "officer">, jti: string, wish: ApprovalWish = {}): Promise<SubmissionClaims & Record<string, unknown>> {
  const { act = "approve", reason = null, locale = "vi" } = wish;
  const { tenant } = signer;
  const over = await readSubmission(signer, jti);
  const countersignature = wish.countersignature ?? (over.standing === "CONTESTED" && over.confirmedBy === null ? "confirmation" : "agency");
  const form = await getFormVersion(contextFor(tenant).platform, tenant, over.form.id, over.form.rev);
  const ticket = await askTicket(signer, form.id, form.rev, locale);
  const { view } = signedClaims<SubmissionClaims>(over.jws);
  const shown = approvalTranscript({
    pkg: form.package, revision: form.rev, locale, tenantName: locale === "en" ? tenant.nameEn : tenant.nameVi, act, countersignature, signerId: ticket.issuer, reason,
    over: { jti, act: over.act as "submit", signerId: over.signer.id, kid: over.kid, digest: over.digest, viewDigest: view.dig, text: over.act === "approve" ? null : over.transcript },
  });
  return {
    ver: 1, jti: newUuid7(Date.now()), iss: ticket.issuer, aud: ticket.audience, iat: ticket.serverTime, nonce: ticket.nonce, act,
    form: { id: form.id, rev: form.rev, dig: form.digest }, view: { loc: locale, ren: APPROVAL_RENDERER, dig: await digestOf(shown) },
    ref: { jti, dig: over.digest },
    ...(reason === null ? {} : { data: { reason } }),
  };
}

/** A signature over the submission, as the signer's browser would send it. */
export async function signApproval(signer: Filer, jti: string, wish: ApprovalWish = {}): Promise<string> {
  return signCompact(signer.key, "gov-submission+jwt", await makeApprovalClaims(signer, jti, wish));
}
