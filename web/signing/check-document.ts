import { base64url } from "jose";
import type { SubmissionClaims, SubmissionDocumentView } from "../../worker/submissions/contract.ts";
import { digestOf } from "../../worker/kernel/digest.ts";

/** Whether what the server shows is what stands in the signed document: its digest, and the digest of the text its signer read. */
export async function checkDocument({ jws, digest, transcript, isTextAsSigned }: SubmissionDocumentView): Promise<boolean> {
  if ((await digestOf(jws)) !== digest) return false;
  return !isTextAsSigned || (await digestOf(transcript)) === claimsOf(jws).view.dig;
}

export function claimsOf(jws: string): SubmissionClaims {
  return JSON.parse(new TextDecoder().decode(base64url.decode(jws.split(".")[1]!))) as SubmissionClaims;
}
