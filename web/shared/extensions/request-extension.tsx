import { useMemo, useState } from "react";
import { checkAnswers } from "../../../worker/forms/check-answers.ts";
import type { ExtensionRequest } from "../../../worker/forms/contract.ts";
import type { SessionView } from "../../../worker/tenancy/contract.ts";
import { m } from "../../words/m.ts";
import { announce } from "../components/announcements.tsx";
import { Button } from "../components/button.tsx";
import { Dialog } from "../components/dialog.tsx";
import { TextField } from "../components/field.tsx";
import { WhenReady } from "../components/states.tsx";
import { useKeptAnswers } from "../components/use-kept-answers.ts";
import { currentLocale } from "../locale/current-locale.ts";
import { formatDay, formatPeriod } from "../locale/format-moment.ts";
import { reportTypeName } from "../locale/report-type-name.ts";
import { SignPanel } from "../../signing/sign-panel.tsx";
import { useOpenForm } from "../../signing/use-open-form.ts";
import { findingText } from "./finding-text.ts";

type Props = {
  /** Due on the last day in time as it is now. */
  report: { reportType: string; period: string; dueOn: string };
  session: SessionView;
  /** Where the head makes and sees the key of this device. */
  keyAddress: string;
  close: () => void;
  sent?: () => void;
};

/** The head asks for more time: the day and the reason, then exactly what is signed, then the signature. */
export function RequestExtension({ report, session, keyAddress, close, sent }: Props) {
  const tenant = session.tenant;
  const form = useOpenForm(tenant.code, "extension-request");
  const [{ until, reason }, write, forget] = useKeptAnswers(`report-extension/${tenant.code}/${report.reportType}/${report.period}`, { until: "", reason: "" });
  const [step, setStep] = useState<"fill" | "tried" | "sign">("fill");
  const answers = useMemo<ExtensionRequest>(() => ({ ...report, until, reason: reason.trim().normalize("NFC") }), [report, until, reason]);
  const findings = form.state === "ready" ? checkAnswers(form.value.package, answers).errors : [];
  const wrong = (pointer: string) => (step === "tried" && form.state === "ready" ? findingText(form.value.package, findings, pointer) : undefined);
  const review = () => {
    setStep(findings.length > 0 ? "tried" : "sign");
    if (findings.length > 0) document.getElementById(findings.some(({ pointer }) => pointer === "/until") ? "extension-until" : "extension-reason")?.focus();
  };
  const actions = (
    <>
      {step === "sign" ? <Button icon="back" onPress={() => setStep("fill")}>{m.back()}</Button> : <Button kind="primary" icon="next" disabled={form.state !== "ready"} onPress={review}>{m.extension_review()}</Button>}
      <Button onPress={close}>{m.cancel()}</Button>
    </>
  );
  return (
    <Dialog title={m.extension_request()} onClose={close} actions={actions}>
      <p>{reportTypeName(report.reportType)}, {formatPeriod(report.period)}. {m.extension_due({ day: formatDay(report.dueOn) })}</p>
      <WhenReady remote={form}>
        {(edition) =>
          step === "sign" ? (
            <SignPanel session={session} tenant={tenant} form={edition} act="submit" answers={answers} reference={null} keyAddress={keyAddress} destination={{ kind: "extension", tenant: tenant.code, report: `${report.reportType}/${report.period}/${report.dueOn}` }} onAccepted={() => (forget(), announce(m.extension_request_sent()), close(), sent?.())} />
          ) : (
            <>
              <TextField id="extension-until" type="date" label={m.extension_until()} value={until} onChange={(day) => write({ until: day, reason })} error={wrong("/until")} />
              <TextField id="extension-reason" rows={4} label={m.extension_reason()} hint={edition.package.i18n[currentLocale()]["hint:reason"]} maxLength={4000} value={reason} onChange={(why) => write({ until, reason: why })} error={wrong("/reason")} />
            </>
          )
        }
      </WhenReady>
    </Dialog>
  );
}
