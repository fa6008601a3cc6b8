import type { AnchorView, CertificateView, CertifiedBy, RevocationListView } from "./contract.ts";
import type { AnchorOnFile, StoredList } from "./queries.ts";
import type { RegisteredCertificate } from "./registered-certificate.ts";

export function toAnchorView({ anchor, sources, lists, certificates }: AnchorOnFile): AnchorView {
  const { id, sha256, label, kind, purpose, revocation, subject, trustedTo, state, addedBy, reason } = anchor;
  return {
    id, sha256, label, kind, purpose, revocation, subject, trustedTo, state, addedBy, reason, certificates,
    notBefore: isoOf(anchor.notBefore)!,
    notAfter: isoOf(anchor.notAfter)!,
    addedByName: anchor.addedByName ?? anchor.addedBy,
    addedAt: isoOf(anchor.addedAt)!,
    approvedByName: anchor.approvedByName,
    approvedAt: isoOf(anchor.approvedAt),
    retiredByName: anchor.retiredByName,
    retiredAt: isoOf(anchor.retiredAt),
    sources: sources.map(({ url, triedAt, fetchedAt, failure }) => ({ url, triedAt: isoOf(triedAt), fetchedAt: isoOf(fetchedAt), failure })),
    lists: lists.map(toRevocationListView),
  };
}

function toRevocationListView(list: StoredList): RevocationListView {
  const { digest, issuerName, number, revoked, source, logIndex } = list;
  return { digest, issuer: issuerName, number, thisUpdate: isoOf(list.thisUpdate)!, nextUpdate: isoOf(list.nextUpdate)!, revoked, source, receivedAt: isoOf(list.receivedAt)!, logIndex };
}

/** A public CA or the CA for official duty makes it a "chữ ký số"; the agency's own does not. */
export function toCertifiedBy({ anchorLabel, anchorKind, issuerName }: Pick<RegisteredCertificate, "anchorLabel" | "anchorKind" | "issuerName">): CertifiedBy {
  return { ca: anchorLabel, kind: anchorKind, isLicensed: anchorKind !== "own", issuer: issuerName };
}

export function toCertificateView(certificate: RegisteredCertificate): CertificateView {
  const { sha256, subjectName, subjectOrganisation, subjectUnit, issuerName, serial, state } = certificate;
  return {
    sha256, serial,
    subject: subjectName,
    organisation: subjectOrganisation,
    unit: subjectUnit,
    issuer: issuerName,
    notBefore: isoOf(state.notBefore)!,
    notAfter: isoOf(state.notAfter)!,
    revokedAt: isoOf(state.revokedAt),
    certifiedBy: toCertifiedBy(certificate),
  };
}

function isoOf(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
