import type * as z from "zod";
import type { Context, Tenant } from "../kernel/context.ts";
import { digestOf } from "../kernel/digest.ts";
import { Problem } from "../kernel/problem.ts";
import { APPROVAL_RENDERER, approvalTranscript } from "../forms/approval-transcript.ts";
import { locales, type Locale } from "../forms/contract.ts";
import { getFormVersion } from "../forms/get-form-version.ts";
import type { FormVersion } from "../forms/queries.ts";
import type { Guard } from "../log/record.ts";
import type { RegisteredKey } from "../signing/queries.ts";
import { signedClaims } from "../signing/signed-claims.ts";
import { rejectionData, type Countersignature, type SubmissionClaims } from "./contract.ts";
import type { Audience } from "./judge-filing.ts";
import type { SubmissionDocument } from "./queries.ts";
import type { FoundForSubmission } from "./read-for-submission.ts";
import { requireCountersignature } from "./require-countersignature.ts";
import { textShown } from "./text-shown.ts";

/** A signature over the document `over` that holds; what else becomes true with it, and what must still be so when it is written. */
export type JudgedCountersignature = { kind: Countersignature; over: string; alongside: D1PreparedStatement[]; guards: Guard[] };

export function isCountersigning({ act }: Pick<SubmissionClaims, "act">): boolean {
  return act === "approve" || act === "reject";
}

/** GFS-1, S14 to S18, for `approve` and `reject`: the document that is signed over, who may sign over it, and the text that was shown. */
export async function judgeCountersignature(context: Context, audiences: readonly Audience[], claims: SubmissionClaims, found: FoundForSubmission, key: RegisteredKey): Promise<JudgedCountersignature> {
  if (!audiences.includes("report") && !audiences.includes("decision")) throw new Problem("act-not-offered", "A signature over an earlier document goes to …/submissions; over a contested decision, it is the move `confirm-decision`.");
  const reason = requireReason(claims);
  const earlier = found.referred;
  const at = audiences.includes("decision") ? "decision" : "unit";
  const kind = requireCountersignature(claims, earlier, at, { id: key.ownerId, tenantId: key.tenantId, roles: key.ownerRoles, accounts: key.ownerAccounts });
  const form = await getFormVersion(context.platform, context.tenant, claims.form.id, claims.form.rev);
  if (form.digest !== claims.form.dig) throw new Problem("form-digest-mismatch", "The digest is not that of the published edition. Load the form again; sign what is published.");
  if (at === "unit" && form.package.meta.audience === "decision-manifest") throw new Problem("ref-conflict", "One signature about many decisions is not signed over: the text would not say which of them still hold. Open each discrepancy anew and decide again.");
  await requireView(context.tenant, form, claims, { kind, reason, signerId: key.ownerId, earlier: earlier! });
  // What becomes true of a decision is written by the move.
  return { kind, over: earlier!.jti, ...(at === "decision" ? { alongside: [], guards: [] } : effectOf(context, kind, claims.jti, earlier!.jti)) };
}

/** A rejection says why; an approval says nothing of its own. */
function requireReason(claims: SubmissionClaims): string | null {
  if (claims.att?.length) throw new Problem("attachment-mismatch", "A signature over a document has no attachments. Send it without `att`.");
  if (claims.act === "approve") {
    if (claims.data) throw new Problem("payload-invalid", "An approval has no `data`: what is approved stands in `ref`.", [{ pointer: "/data", code: "not-here" }]);
    return null;
  }
  if (!claims.data) throw new Problem("claim-missing", "A rejection needs `data.reason`: what the officer should correct.", [{ pointer: "/data", code: "required" }]);
  const result = rejectionData.safeParse(claims.data);
  if (!result.success) throw new Problem("data-invalid", "A rejection's `data` is `{ reason }`, 1 to 2,000 characters.", result.error.issues.map(({ code, path }: z.core.$ZodIssue) => ({ pointer: ["", ...path.map(String)].join("/"), code })));
  return result.data.reason;
}

type Shown = { kind: Countersignature; reason: string | null; signerId: string; earlier: SubmissionDocument };

/** S16: what was shown is what we would show. */
async function requireView(tenant: Tenant, form: FormVersion, claims: SubmissionClaims, shown: Shown): Promise<void> {
  if (!(locales as readonly string[]).includes(claims.view.loc)) throw new Problem("locale-not-offered", `The form is offered in ${locales.join(" and ")}.`);
  const text = await countersignedText(tenant, form, claims, shown);
  if (claims.view.ren !== APPROVAL_RENDERER || claims.view.dig !== (await digestOf(text))) {
    throw new Problem("view-digest-mismatch", `The text that was shown (${APPROVAL_RENDERER}) is not the one that belongs to this document as it stands now. Load the page again, read the text and sign again.`);
  }
}

/** The text of an approval or rejection, made from what is stored. */
export async function countersignedText(tenant: Pick<Tenant, "nameVi" | "nameEn">, form: FormVersion, claims: SubmissionClaims, { kind, reason, signerId, earlier }: Shown): Promise<string> {
  const locale = claims.view.loc as Locale;
  const { view } = signedClaims<SubmissionClaims>(earlier.jws);
  return approvalTranscript({
    pkg: form.package,
    revision: form.rev,
    locale,
    tenantName: locale === "en" ? tenant.nameEn : tenant.nameVi,
    act: claims.act as "approve" | "reject",
    countersignature: kind,
    signerId,
    reason,
    over: {
      jti: earlier.jti,
      act: earlier.act as "submit" | "amend" | "approve",
      signerId: earlier.signerId,
      kid: earlier.kid,
      digest: earlier.digest,
      viewDigest: view.dig,
      text: await textShown(tenant, form, earlier),
    },
  });
}

function effectOf({ ledger, tenant, now }: Context, kind: Countersignature, jti: string, over: string): { alongside: D1PreparedStatement[]; guards: Guard[] } {
  if (kind === "confirmation") {
    const confirm = ledger.prepare("UPDATE contested_submission SET confirmed_jti = ?, confirmed_at = ? WHERE tenant_id = ? AND jti = ?").bind(jti, now, tenant.code, over);
    const stillOpen = { holds: "EXISTS (SELECT 1 FROM contested_submission WHERE tenant_id = ? AND jti = ? AND confirmed_jti IS NULL)", params: [tenant.code, over] };
    return { alongside: [confirm], guards: [stillOpen] };
  }
  const stillWaits = {
    holds: `NOT EXISTS (SELECT 1 FROM submission WHERE tenant_id = ?1 AND ref_jti = ?2 AND countersignature = 'agency')
      AND NOT EXISTS (SELECT 1 FROM submission WHERE tenant_id = ?1 AND amends_jti = ?2)
      AND NOT EXISTS (SELECT 1 FROM contested_submission WHERE tenant_id = ?1 AND jti = ?2 AND confirmed_jti IS NULL)`,
    params: [tenant.code, over],
  };
  return { alongside: [], guards: [stillWaits] };
}
