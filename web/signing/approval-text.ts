import { approvalTranscript, type ApprovalTranscribed } from "../../worker/forms/approval-transcript.ts";
import type { FormVersionView } from "../../worker/forms/contract.ts";
import type { SubmissionDocumentView } from "../../worker/submissions/contract.ts";
import type { TenantView } from "../../worker/directory/contract.ts";
import { currentLocale } from "../shared/locale/current-locale.ts";
import { claimsOf } from "./check-document.ts";

type Signing = { tenant: Pick<TenantView, "nameVi" | "nameEn">; signerId: string; over: SubmissionDocumentView; form: FormVersionView } & Pick<ApprovalTranscribed, "act" | "countersignature" | "reason">;

/** The text of a signature over a document, as the server makes it: with the first signer's text word for word, where it can be made again. */
export function approvalText({ tenant, signerId, over, form, act, countersignature, reason }: Signing): string {
  const locale = currentLocale();
  const isFiled = over.act === "submit" || over.act === "amend";
  return approvalTranscript({
    pkg: form.package,
    revision: form.rev,
    locale,
    tenantName: locale === "en" ? tenant.nameEn : tenant.nameVi,
    act,
    countersignature,
    signerId,
    reason,
    over: {
      jti: over.jti,
      act: over.act as "submit" | "amend" | "approve",
      signerId: over.signer.id,
      kid: over.kid,
      digest: over.digest,
      viewDigest: claimsOf(over.jws).view.dig,
      text: isFiled && over.isTextAsSigned ? over.transcript : null,
    },
  });
}
