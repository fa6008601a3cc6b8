import { useState } from "react";
import { checkAnswers } from "../../../worker/forms/check-answers.ts";
import { decisionReasons, type Decision, type FormVersionView, type formList } from "../../../worker/forms/contract.ts";
import type * as z from "zod";
import type { DiscrepancyDetail } from "../../../worker/review/contract.ts";
import type { SessionView } from "../../../worker/tenancy/contract.ts";
import type { TenantView } from "../../../worker/directory/contract.ts";
import { m } from "../../words/m.ts";
import { useRemote } from "../../shared/remote/use-remote.ts";
import { Button } from "../../shared/components/button.tsx";
import { Dialog } from "../../shared/components/dialog.tsx";
import { ErrorSummary } from "../../shared/components/error-summary.tsx";
import { SelectField, TextField } from "../../shared/components/field.tsx";
import { WhenReady } from "../../shared/components/states.tsx";
import { currentLocale } from "../../shared/locale/current-locale.ts";
import { SignPanel } from "../../signing/sign-panel.tsx";
import { useForm } from "../../signing/use-form.ts";
import { transitionNames } from "../../shared/discrepancies/words.ts";

type Outcome = "accept" | "uphold" | "dismiss";
type Props = { detail: DiscrepancyDetail; session: SessionView; transition: Outcome; close: () => void; done: () => void };

/** Which reasons go with which conclusion; the form's own check says the same to everybody. */
const reasonsOf: Record<Outcome, readonly Decision["reason"][]> = {
  accept: ["explained"],
  uphold: ["not-explained"],
  dismiss: decisionReasons.filter((reason) => reason !== "explained" && reason !== "not-explained"),
};

/** The signed conclusion: reason and text, then exactly what is signed, then the signature. */
export function DecideDialog(props: Props) {
  const { detail, transition, close } = props;
  const [list, reload] = useRemote<z.infer<typeof formList>>(`/v1/t/${detail.tenant.code}/forms`);
  const found = list.state === "ready" ? list.value.forms.find(({ id, closedAt }) => id === "decision" && closedAt === null) : undefined;
  const [form, reloadForm] = useForm(detail.tenant.code, found ? { id: found.id, rev: found.rev } : null);
  return (
    <Dialog title={transitionNames[transition]()} onClose={close} actions={<Button onPress={close}>{m.cancel()}</Button>}>
      <WhenReady remote={list.state === "ready" ? form : list} retry={() => (reload(), reloadForm())}>
        {(version) => <DecisionSteps {...props} form={version as FormVersionView} />}
      </WhenReady>
    </Dialog>
  );
}

function DecisionSteps({ detail, session, transition, done, form }: Props & { form: FormVersionView }) {
  const [answers, setAnswers] = useState<Decision>({ discrepancy: detail.id, outcome: transition, reason: reasonsOf[transition][0]!, text: "" });
  const [step, setStep] = useState<"fill" | "tried" | "sign">("fill");
  const [tenant, reload] = useRemote<TenantView>(`/v1/t/${detail.tenant.code}`);
  const { errors } = checkAnswers(form.package, answers);
  const texts = form.package.i18n[currentLocale()];
  if (step === "sign") {
    return (
      <WhenReady remote={tenant} retry={reload}>
        {(known) => (
          <>
            <SignPanel session={session} tenant={known} form={form} act="submit" answers={answers} reference={null} keyAddress="/console/keys" destination={{ kind: "transition", tenant: detail.tenant.code, discrepancy: detail.id, transition, version: detail.version }} onAccepted={done} />
            <Button kind="quiet" icon="back" onPress={() => setStep("fill")}>{m.back()}</Button>
          </>
        )}
      </WhenReady>
    );
  }
  const wrong = step === "tried" ? errors : [];
  const targets: Record<string, string> = { "/reason": "decide-reason", "/text": "decide-text" };
  return (
    <>
      {wrong.length > 0 && <ErrorSummary lines={wrong.map((finding) => ({ text: m.decide_text_needed(), target: targets[finding.pointer] }))} />}
      <SelectField id="decide-reason" label={m.decide_reason()} value={answers.reason} onChange={(reason) => setAnswers({ ...answers, reason: reason as Decision["reason"] })} options={reasonsOf[transition].map((reason) => ({ value: reason, label: texts[`code:/reason=${reason}`] ?? reason }))} />
      <TextField id="decide-text" label={m.decide_text()} hint={m.decide_text_hint()} error={wrong.some(({ pointer }) => pointer === "/text") ? m.decide_text_needed() : undefined} rows={5} maxLength={4000} value={answers.text} onChange={(text) => setAnswers({ ...answers, text: text.normalize("NFC") })} />
      <Button kind="primary" icon="next" onPress={() => setStep(errors.length > 0 ? "tried" : "sign")}>{m.decide_review()}</Button>
    </>
  );
}
