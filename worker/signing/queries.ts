import type { Role } from "../kernel/context.ts";
import { rolesOf } from "../tenancy/queries.ts";
import type { KeyState, SigningAlgorithm } from "./contract.ts";

/** A registered key with what its owner is allowed to. `ownerEnded`: the officer or integration acts for the tenant no more. */
export type RegisteredKey = {
  tenantId: string;
  kid: string;
  ownerId: string;
  ownerName: string;
  ownerEnded: boolean;
  /** Of an officer; empty for an integration. */
  ownerRoles: Role[];
  /** Of an integration. */
  source: string | null;
  alg: SigningAlgorithm;
  jwk: string;
  label: string;
  state: KeyState;
  registeredBy: string;
  registeredAt: number;
  approvedBy: string | null;
  approvedAt: number | null;
  activatedIndex: number | null;
  revokedIndex: number | null;
  revokedAt: number | null;
  reason: string | null;
};

export type KeyRow = {
  tenant_id: string; kid: string; owner_id: string; owner_name: string | null; owner_ended: number; roles: string | null; source: string | null;
  alg: SigningAlgorithm; jwk: string; label: string; state: KeyState; registered_by: string; registered_at: number; approved_by: string | null;
  approved_at: number | null; activated_idx: number | null; revoked_idx: number | null; revoked_at: number | null; reason: string | null;
};

const select = `SELECT k.tenant_id, k.kid, k.owner_id, k.alg, k.jwk, k.label, k.state, k.registered_by, k.registered_at, k.approved_by, k.approved_at,
    k.activated_idx, k.revoked_idx, k.revoked_at, k.reason, i.source, COALESCE(o.name, i.name) AS owner_name,
    COALESCE(o.ended_at, i.ended_at) IS NOT NULL AS owner_ended,
    (SELECT group_concat(r.role) FROM officer_role r WHERE r.tenant_id = k.tenant_id AND r.officer_id = k.owner_id) AS roles
  FROM signing_key k
  LEFT JOIN officer o ON o.tenant_id = k.tenant_id AND o.id = k.owner_id
  LEFT JOIN integration i ON i.tenant_id = k.tenant_id AND i.id = k.owner_id`;

/** The read of one key, as a statement, so that it can ride in another batch of the same ledger. */
export function keyStatement(ledger: D1Database, tenantCode: string, kid: string): D1PreparedStatement {
  return ledger.prepare(`${select} WHERE k.tenant_id = ? AND k.kid = ?`).bind(tenantCode, kid);
}

export function toRegisteredKey(row: KeyRow): RegisteredKey {
  return {
    tenantId: row.tenant_id,
    kid: row.kid,
    ownerId: row.owner_id,
    ownerName: row.owner_name ?? row.owner_id,
    ownerEnded: row.owner_ended === 1,
    ownerRoles: rolesOf(row.roles),
    source: row.source,
    alg: row.alg,
    jwk: row.jwk,
    label: row.label,
    state: row.state,
    registeredBy: row.registered_by,
    registeredAt: row.registered_at,
    approvedBy: row.approved_by,
    approvedAt: row.approved_at,
    activatedIndex: row.activated_idx,
    revokedIndex: row.revoked_idx,
    revokedAt: row.revoked_at,
    reason: row.reason,
  };
}

export async function findKey(ledger: D1Database, tenantCode: string, kid: string): Promise<RegisteredKey | null> {
  const row = await keyStatement(ledger, tenantCode, kid).first<KeyRow>();
  return row ? toRegisteredKey(row) : null;
}

/** The tenant's keys, the newest first; with `ownerId` only that owner's. */
export async function listKeys(ledger: D1Database, tenantCode: string, ownerId?: string): Promise<RegisteredKey[]> {
  const statement =
    ownerId === undefined
      ? ledger.prepare(`${select} WHERE k.tenant_id = ? ORDER BY k.registered_at DESC`).bind(tenantCode)
      : ledger.prepare(`${select} WHERE k.tenant_id = ? AND k.owner_id = ? ORDER BY k.registered_at DESC`).bind(tenantCode, ownerId);
  return (await statement.all<KeyRow>()).results.map(toRegisteredKey);
}
