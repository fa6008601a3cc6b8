import { useState } from "react";
import type { DiscrepancyDetail, DiscrepancyEventView } from "../../../../worker/review/contract.ts";
import type { SubmissionDocumentView } from "../../../../worker/submissions/contract.ts";
import { m } from "../../../words/m.ts";
import { AttachmentList } from "../../attachments/attachment-list.tsx";
import { WhenReady } from "../../components/states.tsx";
import { eventName } from "../words.ts";
import { formatMoment } from "../../locale/format-moment.ts";
import { useRemote } from "../../remote/use-remote.ts";
import { Certified } from "../../../signing/certified.tsx";
import { CheckSignature } from "./check-signature.tsx";
import { reasonName } from "./reason-name.ts";
import { RecordPart } from "./record-part.tsx";

const answering: readonly string[] = ["explain", "accept", "uphold", "approve-dismissal", "deny-dismissal", "appeal", "grant-appeal", "deny-appeal"];

/** What the unit explained and appealed, and what was decided: each with its signed text and the check of its signature. */
export function Answers({ detail }: { detail: DiscrepancyDetail }) {
  const answers = detail.events.filter(({ transition }) => answering.includes(transition));
  return (
    <RecordPart id="panel-answers" title={m.answers_title()}>
      {answers.length === 0 ? <p className="soft small">{m.answers_none()}</p> : <ol className="plain answers">{answers.map((event) => <Answer key={event.version} event={event} tenant={detail.tenant.code} />)}</ol>}
    </RecordPart>
  );
}

function Answer({ event, tenant }: { event: DiscrepancyEventView; tenant: string }) {
  return (
    <li>
      <p><strong>{eventName(event.transition)}</strong></p>
      <p className="soft small">{formatMoment(event.at)} · {event.actor.name ?? m.actor_platform()} ({event.actor.tenant}){event.reason && <> · {m.event_reason()}: {reasonName(event.reason)}</>}</p>
      {event.comment && <p className="said">{event.comment}</p>}
      <AttachmentList tenant={tenant} attachments={event.attachments} />
      {event.attachments.length > 0 && <p className="soft small">{m.answer_files()}</p>}
      {event.submission && <Signed tenant={tenant} jti={event.submission} keyTenant={event.actor.tenant} />}
    </li>
  );
}

/** The document is fetched when somebody opens it. */
function Signed({ tenant, jti, keyTenant }: { tenant: string; jti: string; keyTenant: string }) {
  const [isOpen, setOpen] = useState(false);
  const [remote, reload] = useRemote<SubmissionDocumentView>(isOpen ? `/v1/t/${tenant}/submissions/${jti}` : null);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{m.document_text()}</summary>
      {isOpen && (
        <WhenReady remote={remote} retry={reload}>
          {(signed) => (
            <>
              <pre className="transcript" tabIndex={0}>{signed.transcript}</pre>
              <dl className="facts"><Certified certificate={signed.certificate} /></dl>
              <CheckSignature signed={signed} keyTenant={keyTenant} />
            </>
          )}
        </WhenReady>
      )}
    </details>
  );
}
