import type { Guard } from "../log/record.ts";

/** Checked again at the moment of writing: an integration that was ended in between pushes nothing any more. */
export function integrationStillActs(tenantCode: string, id: string): Guard {
  return { holds: "EXISTS (SELECT 1 FROM integration WHERE tenant_id = ? AND id = ? AND ended_at IS NULL)", params: [tenantCode, id] };
}
