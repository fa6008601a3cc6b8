import { useEffect, useState } from "react";
import { APPROVAL_RENDERER } from "../../../worker/forms/approval-transcript.ts";
import type { TenantView } from "../../../worker/directory/contract.ts";
import type { DiscrepancyDetail } from "../../../worker/review/contract.ts";
import type { SubmissionDocumentView } from "../../../worker/submissions/contract.ts";
import type { SessionView } from "../../../worker/tenancy/contract.ts";
import { m } from "../../words/m.ts";
import type { ApiError } from "../../shared/remote/api-error.ts";
import { useRemote } from "../../shared/remote/use-remote.ts";
import { Notice } from "../../shared/components/notice.tsx";
import { WhenReady } from "../../shared/components/states.tsx";
import { approvalText } from "../../signing/approval-text.ts";
import { checkDocument } from "../../signing/check-document.ts";
import { SignShown } from "../../signing/sign-panel.tsx";
import { useForm } from "../../signing/use-form.ts";

type Props = { jti: string; detail: DiscrepancyDetail; session: SessionView; done: () => void; refused: (error: ApiError) => void };

/** Another person's signature over a decision that a stolen key signed: what was decided stands below, word for word. */
export function ConfirmDecision({ jti, detail, session, done, refused }: Props) {
  const [over, reload] = useRemote<SubmissionDocumentView>(`/v1/t/${detail.tenant.code}/submissions/${jti}`);
  const [tenant, reloadTenant] = useRemote<TenantView>(`/v1/t/${detail.tenant.code}`);
  const [form, reloadForm] = useForm(detail.tenant.code, over.state === "ready" ? over.value.form : null);
  const [isSound, setSound] = useState<boolean | null>(null);
  useEffect(() => void (over.state === "ready" && checkDocument(over.value).then(setSound)), [over.state]);
  const destination = { kind: "transition", tenant: detail.tenant.code, discrepancy: detail.id, transition: "confirm-decision", version: detail.version } as const;
  return (
    <>
      {isSound === false && <Notice tone="bad" title={m.approval_unsound_title()} isUrgent><p>{m.approval_unsound_text()}</p></Notice>}
      <WhenReady remote={over} retry={reload}>
        {(document) => (
          <WhenReady remote={tenant} retry={reloadTenant}>
            {(known) => (
              <WhenReady remote={form} retry={reloadForm}>
                {(edition) => isSound && (
                  <SignShown
                    session={session}
                    form={edition}
                    act="approve"
                    answers={null}
                    reference={{ jti: document.jti, dig: document.digest }}
                    destination={destination}
                    keyAddress="/console/keys"
                    shown={approvalText({ tenant: known, signerId: session.officer.id, over: document, form: edition, countersignature: "confirmation", act: "approve", reason: null })}
                    renderer={APPROVAL_RENDERER}
                    action={m.approval_sign_confirm()}
                    onAccepted={done}
                    onRefused={refused}
                  />
                )}
              </WhenReady>
            )}
          </WhenReady>
        )}
      </WhenReady>
    </>
  );
}
