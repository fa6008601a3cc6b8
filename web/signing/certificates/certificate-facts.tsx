import type { CertificateView, CertifiedBy } from "../../../worker/certificates/contract.ts";
import { certificatesWords } from "../../words/certificates-words.ts";
import { addWords, m } from "../../words/m.ts";
import { Tag } from "../../shared/components/tag.tsx";
import { formatMoment } from "../../shared/locale/format-moment.ts";

await addWords(certificatesWords);

/** What a CA is under the law, as the tenant declares it. */
export const kindNames = { public: m.certified_public, official: m.certified_official, own: m.certified_own } as const;

/** Who certified a key, and what that is under the law. */
function CertifiedByName({ certifiedBy: { ca, kind, isLicensed } }: { certifiedBy: CertifiedBy }) {
  return <span>{ca} <Tag tone={isLicensed ? "good" : "attention"} icon={isLicensed ? "check" : "triangle"} text={kindNames[kind]()} /></span>;
}

/** The terms and descriptions of a certificate, for a list of facts (TT 15/2025/TT-BKHCN, annex II). */
export function CertificateFacts({ certificate }: { certificate: CertificateView & { validAtReceipt?: boolean } }) {
  const { subject, organisation, unit, issuer, serial, notBefore, notAfter, revokedAt, validAtReceipt } = certificate;
  return (
    <>
      <dt>{m.certified_by()}</dt>
      <dd><CertifiedByName certifiedBy={certificate.certifiedBy} /></dd>
      <dt>{m.certified_subject()}</dt>
      <dd>{subject}</dd>
      {(organisation ?? unit) && (
        <>
          <dt>{m.certified_unit()}</dt>
          <dd>{[unit, organisation].filter(Boolean).join(", ")}</dd>
        </>
      )}
      <dt>{m.certified_dates()}</dt>
      <dd>{formatMoment(notBefore)} – {formatMoment(notAfter)} <span className="soft small">({issuer}, <span className="code">{serial}</span>)</span></dd>
      {(validAtReceipt !== undefined || revokedAt) && (
        <>
          <dt>{m.certified_then()}</dt>
          <dd>
            {validAtReceipt !== undefined && <Tag tone={validAtReceipt ? "good" : "bad"} icon={validAtReceipt ? "check" : "cross"} text={validAtReceipt ? m.certified_valid() : m.certified_not_valid()} />}
            {revokedAt && <> {m.certified_revoked({ when: formatMoment(revokedAt) })}</>}
          </dd>
        </>
      )}
    </>
  );
}
