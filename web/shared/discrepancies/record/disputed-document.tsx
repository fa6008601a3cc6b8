import type { DiscrepancyDetail } from "../../../../worker/review/contract.ts";
import type { SubmissionDocumentView } from "../../../../worker/submissions/contract.ts";
import { m } from "../../../words/m.ts";
import { useRemote } from "../../remote/use-remote.ts";
import { WhenReady } from "../../components/states.tsx";
import { formatMoment } from "../../locale/format-moment.ts";
import { Certified } from "../../../signing/certified.tsx";
import { standingLook } from "../../../signing/standing-text.ts";
import { Tag } from "../../components/tag.tsx";
import { CheckSignature } from "./check-signature.tsx";
import { ReportedLine } from "./reported-line.tsx";
import { RecordPart } from "./record-part.tsx";

/** The signed document the numbers were held against: who signed, when it arrived, what its signature is worth today, and what was shown. */
export function DisputedDocument({ detail }: { detail: DiscrepancyDetail }) {
  if (detail.document === null) return <p className="soft small">{m.document_none()}</p>;
  return <Document tenant={detail.tenant.code} subject={detail.subject} path={`/v1/t/${detail.tenant.code}/submissions/${detail.document.jti}`} />;
}

function Document({ tenant, subject, path }: { tenant: string; subject: DiscrepancyDetail["subject"]; path: string }) {
  const [remote, reload] = useRemote<SubmissionDocumentView>(path);
  return (
    <RecordPart id="panel-document" title={m.panel_document()}>
      <WhenReady remote={remote} retry={reload}>
        {(known) => (
          <>
            <dl className="evidence">
              <div><dt>{m.document_signer()}</dt><dd>{known.signer.name ?? <span className="code">{known.signer.id}</span>}</dd></div>
              <div><dt>{m.document_received()}</dt><dd>{formatMoment(known.receivedAt)}</dd></div>
              <div><dt>{m.column_signature()}</dt><dd><Tag {...standingLook(known)} /></dd></div>
              <div><dt>{m.document_digest()}</dt><dd className="code">{known.digest}</dd></div>
              <div><dt>{m.document_log()}</dt><dd>{known.logIndex}</dd></div>
            </dl>
            <ReportedLine signed={known} subject={subject} />
            <dl className="facts"><Certified certificate={known.certificate} /></dl>
            <CheckSignature signed={known} keyTenant={tenant} />
            <details>
              <summary>{m.document_text()}</summary>
              {!known.isTextAsSigned && <p className="small">{m.document_text_changed()}</p>}
              <pre className="transcript" tabIndex={0}>{known.transcript}</pre>
            </details>
          </>
        )}
      </WhenReady>
    </RecordPart>
  );
}
