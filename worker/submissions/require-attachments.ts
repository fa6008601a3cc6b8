import { Problem } from "../kernel/problem.ts";
import type { FormPackage } from "../forms/contract.ts";
import type { Attachment } from "./attachment-queries.ts";
import type { SubmissionClaims } from "./contract.ts";

/** The forms that may name files: what a unit says for itself about a discrepancy. */
const takers: readonly FormPackage["meta"]["audience"][] = ["explanation", "appeal"];

export function takesAttachments(audience: FormPackage["meta"]["audience"]): boolean {
  return takers.includes(audience);
}

/** GFS-1, S17: every file that is named was uploaded here by the signer, and is named as it is; each once. In the order of `att`. */
export function requireAttachments(att: SubmissionClaims["att"], uploaded: readonly Attachment[], signerId: string): Attachment[] {
  const named = (att ?? []).map(({ id, dig, size, type }, i) => {
    const file = uploaded.find((one) => one.id === id && one.ownerId === signerId);
    if (!file) throw mismatch(i, "no file with this id was uploaded by the signer for this tenant. Upload it first (POST …/attachments), then sign what that answers");
    if (file.dig !== dig || file.size !== size || file.type !== type) throw mismatch(i, "it is not as it was uploaded: `dig`, `size` and `type` must be those of the upload's answer. Load the page again and sign there");
    return file;
  });
  const again = named.findIndex((file, i) => named.indexOf(file) !== i);
  if (again >= 0) throw mismatch(again, "it is named twice. Name each file once");
  return named;
}

function mismatch(place: number, what: string): Problem {
  return new Problem("attachment-mismatch", `Attachment ${place + 1}: ${what}.`, [{ pointer: `/att/${place}`, code: "attachment-mismatch" }]);
}
