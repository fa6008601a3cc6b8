import type { Role } from "../kernel/context.ts";
import { Problem } from "../kernel/problem.ts";
import { isSamePerson, type Person } from "../tenancy/same-person.ts";
import type { Countersignature, SubmissionClaims } from "./contract.ts";
import type { SubmissionDocument } from "./queries.ts";

/** Whose documents are signed over at an address: the unit's own, or the authority's decisions about it. */
export type SignedOverAt = "unit" | "decision";
/** Who signs over: a person by an account of a tenant, and its roles. */
export type Countersigner = Person & { tenantId: string; roles: readonly Role[] };
type Earlier = Pick<
  SubmissionDocument,
  "jti" | "digest" | "act" | "signerId" | "signerTenantId" | "formId" | "formRevision" | "amendedByJti" | "needsHead" | "headAct" | "isContested" | "confirmedByJti" | "confirmerId" | "countersignature" | "refSignerId"
>;

/**
 * GFS-1, S18, for signatures over an earlier document: what this one is for, or why it is refused. What is contested is confirmed
 * first, by its own signer or a head, with another key; what waits for the head is then approved or returned, by a head who is
 * nobody of those who signed before, under no account of theirs.
 */
export function requireCountersignature(claims: Pick<SubmissionClaims, "act" | "ref" | "form">, earlier: Earlier | null, at: SignedOverAt, signer: Countersigner): Countersignature {
  if (!claims.ref) throw conflict("A signature over an earlier document needs `ref`: its jti and the SHA-256 of its JWS.");
  if (!earlier || earlier.digest !== claims.ref.dig) throw conflict("`ref` does not name a submission of this tenant with this digest. Load it again and sign over what is there.");
  if (earlier.signerTenantId !== signer.tenantId) throw conflict("The document in `ref` was signed for another tenant. A unit signs over its own documents; a contested decision is confirmed by the authority's people (`confirm-decision`).");
  if (earlier.act === "reject") throw conflict("Nothing is signed over a rejection. Amend the report and sign that.");
  if (earlier.formId !== claims.form.id || earlier.formRevision !== claims.form.rev) throw conflict("`form` is not the edition that the document in `ref` was signed on.");
  if (earlier.amendedByJti) throw conflict(`The report in \`ref\` was amended (${earlier.amendedByJti}). Read the newest one and sign over that.`);
  if (at === "decision") return requireAnother(claims.act, earlier, signer);
  if (earlier.isContested === 1 && earlier.confirmedByJti === null) return requireConfirmation(claims.act, earlier, signer);
  return requireAgency(earlier, signer);
}

function requireConfirmation(act: string, earlier: Earlier, signer: Countersigner): "confirmation" {
  if (act !== "approve") throw conflict("The document in `ref` is contested: its key was reported as compromised. Confirm it first (`approve`), or amend it.");
  const isOwn = isSamePerson(signer, earlier.signerId);
  if (!isOwn && !signer.roles.includes("head")) throw new Problem("not-permitted", "A contested document is confirmed by the person who signed it, or by a head of the unit.");
  if (earlier.countersignature === "agency" && isSamePerson(signer, earlier.refSignerId)) throw selfApproval();
  return "confirmation";
}

/** Over a decision: somebody else. That it is contested, and who of the authority may say the same, is settled by the move. */
function requireAnother(act: string, earlier: Earlier, signer: Countersigner): "confirmation" {
  if (act !== "approve") throw conflict("A contested decision is confirmed (`approve`), or countered by opening the discrepancy anew.");
  if (isSamePerson(signer, earlier.signerId)) throw new Problem("self-approval", "A contested decision is confirmed by somebody else than who signed it. Leave this to a colleague.");
  return "confirmation";
}

function requireAgency(earlier: Earlier, signer: Countersigner): "agency" {
  if (earlier.needsHead !== 1) throw conflict("The document in `ref` needs no further signature.");
  if (earlier.headAct) throw conflict(`The head has decided about this report already (${earlier.headAct}). Load it again.`);
  if (!signer.roles.includes("head")) throw new Problem("not-permitted", "Signing for the unit needs the role head in this tenant. Ask your tenant's administrator.");
  if (isSamePerson(signer, earlier.signerId) || isSamePerson(signer, earlier.confirmerId)) throw selfApproval();
  return "agency";
}

function selfApproval(): Problem {
  return new Problem("self-approval", "Two signatures are two people: whoever signed the report does not also sign it for the unit. Ask another head.");
}

function conflict(detail: string): Problem {
  return new Problem("ref-conflict", detail);
}
