import type { FormVersionView } from "../../worker/forms/contract.ts";
import { digestOf } from "../../worker/kernel/digest.ts";
import { newUuid7 } from "../../worker/kernel/ids.ts";
import type { AttachmentView } from "../../worker/submissions/attachment-contract.ts";
import type { Act, SubmissionClaims } from "../../worker/submissions/contract.ts";
import { signCompact, type SigningKey } from "./sign-compact.ts";
import { serverTimeNow, type HeldTicket } from "./signing-ticket.ts";

export type ToSign = {
  form: FormVersionView;
  locale: "vi" | "en";
  /** Exactly the text that was on the screen. */
  shown: string;
  /** What made that text. */
  renderer: string;
  act: Act;
  /** The answers, or a rejection's reason; null for an approval. */
  answers: Record<string, unknown> | null;
  attachments: readonly AttachmentView[];
  reference: { jti: string; dig: string } | null;
};

/** Signs what was shown, profile GFS-1. */
export async function signSubmission(key: SigningKey, held: HeldTicket, toSign: ToSign): Promise<{ jws: string; jti: string }> {
  const iat = serverTimeNow(held);
  const claims: SubmissionClaims = {
    ver: 1,
    jti: newUuid7(iat * 1000),
    iss: held.ticket.issuer,
    aud: held.ticket.audience,
    iat,
    nonce: held.ticket.nonce,
    act: toSign.act,
    form: { id: toSign.form.id, rev: toSign.form.rev, dig: toSign.form.digest },
    view: { loc: toSign.locale, ren: toSign.renderer, dig: await digestOf(toSign.shown) },
    ...(toSign.answers ? { data: toSign.answers } : {}),
    ...(toSign.attachments.length > 0 ? { att: toSign.attachments.map(({ id, dig, size, type }) => ({ id, dig, size, type })) } : {}),
    ...(toSign.reference ? { ref: toSign.reference } : {}),
  };
  return { jws: await signCompact(key, "gov-submission+jwt", claims), jti: claims.jti };
}
