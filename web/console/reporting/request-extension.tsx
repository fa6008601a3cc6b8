import { useMemo, useState } from "react";
import { checkAnswers } from "../../../worker/forms/check-answers.ts";
import type { ExtensionRequest } from "../../../worker/forms/contract.ts";
import type { SessionView } from "../../../worker/tenancy/contract.ts";
import { m } from "../../words/m.ts";
import { announce } from "../../shared/components/announcements.tsx";
import { Button } from "../../shared/components/button.tsx";
import { Dialog } from "../../shared/components/dialog.tsx";
import { TextField } from "../../shared/components/field.tsx";
import { WhenReady } from "../../shared/components/states.tsx";
import { formatDay, formatPeriod } from "../../shared/locale/format-moment.ts";
import { reportTypeName } from "../../shared/locale/report-type-name.ts";
import { SignPanel } from "../../signing/sign-panel.tsx";
import { useOpenForm } from "../../signing/use-open-form.ts";
import { findingText } from "./finding-text.ts";

/** The head asks for more time: the day and the reason, then exactly what is signed, then the signature. */
export function RequestExtension({ report, session, close }: { report: { reportType: string; period: string; dueOn: string }; session: SessionView; close: () => void }) {
  const tenant = session.tenant;
  const form = useOpenForm(tenant.code, "extension-request");
  const [until, setUntil] = useState("");
  const [reason, setReason] = useState("");
  const [step, setStep] = useState<"fill" | "tried" | "sign">("fill");
  const answers = useMemo<ExtensionRequest>(() => ({ ...report, until, reason: reason.trim().normalize("NFC") }), [report, until, reason]);
  const findings = form.state === "ready" ? checkAnswers(form.value.package, answers).errors : [];
  const wrong = (pointer: string) => (step === "tried" && form.state === "ready" ? findingText(form.value.package, findings, pointer) : undefined);
  const actions = (
    <>
      {step === "sign" ? <Button icon="back" onPress={() => setStep("fill")}>{m.back()}</Button> : <Button kind="primary" icon="next" disabled={form.state !== "ready"} onPress={() => setStep(findings.length > 0 ? "tried" : "sign")}>{m.extension_review()}</Button>}
      <Button onPress={close}>{m.cancel()}</Button>
    </>
  );
  return (
    <Dialog title={m.extension_request()} onClose={close} actions={actions}>
      <p>{reportTypeName(report.reportType)}, {formatPeriod(report.period)}. {m.reporting_due()}: {formatDay(report.dueOn)}</p>
      <WhenReady remote={form}>
        {(edition) =>
          step === "sign" ? (
            <SignPanel session={session} tenant={tenant} form={edition} act="submit" answers={answers} reference={null} keyAddress="/console/keys" destination={{ kind: "extension", tenant: tenant.code, report: `${report.reportType}/${report.period}/${report.dueOn}` }} onAccepted={() => (announce(m.extension_request_sent()), close())} />
          ) : (
            <>
              <TextField id="extension-until" type="date" label={m.extension_until()} value={until} onChange={setUntil} error={wrong("/until")} />
              <TextField id="extension-reason" rows={4} label={m.extension_reason()} maxLength={4000} value={reason} onChange={setReason} error={wrong("/reason")} />
            </>
          )
        }
      </WhenReady>
    </Dialog>
  );
}
