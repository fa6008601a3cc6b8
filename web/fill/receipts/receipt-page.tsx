import type { ReceiptView, SubmissionDocumentView } from "../../../worker/submissions/contract.ts";
import type { SessionView } from "../../../worker/tenancy/contract.ts";
import { m } from "../../words/m.ts";
import { useRemote } from "../../shared/remote/use-remote.ts";
import { Button, ButtonLink } from "../../shared/components/button.tsx";
import { Notice } from "../../shared/components/notice.tsx";
import { Tag } from "../../shared/components/tag.tsx";
import { WhenReady } from "../../shared/components/states.tsx";
import { formatMoment } from "../../shared/locale/format-moment.ts";
import { inLocale } from "../../shared/locale/current-locale.ts";
import { AlgorithmName, algorithmOf } from "../../signing/algorithm-name.tsx";
import { Certified } from "../../signing/certified.tsx";
import { standingLook } from "../../signing/standing-text.ts";
import { PageTitle } from "../page-title.tsx";
import { whatOf } from "../reports/filed-list.tsx";
import { saveAsFile } from "../../shared/remote/save-as-file.ts";
import { WhereItStands } from "./where-it-stands.tsx";

/** The proof that something was received: its place in the log, its time, its digest; to keep as a file or on paper. */
export function ReceiptPage({ session, jti }: { session: SessionView; jti: string }) {
  const address = `/v1/t/${session.tenant.code}/submissions/${encodeURIComponent(jti)}`;
  const [receipt, reloadReceipt] = useRemote<ReceiptView>(`/v1/t/${session.tenant.code}/receipts/${encodeURIComponent(jti)}`);
  const [submission, reload] = useRemote<SubmissionDocumentView>(address);
  return (
    <>
      <PageTitle text={m.receipt_title()} />
      <WhenReady remote={receipt} retry={reloadReceipt}>
        {(proof) => (
          <WhenReady remote={submission} retry={reload}>
            {(filed) => (
              <>
                <Notice tone="good" title={m.receipt_received({ what: whatOf(filed) })}>
                  <p>{m.receipt_kept()}</p>
                </Notice>
                {filed.amendedBy && (
                  <Notice tone="attention" title={m.receipt_amended()}>
                    <p><a href={`/fill/submissions/${filed.amendedBy}`}>{m.receipt_newer()}</a></p>
                  </Notice>
                )}
                <WhereItStands session={session} filed={filed} />
                <ReceiptFacts session={session} proof={proof} filed={filed} />
                <div className="actions not-printed">
                  <Button kind="primary" icon="download" onPress={() => saveAsFile(`receipt-${session.tenant.code}-${proof.index}.json`, JSON.stringify(proof, null, 2))}>{m.receipt_download()}</Button>
                  <Button icon="print" onPress={() => window.print()}>{m.receipt_print()}</Button>
                  <ButtonLink kind="quiet" href="/fill">{m.fill_reports()}</ButtonLink>
                </div>
              </>
            )}
          </WhenReady>
        )}
      </WhenReady>
    </>
  );
}

function ReceiptFacts({ session, proof, filed }: { session: SessionView; proof: ReceiptView; filed: SubmissionDocumentView }) {
  const { tenant } = session;
  return (
    <dl className="facts card receipt">
      <dt>{m.receipt_tenant()}</dt>
      <dd>{inLocale(tenant.nameVi, tenant.nameEn)} <span className="code">{tenant.code}</span></dd>
      <dt>{m.sent_what()}</dt>
      <dd>{whatOf(filed)}</dd>
      <dt>{m.sent_by()}</dt>
      <dd>{filed.signer.name ?? m.signer_of_other_tenant()}</dd>
      <dt>{m.standing_title()}</dt>
      <dd><Tag {...standingLook(filed)} /></dd>
      {filed.agency.state === "given" && (
        <>
          <dt>{m.agency_title()}</dt>
          <dd><a href={`/fill/submissions/${filed.agency.jti}`}>{filed.agency.by} · {formatMoment(filed.agency.at!)}</a></dd>
        </>
      )}
      {filed.over && (
        <>
          <dt>{m.signed_over()}</dt>
          <dd><a className="code" href={`/fill/submissions/${filed.over.jti}`}>{filed.over.jti}</a></dd>
        </>
      )}
      <dt>{m.log_index()}</dt>
      <dd className="receipt-index">{proof.index}</dd>
      <dt>{m.sent_at()}</dt>
      <dd>{formatMoment(proof.receivedAt)}</dd>
      <dt>{m.receipt_jti()}</dt>
      <dd className="code">{proof.jti}</dd>
      <dt>{m.receipt_digest()}</dt>
      <dd className="code">{proof.digest}</dd>
      <dt>{m.key_algorithm()}</dt>
      <dd><AlgorithmName alg={algorithmOf(filed.jws)} /></dd>
      <Certified certificate={filed.certificate} />
      <dt>{m.signature_whole()}</dt>
      <dd>{filed.isTextAsSigned ? m.signature_is_whole() : m.signature_not_whole()}</dd>
      <dt>{m.key_number()}</dt>
      <dd className="code">{filed.kid}</dd>
      <dt>{m.receipt_signature()}</dt>
      <dd className="code small">{proof.signature}</dd>
    </dl>
  );
}
