import type { FormVersionView } from "../../worker/forms/contract.ts";
import { RENDERER } from "../../worker/forms/transcript.ts";
import { digestOf } from "../../worker/kernel/digest.ts";
import { newUuid7 } from "../../worker/kernel/ids.ts";
import type { SubmissionClaims } from "../../worker/submissions/contract.ts";
import type { DeviceKey } from "../device/device-database.ts";
import { signCompact } from "./sign-compact.ts";
import { serverTimeNow, type HeldTicket } from "./signing-ticket.ts";

export type ToSign = {
  form: FormVersionView;
  locale: "vi" | "en";
  /** Exactly the text that was on the screen. */
  shown: string;
  act: "submit" | "amend";
  answers: Record<string, unknown>;
  reference: { jti: string; dig: string } | null;
};

/** Signs what was shown, profile GFS-1. */
export async function signSubmission(key: DeviceKey, held: HeldTicket, toSign: ToSign): Promise<{ jws: string; jti: string }> {
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
    view: { loc: toSign.locale, ren: RENDERER, dig: await digestOf(toSign.shown) },
    data: toSign.answers,
    ...(toSign.reference ? { ref: toSign.reference } : {}),
  };
  return { jws: await signCompact(key, "gov-submission+jwt", claims), jti: claims.jti };
}
