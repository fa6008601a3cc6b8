import type { IntegrationView, OfficerView } from "./contract.ts";
import type { Integration, Officer } from "./queries.ts";

export function toOfficerView({ id, name, unit, roles, generated }: Officer): OfficerView {
  return { id, name, unit, roles, generated };
}

export function toIntegrationView({ id, name, source, createdAt, endedAt, endedBy, endReason }: Integration): IntegrationView {
  return { id, name, source, createdAt: new Date(createdAt).toISOString(), ended: endedAt === null ? null : { at: new Date(endedAt).toISOString(), by: endedBy, reason: endReason } };
}
