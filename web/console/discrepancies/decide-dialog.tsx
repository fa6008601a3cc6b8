import { useMemo, useState } from "react";
import { checkAnswers } from "../../../worker/forms/check-answers.ts";
import { dismissalReasons, type Decision, type decisionOutcomes } from "../../../worker/forms/contract.ts";
import type { DiscrepancyDetail } from "../../../worker/review/contract.ts";
import type { SessionView } from "../../../worker/tenancy/contract.ts";
import type { TenantView } from "../../../worker/directory/contract.ts";
import { m } from "../../words/m.ts";
import type { ApiError } from "../../shared/remote/api-error.ts";
import { useRemote } from "../../shared/remote/use-remote.ts";
import { Button } from "../../shared/components/button.tsx";
import { Dialog } from "../../shared/components/dialog.tsx";
import { WhenReady } from "../../shared/components/states.tsx";
import { transitionNames } from "../../shared/discrepancies/words.ts";
import { SignPanel } from "../../signing/sign-panel.tsx";
import { useOpenForm } from "../../signing/use-open-form.ts";
import { loadPanelWords } from "../../words/load-panel-words.ts";
import { later } from "../../shared/remote/later.tsx";
import { DecisionFields } from "./decision-fields.tsx";
import { useKeptAnswers } from "../../shared/components/use-kept-answers.ts";

const ToDecide = later(async () => (await import("../../shared/discrepancies/record/to-decide.tsx")).ToDecide, loadPanelWords);

export type Outcome = (typeof decisionOutcomes)[number];
type Props = { detail: DiscrepancyDetail; session: SessionView; transition: Outcome; close: () => void; done: () => void; refused: (error: ApiError) => void };

/** Which reasons go with which conclusion; the form's own check says the same to everybody. */
const reasonsOf: Record<Outcome, readonly Decision["reason"][]> = {
  accept: ["explained"],
  uphold: ["not-explained", "no-answer"],
  "approve-dismissal": dismissalReasons,
  "deny-dismissal": ["not-dismissible"],
  "grant-appeal": ["evidence-holds"],
  "deny-appeal": ["evidence-insufficient"],
};

/** A dismissal is approved for the reason it was requested for, and for no other. */
function reasonsFor(transition: Outcome, { state, events }: DiscrepancyDetail): readonly Decision["reason"][] {
  if (transition === "uphold") return state === "AWAITING_EXPLANATION" ? ["no-answer"] : ["not-explained"];
  const requested = events.findLast((event) => event.transition === "request-dismissal")?.reason;
  return transition === "approve-dismissal" ? reasonsOf[transition].filter((reason) => reason === requested) : reasonsOf[transition];
}

/** The signed conclusion: reason and text, then exactly what is signed, then the signature. */
export function DecideDialog({ detail, session, transition, close, done, refused }: Props) {
  const form = useOpenForm(detail.tenant.code, "decision");
  const [tenant, reload] = useRemote<TenantView>(`/v1/t/${detail.tenant.code}`);
  const reasons = reasonsFor(transition, detail);
  const [written, write, forget] = useKeptAnswers(`${transition}/${session.officer.id}/${detail.id}`, { reason: reasons[0]!, text: "", remedyBy: transition === "uphold" ? detail.daysGiven.correct : "" });
  const [step, setStep] = useState<"fill" | "tried" | "sign">("fill");
  const answers = useMemo<Decision>(() => ({ discrepancy: detail.id, matter: detail.matter, outcome: transition, reason: written.reason, text: written.text.trim().normalize("NFC"), ...(transition === "uphold" && written.remedyBy ? { remedyBy: written.remedyBy } : {}) }), [detail, transition, written]);
  const findings = form.state === "ready" ? checkAnswers(form.value.package, answers).errors : [];
  const actions = (
    <>
      {step === "sign" ? <Button icon="back" onPress={() => setStep("fill")}>{m.back()}</Button> : <Button kind="primary" icon="next" disabled={form.state !== "ready"} onPress={() => setStep(findings.length > 0 ? "tried" : "sign")}>{m.decide_review()}</Button>}
      <Button onPress={close}>{m.cancel()}</Button>
    </>
  );
  const destination = { kind: "transition", tenant: detail.tenant.code, discrepancy: detail.id, transition, version: detail.version } as const;
  return (
    <Dialog title={transitionNames[transition]()} onClose={close} actions={actions}>
      <WhenReady remote={form}>
        {(edition) =>
          step === "sign" ? (
            <WhenReady remote={tenant} retry={reload}>
              {(known) => <SignPanel session={session} tenant={known} form={edition} act="submit" answers={answers} reference={null} keyAddress="/console/keys" destination={destination} onAccepted={() => (forget(), done())} onRefused={refused} />}
            </WhenReady>
          ) : (
            <>
              <ToDecide detail={detail} />
              <DecisionFields form={edition} reasons={reasons} asksForRemedy={transition === "uphold"} written={written} write={write} findings={step === "tried" ? findings : []} />
            </>
          )
        }
      </WhenReady>
    </Dialog>
  );
}
