import type { Discrepancy } from "../audit/queries.ts";
import { MOST_UNREAD, type NoticeKind } from "./contract.ts";

export type StoredNotice = { tenantId: string; id: string; kind: NoticeKind; visibleAt: number; readAt: number | null; discrepancyId: string; day: string | null } & Pick<Discrepancy, "rule" | "periodId" | "subjectNameVi" | "subjectNameEn">;
export type NoticePlace = { visibleAt: number; id: string };

/** Nothing that would tell a second reviewer what was decided first; the order to look itself is shown. */
const isShown = (table: string) => `(${table}.kind = 'second-review' OR NOT EXISTS (
  SELECT 1 FROM withheld_discrepancy w WHERE w.tenant_id = ${table}.tenant_id AND w.discrepancy_id = ${table}.discrepancy_id AND w.officer_id = ${table}.officer_id AND ${table}.at >= w.from_at))`;

/** What the officer was told and may see now, newest first, after the place; and how many of all are unread, up to MOST_UNREAD. */
export async function listNotices(ledger: D1Database, officerId: string, now: number, after: NoticePlace | null, limit: number): Promise<{ notices: StoredNotice[]; unread: number }> {
  const [page, count] = await ledger.batch([
    ledger
      .prepare(
        `SELECT n.tenant_id AS tenantId, n.id, n.kind, n.visible_at AS visibleAt, n.read_at AS readAt, n.discrepancy_id AS discrepancyId,
           (SELECT COALESCE(e.wished_on, e.due_on) FROM discrepancy_event e WHERE e.tenant_id = n.tenant_id AND e.discrepancy_id = n.discrepancy_id AND e.version = n.version) AS day,
           d.rule, d.period_id AS periodId, d.subject_name_vi AS subjectNameVi, d.subject_name_en AS subjectNameEn
         FROM notification n INDEXED BY notification_of_officer JOIN discrepancy d ON d.tenant_id = n.tenant_id AND d.id = n.discrepancy_id
         WHERE n.officer_id = ?1 AND n.visible_at <= ?2 AND ${isShown("n")} AND (n.visible_at, n.id) < (?3, ?4) ORDER BY n.visible_at DESC, n.id DESC LIMIT ?5`,
      )
      .bind(officerId, Math.min(now, after?.visibleAt ?? now), after?.visibleAt ?? now + 1, after?.id ?? "", limit),
    unreadStatement(ledger, officerId, now),
  ]);
  return { notices: page!.results as StoredNotice[], unread: (count!.results[0] as { unread: number }).unread };
}

function unreadStatement(ledger: D1Database, officerId: string, now: number): D1PreparedStatement {
  return ledger.prepare(`SELECT COUNT(*) AS unread FROM (SELECT 1 FROM notification INDEXED BY notification_unread WHERE officer_id = ? AND read_at IS NULL AND visible_at <= ? AND ${isShown("notification")} LIMIT ${MOST_UNREAD})`).bind(officerId, now);
}

/** Mails that may leave now, oldest first. */
export type Unsent = { tenantId: string; officerId: string; id: string; officerTenantId: string; kind: NoticeKind; discrepancyId: string };
export async function listUnsent(ledger: D1Database, now: number, limit: number): Promise<Unsent[]> {
  const { results } = await ledger
    .prepare(
      `SELECT tenant_id AS tenantId, officer_id AS officerId, id, officer_tenant_id AS officerTenantId, kind, discrepancy_id AS discrepancyId
       FROM notification INDEXED BY notification_to_mail WHERE mailed_at IS NULL AND visible_at <= ? AND ${isShown("notification")} ORDER BY visible_at LIMIT ?`,
    )
    .bind(now, limit)
    .all<Unsent>();
  return results;
}
