import type { Role } from "../kernel/context.ts";
import { certificateColumns, certificateJoin, toRegisteredCertificate, type CertificateRow, type RegisteredCertificate } from "../certificates/registered-certificate.ts";
import { rolesOf } from "../tenancy/queries.ts";
import { accountsColumn } from "../tenancy/same-person.ts";
import type { KeyState, RevocationReason, SigningAlgorithm, StoredKeyState } from "./contract.ts";
import { stateAt } from "./key-state.ts";
import type { KeyInTime } from "./standing.ts";

/** A registered key with what its owner is allowed to. `ownerEnded`: the officer or integration acts for the tenant no more. */
export type RegisteredKey = {
  tenantId: string;
  kid: string;
  ownerId: string;
  ownerName: string;
  ownerEnded: boolean;
  /** All accounts of the owner's person in the tenant, this one among them (worker/tenancy/same-person.ts). */
  ownerAccounts: string[];
  /** Of an officer; empty for an integration. */
  ownerRoles: Role[];
  /** Of an integration. */
  source: string | null;
  alg: SigningAlgorithm;
  jwk: string;
  label: string;
  /** At the moment it was asked for. */
  state: KeyState;
  registeredBy: string;
  registeredAt: number;
  approvedBy: string | null;
  approvedAt: number | null;
  activatedIndex: number | null;
  revokedIndex: number | null;
  revokedAt: number | null;
  reason: RevocationReason | null;
  notAfter: number | null;
  suspendedBy: string | null;
  invalidityAt: number | null;
  replacedBy: string | null;
  retiresAt: number | null;
  /** What a CA says of it; null where nobody outside the agency does. */
  certificate: RegisteredCertificate | null;
};

export type KeyRow = CertificateRow & {
  tenant_id: string; kid: string; owner_id: string; owner_name: string | null; owner_ended: number; owner_accounts: string; roles: string | null; source: string | null;
  alg: SigningAlgorithm; jwk: string; label: string; state: StoredKeyState; registered_by: string; registered_at: number; approved_by: string | null;
  approved_at: number | null; activated_idx: number | null; revoked_idx: number | null; revoked_at: number | null; reason: RevocationReason | null;
  not_before: number | null; not_after: number | null; suspended_by: string | null; invalidity_at: number | null; replaced_by: string | null; retires_at: number | null;
};

const select = `SELECT k.tenant_id, k.kid, k.owner_id, k.alg, k.jwk, k.label, k.state, k.registered_by, k.registered_at, k.approved_by, k.approved_at,
    k.activated_idx, k.revoked_idx, k.revoked_at, k.reason, k.not_before, k.not_after, k.suspended_by, k.invalidity_at, k.replaced_by, k.retires_at, i.source, ${certificateColumns}, COALESCE(o.name, i.name) AS owner_name,
    COALESCE(o.ended_at, i.ended_at) IS NOT NULL AS owner_ended, ${accountsColumn("k.tenant_id", "k.owner_id")} AS owner_accounts,
    (SELECT group_concat(r.role) FROM officer_role r WHERE r.tenant_id = k.tenant_id AND r.officer_id = k.owner_id) AS roles
  FROM signing_key k
  LEFT JOIN officer o ON o.tenant_id = k.tenant_id AND o.id = k.owner_id
  LEFT JOIN integration i ON i.tenant_id = k.tenant_id AND i.id = k.owner_id
  ${certificateJoin}`;

/** The read of one key, as a statement, so that it can ride in another batch of the same ledger. */
export function keyStatement(ledger: D1Database, tenantCode: string, kid: string): D1PreparedStatement {
  return ledger.prepare(`${select} WHERE k.tenant_id = ? AND k.kid = ?`).bind(tenantCode, kid);
}

/** The key as it is at `now` (milliseconds). */
export function toRegisteredKey(row: KeyRow, now: number): RegisteredKey {
  return {
    tenantId: row.tenant_id,
    kid: row.kid,
    ownerId: row.owner_id,
    ownerName: row.owner_name ?? row.owner_id,
    ownerEnded: row.owner_ended === 1,
    ownerAccounts: row.owner_accounts.split(","),
    ownerRoles: rolesOf(row.roles),
    source: row.source,
    alg: row.alg,
    jwk: row.jwk,
    label: row.label,
    state: stateAt({ stored: row.state, notBefore: row.not_before, notAfter: row.not_after, retiresAt: row.retires_at }, now),
    registeredBy: row.registered_by,
    registeredAt: row.registered_at,
    approvedBy: row.approved_by,
    approvedAt: row.approved_at,
    activatedIndex: row.activated_idx,
    revokedIndex: row.revoked_idx,
    revokedAt: row.revoked_at,
    // Over by plan, and not yet written down: the plan was a replacement.
    reason: row.reason ?? (row.retires_at !== null && now >= row.retires_at ? "superseded" : null),
    notAfter: row.not_after,
    suspendedBy: row.suspended_by,
    invalidityAt: row.invalidity_at,
    replacedBy: row.replaced_by,
    retiresAt: row.retires_at,
    certificate: toRegisteredCertificate(row, now),
  };
}

