import type { AnchorKind, AnchorPurpose } from "./contract.ts";

export type Anchor = {
  tenantId: string;
  id: string;
  sha256: string;
  der: Uint8Array;
  label: string;
  kind: AnchorKind;
  purpose: AnchorPurpose;
  revocation: "lists" | "none";
  subject: string;
  notBefore: number;
  notAfter: number;
  trustedTo: string | null;
  state: "pending" | "active" | "retired";
  addedBy: string;
  addedByName: string | null;
  addedAt: number;
  approvedByName: string | null;
  approvedAt: number | null;
  retiredByName: string | null;
  retiredAt: number | null;
  reason: string | null;
};
type AnchorRow = Omit<Anchor, "der"> & { der: ArrayLike<number> };
export type CrlSource = { tenantId: string; anchorId: string; url: string; triedAt: number | null; fetchedAt: number | null; failure: string | null };
export type StoredList = { issuerSha256: string; issuerName: string; thisUpdate: number; nextUpdate: number; digest: string; anchorId: string; number: string | null; revoked: number; source: string; receivedAt: number; logIndex: number };
/** `path` is `[[serial, SHA-256 of its issuer], …]`. */
export type CertificateOnFile = { sha256: string; path: readonly (readonly [serial: string, issuerSha256: string])[]; revokedAt: number | null };

const officerName = (column: string) => `(SELECT o.name FROM officer o WHERE o.tenant_id = a.tenant_id AND o.id = a.${column})`;
const anchorSelect = `SELECT a.tenant_id AS tenantId, a.id, a.sha256, a.der, a.label, a.kind, a.purpose, a.revocation, a.subject, a.not_before AS notBefore, a.not_after AS notAfter,
  a.trusted_to AS trustedTo, a.state, a.added_by AS addedBy, ${officerName("added_by")} AS addedByName, a.added_at AS addedAt, ${officerName("approved_by")} AS approvedByName, a.approved_at AS approvedAt,
  ${officerName("retired_by")} AS retiredByName, a.retired_at AS retiredAt, a.reason FROM trust_anchor a`;
const toAnchor = (row: AnchorRow): Anchor => ({ ...row, der: Uint8Array.from(row.der) });

export async function findAnchor(ledger: D1Database, tenantCode: string, id: string): Promise<Anchor | null> {
  const row = await ledger.prepare(`${anchorSelect} WHERE a.tenant_id = ? AND a.id = ?`).bind(tenantCode, id).first<AnchorRow>();
  return row ? toAnchor(row) : null;
}

/** The anchors that a certificate of these owners may lead to on the day. */
export async function listAnchorsInForce(ledger: D1Database, tenantCode: string, owners: "officers" | "integrations", day: string): Promise<Anchor[]> {
  const { results } = await ledger
    .prepare(`${anchorSelect} WHERE a.tenant_id = ? AND a.state = 'active' AND a.purpose IN (?, 'all') AND COALESCE(a.trusted_to, ?) >= ? ORDER BY a.approved_at`)
    .bind(tenantCode, owners, day, day)
    .all<AnchorRow>();
  return results.map(toAnchor);
}

export type AnchorOnFile = { anchor: Anchor; sources: CrlSource[]; lists: StoredList[]; certificates: number };

/** How many lists of an anchor are shown. */
const SHOWN_LISTS = 50;

/** Every anchor the tenant has or had, the newest first, with its addresses, its newest lists and how many certificates lead to it. One round trip. */
export async function listAnchors(ledger: D1Database, tenantCode: string): Promise<AnchorOnFile[]> {
  const [anchors, sources, lists, counts] = await ledger.batch([
    ledger.prepare(`${anchorSelect} WHERE a.tenant_id = ? ORDER BY a.added_at DESC, a.id`).bind(tenantCode),
    ledger.prepare(`${sourceSelect} WHERE s.tenant_id = ? ORDER BY s.url`).bind(tenantCode),
    ledger
      .prepare(
        `SELECT * FROM (SELECT ${listColumns}, row_number() OVER (PARTITION BY l.anchor_id ORDER BY l.this_update DESC) AS place
         FROM revocation_list l WHERE l.tenant_id = ?) WHERE place <= ${SHOWN_LISTS}`,
      )
      .bind(tenantCode),
    ledger.prepare("SELECT anchor_sha256 AS sha256, COUNT(*) AS certificates FROM certificate WHERE tenant_id = ? GROUP BY anchor_sha256").bind(tenantCode),
  ]);
  const countOf = new Map((counts as D1Result<{ sha256: string; certificates: number }>).results.map(({ sha256, certificates }) => [sha256, certificates]));
  return (anchors as D1Result<AnchorRow>).results.map((row) => ({
    anchor: toAnchor(row),
    sources: (sources as D1Result<CrlSource>).results.filter(({ anchorId }) => anchorId === row.id),
    lists: (lists as D1Result<StoredList>).results.filter(({ anchorId }) => anchorId === row.id),
    certificates: countOf.get(row.sha256) ?? 0,
  }));
}

