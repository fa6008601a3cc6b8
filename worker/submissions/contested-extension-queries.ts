import { thisIndex, type Guard } from "../log/record.ts";

/** An answer to a request for more time whose key was in wrong hands by then, and which nothing in the ledger says yet. */
export type UnmarkedExtension = { tenantId: string; extensionId: string; jti: string; digest: string; kid: string };

/** What these keys of the signing tenant answered since the moments from which they are doubted, still holds and no row doubts yet: at most 200. Keys and moments (milliseconds) as pairs. */
export async function listUnmarkedExtensions(ledger: D1Database, signerTenant: string, keys: readonly (readonly [kid: string, since: number])[]): Promise<UnmarkedExtension[]> {
  const { results } = await ledger
    .prepare(
      `SELECT s.tenant_id AS tenantId, e.id AS extensionId, s.jti, s.digest, s.kid
       FROM json_each(?1) AS k CROSS JOIN submission s INDEXED BY submission_signed_elsewhere ON s.signer_tenant_id = ?2 AND s.kid = k.value ->> 0 AND s.received_at >= k.value ->> 1 AND s.signer_tenant_id <> s.tenant_id
       JOIN extension e INDEXED BY extension_by_decision ON e.tenant_id = s.tenant_id AND e.decision_jti = s.jti
       WHERE NOT EXISTS (SELECT 1 FROM contested_extension c WHERE c.tenant_id = s.tenant_id AND c.jti = s.jti) ORDER BY s.seq LIMIT 200`,
    )
    .bind(JSON.stringify(keys), signerTenant)
    .all<UnmarkedExtension>();
  return results;
}

/** Marks the answer as contested by the log's newest entry, inside `record`, and what must hold: it is the answer still, and nobody was quicker. */
export function contestExtension(ledger: D1Database, { tenantId, extensionId, jti, kid }: UnmarkedExtension): { statement: D1PreparedStatement; guard: Guard } {
  return {
    statement: ledger
      .prepare(`INSERT INTO contested_extension (tenant_id, jti, extension_id, kid, contested_idx) VALUES (?1, ?2, ?3, ?4, ${thisIndex.replace("?", "?1")})`)
      .bind(tenantId, jti, extensionId, kid),
    guard: {
      holds: "EXISTS (SELECT 1 FROM extension WHERE tenant_id = ?1 AND id = ?2 AND decision_jti = ?3) AND NOT EXISTS (SELECT 1 FROM contested_extension WHERE tenant_id = ?1 AND jti = ?3)",
      params: [tenantId, extensionId, jti],
    },
  };
}
