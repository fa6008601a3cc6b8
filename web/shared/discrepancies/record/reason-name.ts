import type { decisionReasons, explanationReasons } from "../../../../worker/forms/contract.ts";
import { m } from "../../../words/m.ts";
import { dismissalReasonNames } from "../words.ts";

const names: Record<(typeof decisionReasons)[number] | (typeof explanationReasons)[number], () => string> = {
  ...dismissalReasonNames,
  "late-sync": m.reason_late_sync,
  "wrong-channel": m.reason_wrong_channel,
  "counted-otherwise": m.reason_counted_otherwise,
  "system-error": m.reason_system_error,
  "service-not-in-use": m.reason_service_not_in_use,
  "will-correct": m.reason_will_correct,
  other: m.reason_other,
  explained: m.reason_explained,
  "not-explained": m.reason_not_explained,
  "no-answer": m.reason_no_answer,
  "not-dismissible": m.reason_not_dismissible,
  "evidence-holds": m.reason_evidence_holds,
  "evidence-insufficient": m.reason_evidence_insufficient,
};

/** A reason as the forms call it; a code that the screen does not know is shown as it is. */
export function reasonName(reason: string): string {
  return reason in names ? names[reason as keyof typeof names]() : reason;
}
