import { useMemo, useState } from "react";
import { checkAnswers } from "../../../worker/forms/check-answers.ts";
import type { ExtensionDecision } from "../../../worker/forms/contract.ts";
import type { TenantView } from "../../../worker/directory/contract.ts";
import type { ExtensionView } from "../../../worker/submissions/obligation-contract.ts";
import type { SessionView } from "../../../worker/tenancy/contract.ts";
import { m } from "../../words/m.ts";
import { announce } from "../../shared/components/announcements.tsx";
import { Button } from "../../shared/components/button.tsx";
import { Dialog } from "../../shared/components/dialog.tsx";
import { SelectField, TextField } from "../../shared/components/field.tsx";
import { Notice } from "../../shared/components/notice.tsx";
import { WhenReady } from "../../shared/components/states.tsx";
import { formatDay, formatMoment, formatPeriod } from "../../shared/locale/format-moment.ts";
import { reportTypeName } from "../../shared/locale/report-type-name.ts";
import { useRemote } from "../../shared/remote/use-remote.ts";
import { SignPanel } from "../../signing/sign-panel.tsx";
import { useOpenForm } from "../../signing/use-open-form.ts";
import { findingText } from "../../shared/extensions/finding-text.ts";

/** The supervisor grants more time until a day, or refuses: outcome and reason, then exactly what is signed, then the signature. */
export function AnswerExtension({ extension, session, close, answered }: { extension: ExtensionView; session: SessionView; close: () => void; answered: () => void }) {
  const form = useOpenForm(extension.tenant, "extension-decision");
  const [tenant, reload] = useRemote<TenantView>(`/v1/t/${extension.tenant}`);
  const [outcome, setOutcome] = useState<ExtensionDecision["outcome"]>(extension.state === "refused" ? "refuse" : "grant");
  const [until, setUntil] = useState(extension.until ?? extension.wantedUntil);
  const [text, setText] = useState("");
  const [step, setStep] = useState<"fill" | "tried" | "sign">("fill");
  const answers = useMemo<ExtensionDecision>(() => ({ extension: extension.id, outcome, ...(outcome === "grant" ? { until } : {}), text: text.trim().normalize("NFC") }), [extension.id, outcome, until, text]);
  const findings = form.state === "ready" ? checkAnswers(form.value.package, answers).errors : [];
  const wrong = (pointer: string) => (step === "tried" && form.state === "ready" ? findingText(form.value.package, findings, pointer) : undefined);
  const actions = (
    <>
      {step === "sign" ? <Button icon="back" onPress={() => setStep("fill")}>{m.back()}</Button> : <Button kind="primary" icon="next" disabled={form.state !== "ready"} onPress={() => setStep(findings.length > 0 ? "tried" : "sign")}>{m.extension_review()}</Button>}
      <Button onPress={close}>{m.cancel()}</Button>
    </>
  );
  return (
    <Dialog title={extension.isContested ? m.extension_anew() : m.extension_answer()} onClose={close} actions={actions}>
      <p>{reportTypeName(extension.reportType)}, {formatPeriod(extension.period)}. {m.reporting_due()}: {formatDay(extension.dueOn)}. {m.extension_until()} {formatDay(extension.wantedUntil)}.</p>
      <p>{extension.reason}</p>
      {extension.isContested && (
        <Notice tone="attention" title={m.extension_contested_title()}>
          <p>{m.extension_contested_text({ name: extension.decidedBy!.name ?? extension.decidedBy!.id, day: formatMoment(extension.decidedAt!), answer: extension.until === null ? m.extension_refused() : m.extension_granted({ day: formatDay(extension.until) }) })}</p>
        </Notice>
      )}
      <WhenReady remote={form}>
        {(edition) =>
          step === "sign" ? (
            <WhenReady remote={tenant} retry={reload}>
              {(known) => <SignPanel session={session} tenant={known} form={edition} act="submit" answers={answers} reference={null} keyAddress="/console/keys" destination={{ kind: "extension-decision", tenant: extension.tenant, extension: extension.id }} onAccepted={() => (announce(m.extension_answered()), answered())} />}
            </WhenReady>
          ) : (
            <>
              <SelectField id="extension-outcome" label={m.extension_outcome()} value={outcome} onChange={(value) => setOutcome(value as ExtensionDecision["outcome"])} options={[{ value: "grant", label: m.extension_grant() }, { value: "refuse", label: m.extension_refuse() }]} />
              {outcome === "grant" && <TextField id="extension-granted" type="date" label={m.extension_granted_until()} value={until} onChange={setUntil} error={wrong("/until")} />}
              <TextField id="extension-text" rows={3} label={m.extension_reason()} maxLength={4000} value={text} onChange={setText} error={wrong("/text")} />
            </>
          )
        }
      </WhenReady>
    </Dialog>
  );
}
