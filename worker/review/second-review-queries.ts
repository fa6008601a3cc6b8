/** A drawn case that waits for its second look; who has it, if anybody, and what may not be seen of it. */
export type OpenLook = {
  tenantId: string;
  id: string;
  month: string;
  /** Whose turn it is, since when. */
  reviewer: string | null;
  givenAt: number | null;
  /** The first judgement after the unit's last word, in the life that was closed. */
  fromVersion: number;
  fromAt: number;
  /** Who did or said anything in it before, or has it now, and who was told of the judgement. */
  involved: string[];
  told: string[];
};

/** What judges. From the first of them after the unit's last word on, everything is withheld from the second reviewer. */
const judging = "('accept', 'uphold', 'request-dismissal', 'approve-dismissal', 'deny-dismissal', 'grant-appeal', 'deny-appeal')";

type Row = Omit<OpenLook, "involved" | "told"> & { involved: string; told: string };

/** The ledger's cases that wait for a second look, the oldest month first. */
export async function listOpenLooks(ledger: D1Database, limit: number): Promise<OpenLook[]> {
  const { results } = await ledger
    .prepare(
      `WITH open AS (
         SELECT s.tenant_id, s.discrepancy_id, s.month,
           (SELECT MIN(e.version) FROM discrepancy_event e WHERE e.tenant_id = s.tenant_id AND e.discrepancy_id = s.discrepancy_id AND e.version <= s.closed_version AND e.transition IN ${judging}
              AND e.version > COALESCE((SELECT MAX(b.version) FROM discrepancy_event b WHERE b.tenant_id = s.tenant_id AND b.discrepancy_id = s.discrepancy_id AND b.version < s.closed_version
                AND (b.transition IN ('ask', 'explain', 'reopen', 'break-glass') OR (b.to_state = 'NEW' AND b.from_state IS NOT 'NEW'))), 0)) AS from_version
         FROM second_review s INDEXED BY second_review_open WHERE s.reviewed_at IS NULL ORDER BY s.month, s.tenant_id, s.discrepancy_id LIMIT ?)
       SELECT o.tenant_id AS tenantId, o.discrepancy_id AS id, o.month, w.officer_id AS reviewer, w.given_at AS givenAt, f.version AS fromVersion, f.at AS fromAt,
         (SELECT json_group_array(DISTINCT who) FROM (
            SELECT e.actor_id AS who FROM discrepancy_event e WHERE e.tenant_id = o.tenant_id AND e.discrepancy_id = o.discrepancy_id
            UNION SELECT c.author_id FROM discrepancy_comment c WHERE c.tenant_id = o.tenant_id AND c.discrepancy_id = o.discrepancy_id AND (w.given_at IS NULL OR c.at < w.given_at)
            UNION SELECT d.assignee FROM discrepancy d WHERE d.tenant_id = o.tenant_id AND d.id = o.discrepancy_id AND d.assignee IS NOT NULL)) AS involved,
         (SELECT json_group_array(DISTINCT n.officer_id) FROM notification n INDEXED BY notification_of_discrepancy
            WHERE n.tenant_id = o.tenant_id AND n.discrepancy_id = o.discrepancy_id AND n.at >= f.at AND n.kind <> 'second-review') AS told
       FROM open o JOIN discrepancy_event f ON f.tenant_id = o.tenant_id AND f.discrepancy_id = o.discrepancy_id AND f.version = o.from_version
       LEFT JOIN withheld_discrepancy w ON w.tenant_id = o.tenant_id AND w.discrepancy_id = o.discrepancy_id AND w.month = o.month`,
    )
    .bind(limit)
    .all<Row>();
  return results.map(({ involved, told, ...look }) => ({ ...look, involved: JSON.parse(involved) as string[], told: JSON.parse(told) as string[] }));
}

/** What the officer is to look at in the ledger. */
export async function listLooksOf(ledger: D1Database, officerId: string, limit: number): Promise<{ tenantId: string; id: string; month: string; fromVersion: number; fromAt: number }[]> {
  const { results } = await ledger
    .prepare(
      `SELECT tenant_id AS tenantId, discrepancy_id AS id, month, from_version AS fromVersion, from_at AS fromAt
       FROM withheld_discrepancy INDEXED BY withheld_discrepancy_of_officer WHERE officer_id = ? ORDER BY month, tenant_id, discrepancy_id LIMIT ?`,
    )
    .bind(officerId, limit)
    .all<{ tenantId: string; id: string; month: string; fromVersion: number; fromAt: number }>();
  return results;
}