/** The key as it is at `now` (milliseconds). */
export async function findKey(ledger: D1Database, tenantCode: string, kid: string, now: number): Promise<RegisteredKey | null> {
  const row = await keyStatement(ledger, tenantCode, kid).first<KeyRow>();
  return row ? toRegisteredKey(row, now) : null;
}

/** A line of a key's history: the log's own entry, and who its `by` is. */
export type KeyHistoryRow = { kid: string; logIndex: number; entry: string; byName: string | null };

const history = `SELECT e.kid, e.log_idx AS logIndex, l.entry, o.name AS byName
  FROM signing_key_event e JOIN log_entry l ON l.tenant_id = e.tenant_id AND l.idx = e.log_idx
  LEFT JOIN officer o ON o.tenant_id = e.tenant_id AND o.id = json_extract(l.entry, '$.by')`;

export type KeyWithHistory = { key: RegisteredKey; history: KeyHistoryRow[] };

/** The tenant's keys as they are at `now`, the newest first, each with its life; with `ownerId` only that owner's. One round trip. */
export async function listKeys(ledger: D1Database, tenantCode: string, now: number, ownerId?: string): Promise<KeyWithHistory[]> {
  const ofOwner = ownerId === undefined ? "" : " AND k.owner_id = ?2";
  const bound = ownerId === undefined ? [tenantCode] : [tenantCode, ownerId];
  const [keys, events] = await ledger.batch([
    ledger.prepare(`${select} WHERE k.tenant_id = ?1${ofOwner} ORDER BY k.registered_at DESC, k.kid`).bind(...bound),
    ledger.prepare(`${history}${ownerId === undefined ? "" : " JOIN signing_key k ON k.tenant_id = e.tenant_id AND k.kid = e.kid"} WHERE e.tenant_id = ?1${ofOwner} ORDER BY e.log_idx`).bind(...bound),
  ]);
  const byKid = Map.groupBy((events as D1Result<KeyHistoryRow>).results, ({ kid }) => kid);
  return (keys as D1Result<KeyRow>).results.map((row) => ({ key: toRegisteredKey(row, now), history: byKid.get(row.kid) ?? [] }));
}

/** One key with its life, or null. One round trip. */
export async function findKeyWithHistory(ledger: D1Database, tenantCode: string, kid: string, now: number): Promise<KeyWithHistory | null> {
  const [keys, events] = await ledger.batch([
    keyStatement(ledger, tenantCode, kid),
    ledger.prepare(`${history} WHERE e.tenant_id = ? AND e.kid = ? ORDER BY e.log_idx`).bind(tenantCode, kid),
  ]);
  const row = (keys as D1Result<KeyRow>).results[0];
  return row ? { key: toRegisteredKey(row, now), history: (events as D1Result<KeyHistoryRow>).results } : null;
}

/** The keys of the ledger that were to end before `now` and whose end no entry says yet. */
export async function listKeysToRetire(ledger: D1Database, now: number): Promise<{ tenantId: string; kid: string }[]> {
  const { results } = await ledger
    .prepare("SELECT tenant_id AS tenantId, kid FROM signing_key WHERE retires_at IS NOT NULL AND state <> 'revoked' AND retires_at <= ? LIMIT 500")
    .bind(now)
    .all<{ tenantId: string; kid: string }>();
  return results;
}

/** The tenant's keys that were in wrong hands, each with the moment since when, in milliseconds. */
export async function listCompromisedKeys(ledger: D1Database, tenantCode: string): Promise<[kid: string, since: number][]> {
  const { results } = await ledger
    .prepare("SELECT kid, invalidity_at AS since FROM signing_key WHERE tenant_id = ? AND reason = 'keyCompromise' AND invalidity_at IS NOT NULL")
    .bind(tenantCode)
    .all<{ kid: string; since: number }>();
  return results.map(({ kid, since }) => [kid, since]);
}

/** When these keys could sign, by their kid: for documents that stand in another tenant's log. */
export async function listKeysInTime(ledger: D1Database, tenantCode: string, kids: readonly string[]): Promise<Map<string, KeyInTime>> {
  const { results } = await ledger
    .prepare(
      `SELECT k.kid, k.approved_at AS approvedAt, k.revoked_at AS revokedAt, k.retires_at AS retiresAt, k.reason, k.invalidity_at AS invalidityAt
       FROM json_each(?) AS wanted JOIN signing_key k ON k.tenant_id = ? AND k.kid = wanted.value`,
    )
    .bind(JSON.stringify(kids), tenantCode)
    .all<KeyInTime & { kid: string }>();
  return new Map(results.map((key) => [key.kid, key]));
}