const sourceSelect = "SELECT s.tenant_id AS tenantId, s.anchor_id AS anchorId, s.url, s.tried_at AS triedAt, s.fetched_at AS fetchedAt, s.failure FROM crl_source s";
const listColumns = `l.issuer_sha256 AS issuerSha256, l.issuer_name AS issuerName, l.this_update AS thisUpdate, l.next_update AS nextUpdate, l.digest, l.anchor_id AS anchorId, l.number, l.revoked, l.source,
  l.received_at AS receivedAt, l.log_idx AS logIndex`;

/** The addresses under one anchor. */
export async function listSourcesOf(ledger: D1Database, tenantCode: string, anchorId: string): Promise<CrlSource[]> {
  return (await ledger.prepare(`${sourceSelect} WHERE s.tenant_id = ? AND s.anchor_id = ?`).bind(tenantCode, anchorId).all<CrlSource>()).results;
}

/** Every address of the ledger whose anchor is trusted: what the cron job fetches. */
export async function listSourcesInForce(ledger: D1Database): Promise<CrlSource[]> {
  const { results } = await ledger.prepare(`${sourceSelect} JOIN trust_anchor a ON a.tenant_id = s.tenant_id AND a.id = s.anchor_id WHERE a.state = 'active' ORDER BY s.url`).all<CrlSource>();
  return results;
}

/** The CAs below the anchor that chains have shown. */
export async function listCasUnder(ledger: D1Database, tenantCode: string, anchorSha256: string): Promise<{ sha256: string; der: Uint8Array }[]> {
  const { results } = await ledger.prepare("SELECT sha256, der FROM ca_certificate WHERE tenant_id = ? AND anchor_sha256 = ?").bind(tenantCode, anchorSha256).all<{ sha256: string; der: ArrayLike<number> }>();
  return results.map(({ sha256, der }) => ({ sha256, der: Uint8Array.from(der) }));
}

/** The newest list of each of the issuers, by the issuer's SHA-256. */
export async function findNewestLists(ledger: D1Database, tenantCode: string, issuers: readonly string[]): Promise<Map<string, StoredList>> {
  const { results } = await ledger
    .prepare(
      `SELECT ${listColumns} FROM json_each(?) AS wanted JOIN revocation_list l ON l.tenant_id = ? AND l.issuer_sha256 = wanted.value
       WHERE l.this_update = (SELECT MAX(n.this_update) FROM revocation_list n WHERE n.tenant_id = l.tenant_id AND n.issuer_sha256 = l.issuer_sha256)`,
    )
    .bind(JSON.stringify([...new Set(issuers)]), tenantCode)
    .all<StoredList>();
  return new Map(results.map((list) => [list.issuerSha256, list]));
}

/** Whether the tenant keeps a list with this digest. */
export async function hasList(ledger: D1Database, tenantCode: string, digest: string): Promise<boolean> {
  return (await ledger.prepare("SELECT 1 FROM revocation_list WHERE tenant_id = ? AND digest = ?").bind(tenantCode, digest).first()) !== null;
}

/** The registered certificates in whose path the issuer stands. */
export async function listCertificatesOf(ledger: D1Database, tenantCode: string, anchorSha256: string, issuerSha256: string): Promise<CertificateOnFile[]> {
  const { results } = await ledger
    .prepare("SELECT sha256, path, revoked_at AS revokedAt FROM certificate WHERE tenant_id = ? AND anchor_sha256 = ? AND instr(path, ?) > 0")
    .bind(tenantCode, anchorSha256, issuerSha256)
    .all<{ sha256: string; path: string; revokedAt: number | null }>();
  return results.map((row) => ({ ...row, path: JSON.parse(row.path) as [string, string][] }));
}
