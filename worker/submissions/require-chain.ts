import { Problem } from "../kernel/problem.ts";
import type { SubmissionClaims } from "./contract.ts";
import type { SubmissionDocument } from "./queries.ts";

type Referred = Pick<SubmissionDocument, "digest" | "refJti" | "formId" | "reportTypeId" | "periodId" | "amendedByJti">;
type Chain = { claims: Pick<SubmissionClaims, "act" | "ref" | "form">; period: { reportType: string; period: string } | null; referred: Referred | null; firstOfPeriod: string | null };

/** GFS-1, S18: a period has one report and a chain of amendments, each amending the newest. Throws where the document does not fit in. */
export function requireChain({ claims, period, referred, firstOfPeriod }: Chain): void {
  if (claims.act === "submit") {
    if (claims.ref) throw conflict("A first submission refers to no earlier one. Leave `ref` out, or amend.");
    if (period && firstOfPeriod) throw new Problem("report-exists", `This period was reported already (${firstOfPeriod}). To correct it, amend: act \`amend\` with \`ref\` naming its newest submission.`, undefined, { jti: firstOfPeriod });
    return;
  }
  if (!claims.ref) throw conflict("An amendment needs `ref`: jti and digest of the submission that it corrects.");
  if (!referred || referred.digest !== claims.ref.dig) throw conflict("`ref` does not name a submission of this tenant with this digest. Load the report again and amend from there.");
  if (referred.refJti !== null) throw conflict("`ref` names a signature over a report, not a report. Amend the report itself.");
  if (referred.formId !== claims.form.id || referred.reportTypeId !== (period?.reportType ?? null) || referred.periodId !== (period?.period ?? null)) {
    throw conflict("The submission in `ref` is another form's or another period's.");
  }
  if (referred.amendedByJti) throw conflict(`The submission in \`ref\` was amended already (${referred.amendedByJti}). Load the newest one and amend that.`);
}

function conflict(detail: string): Problem {
  return new Problem("ref-conflict", detail);
}
