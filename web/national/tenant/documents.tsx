import type { TenantWindow } from "../../../worker/national/contract.ts";
import { m } from "../../words/m.ts";
import { formatMoment } from "../../shared/locale/format-moment.ts";
import { reportTypeName } from "../../shared/locale/report-type-name.ts";

/** The signed documents behind the reported side: what identifies them, when they came, where they stand in the log. */
export function Documents({ code, documents }: { code: string; documents: TenantWindow["documents"] }) {
  return (
    <section aria-labelledby="documents-title">
      <h3 id="documents-title">{m.national_documents()}</h3>
      {documents.length === 0 ? <p>{m.national_documents_none()}</p> : (
        <ul className="documents">
          {documents.map((document) => (
            <li key={document.jti} className="card">
              <strong>{reportTypeName(document.reportType)}{document.act === "amend" && ` · ${m.national_amendment()}`}</strong>
              <dl className="facts small">
                <dt>{m.national_received_at()}</dt>
                <dd>{formatMoment(document.receivedAt)}</dd>
                <dt>{m.national_log_index()}</dt>
                <dd>{document.logIndex}</dd>
                <dt>{m.national_digest()}</dt>
                <dd className="code">{document.digest}</dd>
                <dt>{m.national_receipt()}</dt>
                <dd><a href={`/v1/t/${code}/receipts/${document.jti}`}>{document.jti}</a></dd>
              </dl>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
