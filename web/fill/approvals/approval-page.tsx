import { useEffect, useState } from "react";
import type { FormVersionView } from "../../../worker/forms/contract.ts";
import type { SubmissionDocumentView } from "../../../worker/submissions/contract.ts";
import type { SessionView } from "../../../worker/tenancy/contract.ts";
import { m } from "../../words/m.ts";
import { useRemote } from "../../shared/remote/use-remote.ts";
import { ButtonLink } from "../../shared/components/button.tsx";
import { Notice } from "../../shared/components/notice.tsx";
import { WhenReady } from "../../shared/components/states.tsx";
import { formatMoment } from "../../shared/locale/format-moment.ts";
import { hasRole } from "../../shared/session/use-session.ts";
import { checkDocument } from "../../signing/check-document.ts";
import { useForm } from "../../signing/use-form.ts";
import { PageTitle } from "../page-title.tsx";
import { whatOf } from "../reports/filed-list.tsx";
import { ApprovalForm } from "./approval-form.tsx";

/** A signature over somebody else's, or over one's own that is contested: what was signed, word for word, and the choice. */
export function ApprovalPage({ session, jti }: { session: SessionView; jti: string }) {
  const tenant = session.tenant.code;
  const [document, reload] = useRemote<SubmissionDocumentView>(`/v1/t/${tenant}/submissions/${encodeURIComponent(jti)}`);
  const [form] = useForm(tenant, document.state === "ready" ? document.value.form : null);
  const title = document.state === "ready" ? whatOf(document.value) : "";
  return (
    <>
      <PageTitle text={title ? m.approval_title({ what: title }) : m.approval_title_short()} />
      <WhenReady remote={document} retry={reload}>
        {(over) => <WhenReady remote={form} retry={reload}>{(version) => <Approval session={session} over={over} form={version} />}</WhenReady>}
      </WhenReady>
    </>
  );
}

function Approval({ session, over, form }: { session: SessionView; over: SubmissionDocumentView; form: FormVersionView }) {
  const [isSound, setSound] = useState<boolean | null>(null);
  useEffect(() => void checkDocument(over).then(setSound), [over.jti]);
  const why = whyNot(session, over);
  return (
    <>
      <dl className="facts card">
        <dt>{m.sent_by()}</dt>
        <dd>{over.signer.name ?? over.signer.id}</dd>
        <dt>{m.sent_at()}</dt>
        <dd>{formatMoment(over.receivedAt)}</dd>
      </dl>
      {isSound === false && <Notice tone="bad" title={m.approval_unsound_title()} isUrgent><p>{m.approval_unsound_text()}</p></Notice>}
      {why && (
        <Notice tone="note" title={why}>
          <p><ButtonLink href={`/fill/submissions/${over.jti}`}>{m.see_signed()}</ButtonLink></p>
        </Notice>
      )}
      {isSound && !why && <ApprovalForm session={session} over={over} form={form} />}
    </>
  );
}

/** Why this person signs nothing over this document, in words; the server decides again. */
function whyNot(session: SessionView, over: SubmissionDocumentView): string | null {
  const isOwn = over.signer.id === session.officer.id;
  const isHead = hasRole(session, "head");
  if (over.amendedBy) return m.receipt_amended();
  if (over.standing === "CONTESTED" && !over.confirmedBy) return isOwn || isHead ? null : m.approval_needs_signer();
  if (over.agency.state !== "waiting") return m.approval_done();
  if (isOwn) return m.approval_not_own();
  return isHead ? null : m.approval_needs_head();
}
