import { dayAt } from "../kernel/windows.ts";
import { policyValue } from "../tenancy/policy-queries.ts";
import type { AnchorKind } from "./contract.ts";
import type { CertificateState } from "./require-certificate-in-force.ts";

/** The certificate a key is bound to, as it stands at the moment it was asked for. */
export type RegisteredCertificate = {
  sha256: string;
  serial: string;
  subjectName: string;
  subjectOrganisation: string | null;
  subjectUnit: string | null;
  /** Identity or tax number, as the CA certified it: two keys with the same one are the same person's. */
  subjectSerial: string | null;
  issuerName: string;
  anchorLabel: string;
  anchorKind: AnchorKind;
  state: CertificateState;
  /** When it was asked for, in milliseconds. */
  askedAt: number;
  /** For how long after its next update a list still counts, in milliseconds. */
  grace: number;
  /** SHA-256 of the newest list of its own CA, if there is one: the evidence that a signature was accepted on. */
  listDigest: string | null;
};

/** What a log entry keeps of an acceptance: which certificate, and the list that did not name it. */
export function certificateEvidence({ certificate }: { certificate: RegisteredCertificate | null }): Record<string, string | null> {
  return certificate ? { cert: certificate.sha256, crl: certificate.listDigest } : {};
}

/** To be selected beside a key `k`, with `certificateJoin`. Nothing is looked up for a key without a certificate. */
export const certificateColumns = `c.sha256 AS cert_sha256, c.serial AS cert_serial, c.subject_name, c.subject_organisation, c.subject_unit, c.subject_serial, c.issuer_name,
    c.not_before AS cert_not_before, c.not_after AS cert_not_after, c.path_until, c.revoked_at AS cert_revoked_at, a.label AS anchor_label, a.kind AS anchor_kind, a.state AS anchor_state,
    a.trusted_to AS anchor_trusted_to, a.revocation AS anchor_revocation,
    CASE WHEN c.sha256 IS NOT NULL THEN (SELECT CASE WHEN COUNT(n.ends) = COUNT(*) THEN MIN(n.ends) END FROM
      (SELECT (SELECT l.next_update FROM revocation_list l WHERE l.tenant_id = c.tenant_id AND l.issuer_sha256 = p.value ->> 1 ORDER BY l.this_update DESC LIMIT 1) AS ends FROM json_each(c.path) p) n) END AS lists_until,
    CASE WHEN c.sha256 IS NOT NULL THEN (SELECT l.digest FROM revocation_list l WHERE l.tenant_id = c.tenant_id AND l.issuer_sha256 = c.path ->> '$[0][1]' ORDER BY l.this_update DESC LIMIT 1) END AS list_digest,
    CASE WHEN c.sha256 IS NOT NULL THEN (SELECT y.value FROM tenant_policy y WHERE y.tenant_id = c.tenant_id AND y.name = 'crl-grace-hours' ORDER BY y.version DESC LIMIT 1) END AS crl_grace`;

/** Of anchors with the same certificate at most one is not retired; a retired one is named where no other is. */
export const certificateJoin = `LEFT JOIN certificate c ON c.tenant_id = k.tenant_id AND c.sha256 = k.cert_sha256
  LEFT JOIN trust_anchor a ON a.tenant_id = c.tenant_id AND a.id =
    (SELECT t.id FROM trust_anchor t WHERE t.tenant_id = c.tenant_id AND t.sha256 = c.anchor_sha256 ORDER BY t.state = 'active' DESC, t.added_at DESC LIMIT 1)`;

export type CertificateRow = {
  cert_sha256: string | null; cert_serial: string; subject_name: string; subject_organisation: string | null; subject_unit: string | null; subject_serial: string | null; issuer_name: string;
  cert_not_before: number; cert_not_after: number; path_until: number; cert_revoked_at: number | null; anchor_label: string; anchor_kind: AnchorKind; anchor_state: string;
  anchor_trusted_to: string | null; anchor_revocation: "lists" | "none"; lists_until: number | null; list_digest: string | null; crl_grace: string | null;
};

const HOUR = 3_600_000;

/** The certificate as it is at `now` (milliseconds); null for a key without one. */
export function toRegisteredCertificate(row: CertificateRow, now: number): RegisteredCertificate | null {
  if (row.cert_sha256 === null) return null;
  return {
    sha256: row.cert_sha256,
    serial: row.cert_serial,
    subjectName: row.subject_name,
    subjectOrganisation: row.subject_organisation,
    subjectUnit: row.subject_unit,
    subjectSerial: row.subject_serial,
    issuerName: row.issuer_name,
    anchorLabel: row.anchor_label,
    anchorKind: row.anchor_kind,
    state: {
      notBefore: row.cert_not_before,
      notAfter: row.cert_not_after,
      pathUntil: row.path_until,
      isAnchored: row.anchor_state === "active" && (row.anchor_trusted_to === null || dayAt(now) <= row.anchor_trusted_to),
      revokedAt: row.cert_revoked_at,
      listsUntil: row.anchor_revocation === "none" ? "none" : row.lists_until,
    },
    askedAt: now,
    grace: policyValue("crl-grace-hours", row.crl_grace === null ? null : { value: row.crl_grace }) * HOUR,
    listDigest: row.list_digest,
  };
}
