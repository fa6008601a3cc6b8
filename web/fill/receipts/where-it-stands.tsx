import type { SubmissionDocumentView } from "../../../worker/submissions/contract.ts";
import type { SessionView } from "../../../worker/tenancy/contract.ts";
import { m } from "../../words/m.ts";
import { ButtonLink } from "../../shared/components/button.tsx";
import { Notice } from "../../shared/components/notice.tsx";
import { hasRole } from "../../shared/session/use-session.ts";

/** What is still to be done about something that was received: the head's signature, a correction, a confirmation. */
export function WhereItStands({ session, filed }: { session: SessionView; filed: SubmissionDocumentView }) {
  const { agency, standing, confirmedBy, amendedBy, answers, act } = filed;
  const sign = `/fill/approvals/${filed.jti}`;
  const isOwn = filed.signer.id === session.officer.id;
  return (
    <>
      {agency.state === "waiting" && !amendedBy && (
        <Notice tone="attention" title={m.agency_waiting()}>
          <p>{m.agency_waiting_text()}</p>
          {hasRole(session, "head") && !isOwn && <p><ButtonLink kind="primary" icon="pen" href={sign}>{m.approval_open()}</ButtonLink></p>}
        </Notice>
      )}
      {agency.state === "refused" && (
        <Notice tone="attention" title={m.due_state_rejected()}>
          <p><a href={`/fill/submissions/${agency.jti}`}>{m.see_rejection()}</a></p>
        </Notice>
      )}
      {act === "reject" && typeof answers["reason"] === "string" && (
        <Notice tone="note" title={m.approval_reason()}>
          <p className="as-written">{answers["reason"]}</p>
        </Notice>
      )}
      {standing === "CONTESTED" && !confirmedBy && !amendedBy && (
        <Notice tone="attention" title={m.standing_contested()}>
          <p>{m.contested_text()}</p>
          {(isOwn || hasRole(session, "head")) && <p><ButtonLink kind="primary" icon="pen" href={sign}>{m.approval_sign_confirm()}</ButtonLink></p>}
        </Notice>
      )}
      {confirmedBy && <p><a href={`/fill/submissions/${confirmedBy}`}>{m.standing_contested_confirmed()}</a></p>}
    </>
  );
}
