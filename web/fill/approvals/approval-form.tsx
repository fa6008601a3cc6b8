import { useMemo, useState } from "react";
import { APPROVAL_RENDERER } from "../../../worker/forms/approval-transcript.ts";
import type { FormVersionView } from "../../../worker/forms/contract.ts";
import type { SubmissionDocumentView } from "../../../worker/submissions/contract.ts";
import type { SessionView } from "../../../worker/tenancy/contract.ts";
import { m } from "../../words/m.ts";
import { TextField } from "../../shared/components/field.tsx";
import { Notice } from "../../shared/components/notice.tsx";
import { approvalText } from "../../signing/approval-text.ts";
import { SignShown } from "../../signing/sign-panel.tsx";
import { goTo } from "../../shared/place/place.ts";

/** The choice of the head, or the confirmation; below it exactly what is signed, which repeats the first signer's text. */
export function ApprovalForm({ session, over, form }: { session: SessionView; over: SubmissionDocumentView; form: FormVersionView }) {
  const isConfirmation = over.standing === "CONTESTED" && !over.confirmedBy;
  const [act, setAct] = useState<"approve" | "reject">("approve");
  const [reason, setReason] = useState("");
  const said = act === "reject" ? reason.trim() : null;
  const countersignature = isConfirmation ? "confirmation" : "agency";
  const shown = useMemo(() => approvalText({ tenant: session.tenant, signerId: session.officer.id, over, form, countersignature, act, reason: said }), [session, over, form, countersignature, act, said]);
  const answers = useMemo(() => (said === null ? null : { reason: said }), [said]);
  return (
    <>
      {isConfirmation ? (
        <Notice tone="attention" title={m.contested_title()}><p>{m.contested_text()}</p></Notice>
      ) : (
        <fieldset className="choices">
          <legend>{m.approval_choice()}</legend>
          <Choice value="approve" label={m.approval_approve()} chosen={act} choose={setAct} />
          <Choice value="reject" label={m.approval_reject()} chosen={act} choose={setAct} />
        </fieldset>
      )}
      {act === "reject" && <TextField id="rejection-reason" rows={4} maxLength={2000} label={m.approval_reason()} hint={m.approval_reason_hint()} value={reason} onChange={setReason} />}
      {said === "" ? (
        <p className="soft" role="status">{m.approval_reason_needed()}</p>
      ) : (
        <SignShown
          key={act}
          session={session}
          form={form}
          act={act}
          answers={answers}
          reference={{ jti: over.jti, dig: over.digest }}
          destination={{ kind: "submission", tenant: session.tenant.code }}
          report={`over/${over.jti}`}
          keyAddress="/fill/key"
          shown={shown}
          renderer={APPROVAL_RENDERER}
          action={isConfirmation ? m.approval_sign_confirm() : act === "approve" ? m.approval_sign_approve() : m.approval_sign_reject()}
          onAccepted={({ receipt }) => goTo(`/fill/submissions/${receipt.jti}`, "replace")}
        />
      )}
    </>
  );
}

function Choice({ value, label, chosen, choose }: { value: "approve" | "reject"; label: string; chosen: string; choose: (value: "approve" | "reject") => void }) {
  return (
    <div className="choice">
      <input id={`act-${value}`} type="radio" name="act" checked={chosen === value} onChange={() => choose(value)} />
      <label htmlFor={`act-${value}`}>{label}</label>
    </div>
  );
}
