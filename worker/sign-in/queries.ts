import { officerColumns, toOfficer, type Officer, type OfficerRow } from "../tenancy/queries.ts";

export type Passkey = {
  tenantId: string;
  credentialId: string;
  officerId: string;
  publicKey: string;
  counter: number;
  transports: string[];
  backedUp: boolean;
  label: string;
  createdAt: number;
  lastUsedAt: number | null;
};

type PasskeyRow = { tenant_id: string; credential_id: string; officer_id: string; public_key: string; counter: number; transports: string; backed_up: number; label: string; created_at: number; last_used_at: number | null };
const passkeyColumns = "p.tenant_id, p.credential_id, p.officer_id, p.public_key, p.counter, p.transports, p.backed_up, p.label, p.created_at, p.last_used_at";

const toPasskey = (row: PasskeyRow): Passkey => ({
  tenantId: row.tenant_id,
  credentialId: row.credential_id,
  officerId: row.officer_id,
  publicKey: row.public_key,
  counter: row.counter,
  transports: JSON.parse(row.transports) as string[],
  backedUp: row.backed_up === 1,
  label: row.label,
  createdAt: row.created_at,
  lastUsedAt: row.last_used_at,
});

/** The passkey, when it still counts and its officer still acts for the tenant. */
export async function findPasskey(ledger: D1Database, tenantCode: string, credentialId: string): Promise<Passkey | null> {
  const row = await ledger
    .prepare(
      `SELECT ${passkeyColumns} FROM passkey p JOIN officer o ON o.tenant_id = p.tenant_id AND o.id = p.officer_id
       WHERE p.tenant_id = ? AND p.credential_id = ? AND p.removed_at IS NULL AND o.ended_at IS NULL`,
    )
    .bind(tenantCode, credentialId)
    .first<PasskeyRow>();
  return row ? toPasskey(row) : null;
}

/** The officer's passkeys that count, the oldest first. */
export async function listPasskeys(ledger: D1Database, tenantCode: string, officerId: string): Promise<Passkey[]> {
  const { results } = await ledger
    .prepare(`SELECT ${passkeyColumns} FROM passkey p WHERE p.tenant_id = ? AND p.officer_id = ? AND p.removed_at IS NULL ORDER BY p.created_at`)
    .bind(tenantCode, officerId)
    .all<PasskeyRow>();
  return results.map(toPasskey);
}

export type Enrolment = {
  tenantId: string;
  id: string;
  officerId: string;
  isRecovery: boolean;
  needsApproval: boolean;
  createdBy: string;
  createdAt: number;
  expiresAt: number;
  approvedBy: string | null;
  usedAt: number | null;
  revokedAt: number | null;
};

type EnrolmentRow = { tenant_id: string; id: string; officer_id: string; is_recovery: number; needs_approval: number; created_by: string; created_at: number; expires_at: number; approved_by: string | null; used_at: number | null; revoked_at: number | null };
const enrolmentColumns = "e.tenant_id, e.id, e.officer_id, e.is_recovery, e.needs_approval, e.created_by, e.created_at, e.expires_at, e.approved_by, e.used_at, e.revoked_at";

const toEnrolment = (row: EnrolmentRow): Enrolment => ({
  tenantId: row.tenant_id,
  id: row.id,
  officerId: row.officer_id,
  isRecovery: row.is_recovery === 1,
  needsApproval: row.needs_approval === 1,
  createdBy: row.created_by,
  createdAt: row.created_at,
  expiresAt: row.expires_at,
  approvedBy: row.approved_by,
  usedAt: row.used_at,
  revokedAt: row.revoked_at,
});

export async function findEnrolment(ledger: D1Database, tenantCode: string, id: string): Promise<Enrolment | null> {
  const row = await ledger.prepare(`SELECT ${enrolmentColumns} FROM enrolment e WHERE e.tenant_id = ? AND e.id = ?`).bind(tenantCode, id).first<EnrolmentRow>();
  return row ? toEnrolment(row) : null;
}

/** The link with this secret's hash, whatever became of it, with whom it is for. */
export async function findEnrolmentBySecret(ledger: D1Database, tenantCode: string, secretHash: string): Promise<{ enrolment: Enrolment; officer: Officer } | null> {
  const row = await ledger
    .prepare(
      `SELECT e.id AS enrolment_id, e.officer_id, e.is_recovery, e.needs_approval, e.created_by, e.created_at, e.expires_at, e.approved_by, e.used_at, e.revoked_at, ${officerColumns}
       FROM enrolment e JOIN officer o ON o.tenant_id = e.tenant_id AND o.id = e.officer_id WHERE e.tenant_id = ? AND e.secret_hash = ?`,
    )
    .bind(tenantCode, secretHash)
    .first<OfficerRow & Omit<EnrolmentRow, "id" | "tenant_id"> & { enrolment_id: string }>();
  return row ? { enrolment: toEnrolment({ ...row, id: row.enrolment_id }), officer: toOfficer(row) } : null;
}

/** The tenant's links that can still be used, the newest first. */
export async function listOpenEnrolments(ledger: D1Database, tenantCode: string, now: number): Promise<Enrolment[]> {
  const { results } = await ledger
    .prepare(`SELECT ${enrolmentColumns} FROM enrolment e WHERE e.tenant_id = ? AND e.used_at IS NULL AND e.revoked_at IS NULL AND e.expires_at > ? ORDER BY e.created_at DESC`)
    .bind(tenantCode, now)
    .all<EnrolmentRow>();
  return results.map(toEnrolment);
}

export type BoundAccount = { issuer: string; subject: string; officerId: string; boundBy: string; boundByName: string | null; boundAt: number; lastUsedAt: number | null };

/** The accounts at identity providers that are bound to the tenant's people, or to one of them; the oldest binding first. */
export async function listBoundAccounts(ledger: D1Database, tenantCode: string, officerId: string | null = null): Promise<BoundAccount[]> {
  const { results } = await ledger
    .prepare(
      `SELECT s.issuer, s.subject, s.officer_id AS officerId, s.bound_by AS boundBy, o.name AS boundByName, s.bound_at AS boundAt, s.last_used_at AS lastUsedAt
       FROM oidc_subject s LEFT JOIN officer o ON o.tenant_id = s.tenant_id AND o.id = s.bound_by WHERE s.tenant_id = ?1 AND (?2 IS NULL OR s.officer_id = ?2) ORDER BY s.bound_at`,
    )
    .bind(tenantCode, officerId)
    .all<BoundAccount>();
  return results;
}
