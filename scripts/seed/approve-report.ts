import type { Context } from "../../worker/kernel/context.ts";
import { digestOf } from "../../worker/kernel/digest.ts";
import { newUuid7 } from "../../worker/kernel/ids.ts";
import { APPROVAL_RENDERER } from "../../worker/forms/approval-transcript.ts";
import { getFormVersion } from "../../worker/forms/get-form-version.ts";
import { issueSigningTicket } from "../../worker/signing/issue-signing-ticket.ts";
import { countersignedText } from "../../worker/submissions/judge-countersignature.ts";
import type { SubmissionClaims } from "../../worker/submissions/contract.ts";
import { findDocument } from "../../worker/submissions/queries.ts";
import { submitForm } from "../../worker/submissions/submit-form.ts";
import type { Signer } from "./signer.ts";

/** The head whose context this is signs over the report `jti`, as their page would. */
export async function approveReport(context: Context, headId: string, signer: Signer, jti: string): Promise<void> {
  const { ledger, tenant, platform, now } = context;
  const earlier = (await findDocument(ledger, tenant.code, jti))!;
  const form = await getFormVersion(platform, tenant, earlier.formId, earlier.formRevision);
  const ticket = await issueSigningTicket(context, { form: form.id, rev: form.rev, locale: "vi" });
  const claims: SubmissionClaims = {
    ver: 1, jti: newUuid7(now), iss: ticket.issuer, aud: ticket.audience, iat: ticket.serverTime, nonce: ticket.nonce, act: "approve",
    form: { id: form.id, rev: form.rev, dig: form.digest }, view: { loc: "vi", ren: APPROVAL_RENDERER, dig: "" }, ref: { jti, dig: earlier.digest },
  };
  claims.view.dig = await digestOf(await countersignedText(tenant, form, claims, { kind: "agency", reason: null, signerId: headId, earlier }));
  await submitForm(context, await signer.sign("gov-submission+jwt", claims));
}
