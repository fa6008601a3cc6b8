import type { Role } from "../kernel/context.ts";
import { AUTHORITY } from "../tenancy/require-role.ts";
import type { NoticeKind } from "./contract.ts";

export type NewNotice = {
  tenantId: string;
  discrepancyId: string;
  kind: NoticeKind;
  /** Makes the notice one of its kind: the version it tells of, or the due day it reminds of. */
  mark: string;
  version: number | null;
  at: number;
  visibleAt: number;
  /** People of the unit by role, and people of the authority by id. */
  unit: readonly Role[];
  authority: readonly string[];
  /** People of the unit by id. */
  ofUnit?: readonly string[];
  except: string;
};

/** One notice for each of those who are told, for `record`. The same notice written again changes nothing. */
export function noticeStatement(ledger: D1Database, notice: NewNotice): D1PreparedStatement {
  const people = [...notice.authority.map((id) => ({ id, tenant: AUTHORITY })), ...(notice.ofUnit ?? []).map((id) => ({ id, tenant: notice.tenantId }))];
  return ledger
    .prepare(
      `INSERT OR IGNORE INTO notification (tenant_id, officer_id, id, officer_tenant_id, discrepancy_id, kind, version, at, visible_at)
       SELECT ?1, told.officer, ?2, told.tenant, ?3, ?4, ?5, ?6, ?7 FROM (
         SELECT value ->> 'id' AS officer, value ->> 'tenant' AS tenant FROM json_each(?8)
         UNION SELECT r.officer_id, r.tenant_id FROM officer_role r JOIN officer o ON o.tenant_id = r.tenant_id AND o.id = r.officer_id
           WHERE r.tenant_id = ?1 AND o.ended_at IS NULL AND r.role IN (SELECT value FROM json_each(?9))) AS told
       WHERE told.officer <> ?10`,
    )
    .bind(
      notice.tenantId, `${notice.kind}/${notice.discrepancyId}/${notice.mark}`, notice.discrepancyId, notice.kind, notice.version, notice.at, notice.visibleAt,
      JSON.stringify(people), JSON.stringify(notice.unit), notice.except,
    );
}

/** Takes back what was not seen yet of the version that is undone. */
export function withdrawNotices(ledger: D1Database, tenantId: string, discrepancyId: string, version: number, now: number): D1PreparedStatement {
  return ledger.prepare("DELETE FROM notification WHERE tenant_id = ? AND discrepancy_id = ? AND version = ? AND visible_at > ?").bind(tenantId, discrepancyId, version, now);
}
