import { certificateEvidence } from "../certificates/registered-certificate.ts";
import type { RegisteredKey } from "../signing/queries.ts";
import type { SubmissionClaims } from "./contract.ts";

/** What a log entry says of the signed document behind it: which one, by which key, over which form and text. */
export function evidenceMembers({ jti, form, view, act }: Pick<SubmissionClaims, "jti" | "form" | "view" | "act">, digest: string, key: Pick<RegisteredKey, "kid" | "certificate">): Record<string, string | number | null> {
  return { jti, kid: key.kid, sha256: digest, form: form.dig, view: view.dig, act, ...certificateEvidence(key) };
}
