import type { Guard } from "../log/record.ts";
import type { RuleId } from "../audit/contract.ts";
import type { DecidedTogether } from "../forms/contract.ts";
import type { TransitionId } from "./contract.ts";

/** A signed move of a discrepancy whose key was in wrong hands by then, and which nothing in the ledger says yet. */
export type UnmarkedDecision = { tenantId: string; jti: string; kid: string; discrepancyId: string; version: number };

/**
 * What these keys of the signing tenant decided about other tenants of the ledger since the moments from which they are doubted, and what no
 * row says yet: at most 200. Keys and moments (milliseconds) as pairs; read along the index of what other tenants' people signed.
 */
export async function listUnmarkedDecisions(ledger: D1Database, signerTenant: string, keys: readonly (readonly [kid: string, since: number])[]): Promise<UnmarkedDecision[]> {
  const { results } = await ledger
    .prepare(
      `SELECT s.tenant_id AS tenantId, s.jti, s.kid, e.discrepancy_id AS discrepancyId, e.version
       FROM json_each(?1) AS k CROSS JOIN submission s INDEXED BY submission_signed_elsewhere ON s.signer_tenant_id = ?2 AND s.kid = k.value ->> 0 AND s.received_at >= k.value ->> 1 AND s.signer_tenant_id <> s.tenant_id
       JOIN discrepancy_event e INDEXED BY discrepancy_event_by_submission ON e.tenant_id = s.tenant_id AND e.submission_jti = s.jti
       WHERE NOT EXISTS (SELECT 1 FROM contested_move c WHERE c.tenant_id = e.tenant_id AND c.discrepancy_id = e.discrepancy_id AND c.version = e.version) ORDER BY s.seq LIMIT 200`,
    )
    .bind(JSON.stringify(keys), signerTenant)
    .all<UnmarkedDecision>();
  return results;
}

/** Marks the decision as contested by the log's newest entry; inside `record`. */
export function contestStatement(ledger: D1Database, { tenantId, jti, kid, discrepancyId, version }: UnmarkedDecision): D1PreparedStatement {
  return ledger
    .prepare("INSERT INTO contested_move (tenant_id, discrepancy_id, version, jti, kid, contested_idx) VALUES (?1, ?2, ?3, ?4, ?5, (SELECT MAX(idx) FROM log_entry WHERE tenant_id = ?1))")
    .bind(tenantId, discrepancyId, version, jti, kid);
}

/** The confirmation of the contested move of this discrepancy that the document made, and what must hold when it is written: nobody was quicker. */
export function confirmMove(ledger: D1Database, { tenantId, discrepancyId }: { tenantId: string; discrepancyId: string }, jti: string, by: { jti: string; at: number }): { statement: D1PreparedStatement; guard: Guard } {
  const open = "tenant_id = ? AND discrepancy_id = ? AND jti = ? AND confirmed_jti IS NULL AND countered_idx IS NULL";
  return {
    statement: ledger.prepare(`UPDATE contested_move SET confirmed_jti = ?, confirmed_at = ? WHERE ${open}`).bind(by.jti, by.at, tenantId, discrepancyId, jti),
    guard: { holds: `EXISTS (SELECT 1 FROM contested_move WHERE ${open})`, params: [tenantId, discrepancyId, jti] },
  };
}

/** Of `c` and its document `s`, signed by the tenant ?1: nobody has confirmed or countered it, and it is not withheld from the reader ?2. */
const rests = `c.confirmed_jti IS NULL AND c.countered_idx IS NULL AND s.signer_tenant_id = ?1
  AND NOT EXISTS (SELECT 1 FROM withheld_submission w WHERE w.tenant_id = c.tenant_id AND w.jti = c.jti AND w.officer_id = ?2)`;

export type ContestedDecision = { tenantId: string; jti: string; kid: string; transition: TransitionId; signerId: string; receivedAt: number; /** 1: one part of a manifest. */ isPart: number; discrepancyId: string; nameVi: string; nameEn: string; rule: RuleId; periodId: string };

/** The contested decisions of the ledger that the tenant's people signed and nobody has confirmed or countered, the newest first; without what is withheld from the reader, an officer. */
export async function listContestedDecisions(ledger: D1Database, signerTenant: string, reader: string): Promise<ContestedDecision[]> {
  const { results } = await ledger
    .prepare(
      `SELECT c.tenant_id AS tenantId, c.jti, c.kid, e.transition, s.signer_id AS signerId, s.received_at AS receivedAt, e.bulk_id IS NOT NULL AS isPart, d.id AS discrepancyId, d.subject_name_vi AS nameVi, d.subject_name_en AS nameEn, d.rule, d.period_id AS periodId
       FROM contested_move c JOIN submission s ON s.tenant_id = c.tenant_id AND s.jti = c.jti
       JOIN discrepancy_event e ON e.tenant_id = c.tenant_id AND e.discrepancy_id = c.discrepancy_id AND e.version = c.version JOIN discrepancy d ON d.tenant_id = c.tenant_id AND d.id = c.discrepancy_id
       WHERE ${rests} ORDER BY s.received_at DESC LIMIT 500`,
    )
    .bind(signerTenant, reader)
    .all<ContestedDecision>();
  return results;
}

/** Of each contested manifest of the tenant how many of its decisions in this ledger nobody has countered, by its jti; without what is withheld from the reader. */
export async function countRestingParts(ledger: D1Database, signerTenant: string, reader: string): Promise<{ jti: string; resting: number }[]> {
  const { results } = await ledger
    .prepare(
      `SELECT c.jti, COUNT(*) AS resting FROM contested_move c JOIN submission s ON s.tenant_id = c.tenant_id AND s.jti = c.jti
       JOIN discrepancy_event e ON e.tenant_id = c.tenant_id AND e.discrepancy_id = c.discrepancy_id AND e.version = c.version AND e.bulk_id IS NOT NULL
       WHERE ${rests} GROUP BY c.jti`,
    )
    .bind(signerTenant, reader)
    .all<{ jti: string; resting: number }>();
  return results;
}

export type StoredManifest = { jti: string; kid: string; transition: DecidedTogether; signerId: string; receivedAt: number; moved: number };

/** These manifests of the tenant, with how many decisions each has made; the newest first. */
export async function listManifests(ledger: D1Database, tenantCode: string, jtis: readonly string[]): Promise<StoredManifest[]> {
  const { results } = await ledger
    .prepare(
      `SELECT s.jti, s.kid, m.transition, s.signer_id AS signerId, s.received_at AS receivedAt, m.moved
       FROM json_each(?2) AS wanted JOIN submission s ON s.tenant_id = ?1 AND s.jti = wanted.value JOIN bulk_move m INDEXED BY bulk_move_of_manifest ON m.tenant_id = ?1 AND m.submission_jti = s.jti
       ORDER BY s.received_at DESC, s.jti`,
    )
    .bind(tenantCode, JSON.stringify(jtis))
    .all<StoredManifest>();
  return results;
}
