import type { Guard } from "../log/record.ts";

/** Checked again at the moment of writing: an integration that was ended in between pushes nothing any more. */
export function integrationStillActs(tenantCode: string, id: string): Guard {
  return { holds: "EXISTS (SELECT 1 FROM integration WHERE tenant_id = ? AND id = ? AND ended_at IS NULL)", params: [tenantCode, id] };
}

/** When the system was connected, in milliseconds: rows `{ connectedAt }`. A statement, so that it can ride with other reads. */
export function connectedAtStatement(ledger: D1Database, tenantCode: string, integrationId: string): D1PreparedStatement {
  return ledger.prepare("SELECT created_at AS connectedAt FROM integration WHERE tenant_id = ? AND id = ?").bind(tenantCode, integrationId);
}
