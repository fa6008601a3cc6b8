import type { Context, Role, Tenant } from "../kernel/context.ts";
import { digestOf } from "../kernel/digest.ts";
import { Problem } from "../kernel/problem.ts";
import { dayAt } from "../kernel/windows.ts";
import { findReportType } from "../directory/queries.ts";
import { attachedTranscript, type Attached } from "../forms/attached-transcript.ts";
import { checkAnswers } from "../forms/check-answers.ts";
import { locales, type FormPackage, type Locale } from "../forms/contract.ts";
import { getFormVersion } from "../forms/get-form-version.ts";
import type { FormVersion } from "../forms/queries.ts";
import type { RegisteredKey } from "../signing/queries.ts";
import type { SubmissionClaims } from "./contract.ts";
import type { FoundForSubmission } from "./read-for-submission.ts";
import { requireAttachments, takesAttachments } from "./require-attachments.ts";
import { requireChain } from "./require-chain.ts";
import { requireReportFits } from "./require-report-fits.ts";

export type Audience = FormPackage["meta"]["audience"];
export type Period = { reportType: string; period: string };

/** What a document says, once it holds in every respect. `needsHead`: a report that counts only when the head has signed over it. */
export type JudgedFiling = { answers: Record<string, unknown>; report: Period | null; needsHead: boolean; /** The ids of the files it names. */ attachments: string[] };

const filingRoles: Record<Audience, readonly Role[]> = {
  report: ["officer", "head"],
  service: ["officer", "head"],
  free: ["officer", "head"],
  explanation: ["officer", "head"],
  appeal: ["head"],
  decision: ["auditor", "supervisor"],
  "decision-manifest": ["auditor", "supervisor"],
  extension: ["head"],
  "extension-decision": ["supervisor"],
};

/** GFS-1, S14 to S18, for `submit` and `amend`: the form, the answers, the period, the text that was shown, the place in the chain. */
export async function judgeFiling(context: Context, audiences: readonly Audience[], claims: SubmissionClaims, found: FoundForSubmission, key: RegisteredKey): Promise<JudgedFiling> {
  const { tenant, now } = context;
  const form = await requireForm(context, audiences, claims, key);
  const answers = requireAnswers(form, claims);
  const report = form.package.meta.audience === "report" ? requirePeriod(periodOf(claims)) : null;
  if (report) requireReportFits(headOf(answers), claims.form.id, await findReportType(context.central, report.reportType), found.owed, dayAt(now), tenant);
  // Where files may be named their names stand in the text, so S17 comes before S16.
  const canAttach = takesAttachments(form.package.meta.audience);
  const attached = canAttach ? requireAttachments(claims.att, found.attachments, key.ownerId) : [];
  await requireView(tenant, form, claims, answers, attached);
  if (!canAttach && claims.att?.length) throw new Problem("attachment-mismatch", "Explanations and appeals name attachments; this form does not. Send it without `att`.");
  requireChain({ claims, period: report, referred: found.referred, firstOfPeriod: found.firstOfPeriod });
  const needsHead = report !== null && (found.twoSignatures.includes(claims.form.id) || found.twoSignatures.includes(report.reportType));
  return { answers, report, needsHead, attachments: attached.map(({ id }) => id) };
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
    throw new Problem("act-not-offered", "This form does not take this act here. Reports take `submit` and `amend`, explanations and decisions `submit` only. Nothing is withdrawn: what was filed is amended.");
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
async function requireView(tenant: Tenant, form: FormVersion, claims: SubmissionClaims, answers: Record<string, unknown>, attached: readonly Attached[]): Promise<void> {
  if (!(locales as readonly string[]).includes(claims.view.loc)) throw new Problem("locale-not-offered", `The form is offered in ${locales.join(" and ")}.`);
  const locale = claims.view.loc as Locale;
  const filled = { pkg: form.package, revision: form.rev, locale, answers, act: claims.act as "submit" | "amend", tenantName: locale === "en" ? tenant.nameEn : tenant.nameVi };
  const { text, renderer } = attachedTranscript(filled, attached);
  if (claims.view.ren !== renderer || claims.view.dig !== (await digestOf(text))) {
    throw new Problem("view-digest-mismatch", `The text that was shown (${renderer}) is not the one these answers give. Load the page again, read the text and sign again.`);
  }
}

/** Type and period as the answers name them; whether they fit is judged later. */
export function periodOf(claims: SubmissionClaims): Period | null {
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
