import type { Role } from "../kernel/context.ts";
import type { IntegrationEndReason } from "./contract.ts";
import { accountsColumn, accountsQuery } from "./same-person.ts";

export type Officer = { tenantId: string; id: string; name: string; unit: string; generated: boolean; roles: Role[]; ended: boolean; /** All of the person's accounts in the tenant, this one among them. */ accounts: string[] };
export type Integration = { tenantId: string; id: string; name: string; source: string; createdAt: number; ended: boolean; endedAt: number | null; endedBy: string | null; endReason: IntegrationEndReason | null };

/** Columns of an officer with the roles in one text; for use in the `SELECT` of another statement too. */
export const officerColumns = `o.tenant_id, o.id, o.name, o.unit, o.generated, o.ended_at,
  (SELECT group_concat(r.role) FROM officer_role r WHERE r.tenant_id = o.tenant_id AND r.officer_id = o.id) AS roles,
  ${accountsColumn("o.tenant_id", "o.id")} AS accounts`;
export type OfficerRow = { tenant_id: string; id: string; name: string; unit: string; generated: number; ended_at: number | null; roles: string | null; accounts: string };

export function toOfficer(row: OfficerRow): Officer {
  return { tenantId: row.tenant_id, id: row.id, name: row.name, unit: row.unit, generated: row.generated === 1, roles: rolesOf(row.roles), ended: row.ended_at !== null, accounts: row.accounts.split(",") };
}

export function rolesOf(text: string | null): Role[] {
  return text ? (text.split(",") as Role[]) : [];
}

export async function findOfficer(ledger: D1Database, tenantCode: string, id: string): Promise<Officer | null> {
  const row = await ledger.prepare(`SELECT ${officerColumns} FROM officer o WHERE o.tenant_id = ? AND o.id = ?`).bind(tenantCode, id).first<OfficerRow>();
  return row ? toOfficer(row) : null;
}

/** The names of these officers by their ids, whether or not they still act for the tenant. */
export async function listOfficerNames(ledger: D1Database, tenantCode: string, ids: readonly string[]): Promise<Map<string, string>> {
  const { results } = await ledger
    .prepare("SELECT o.id, o.name FROM json_each(?) AS wanted JOIN officer o ON o.tenant_id = ? AND o.id = wanted.value")
    .bind(JSON.stringify(ids), tenantCode)
    .all<{ id: string; name: string }>();
  return new Map(results.map(({ id, name }) => [id, name]));
}

/** The tenant's officers who still act for it, by name. */
export async function listOfficers(ledger: D1Database, tenantCode: string): Promise<Officer[]> {
  const { results } = await ledger
    .prepare(`SELECT ${officerColumns} FROM officer o WHERE o.tenant_id = ? AND o.ended_at IS NULL ORDER BY o.name`)
    .bind(tenantCode)
    .all<OfficerRow>();
  return results.map(toOfficer);
}

/** The ids of those who act for the tenant now and hold one of the roles. */
export async function listOfficerIds(ledger: D1Database, tenantCode: string, wanted: readonly Role[]): Promise<string[]> {
  const { results } = await ledger
    .prepare(
      `SELECT DISTINCT r.officer_id AS id FROM officer_role r JOIN officer o ON o.tenant_id = r.tenant_id AND o.id = r.officer_id
       WHERE r.tenant_id = ? AND o.ended_at IS NULL AND r.role IN (SELECT value FROM json_each(?)) ORDER BY r.officer_id`,
    )
    .bind(tenantCode, JSON.stringify(wanted))
    .all<{ id: string }>();
  return results.map(({ id }) => id);
}

/** The units the officer belongs or belonged to outside the own tenant, as written down of any account of theirs, each with its last day (null is "still"). */
export async function listPastUnits(ledger: D1Database, tenantCode: string, officerId: string): Promise<{ unit: string; until: string | null }[]> {
  const { results } = await ledger
    .prepare(`SELECT unit_tenant_code AS unit, until FROM officer_past_unit WHERE tenant_id = ?1 AND officer_id IN ${accountsQuery("?1", "?2")} ORDER BY unit_tenant_code`)
    .bind(tenantCode, officerId)
    .all<{ unit: string; until: string | null }>();
  return results;
}

/** Every officer of the ledger whom the demo made up, by tenant: only for the local sign-in list. */
export async function listGeneratedOfficers(ledger: D1Database): Promise<Officer[]> {
  const { results } = await ledger
    .prepare(`SELECT ${officerColumns} FROM officer o WHERE o.generated = 1 AND o.ended_at IS NULL ORDER BY o.tenant_id, o.created_at`)
    .all<OfficerRow>();
  return results.map(toOfficer);
}

type IntegrationRow = { tenant_id: string; id: string; name: string; source: string; created_at: number; ended_at: number | null; ended_by: string | null; end_reason: IntegrationEndReason | null };
const toIntegration = (row: IntegrationRow): Integration => ({ tenantId: row.tenant_id, id: row.id, name: row.name, source: row.source, createdAt: row.created_at, ended: row.ended_at !== null, endedAt: row.ended_at, endedBy: row.ended_by, endReason: row.end_reason });

export async function findIntegration(ledger: D1Database, tenantCode: string, id: string): Promise<Integration | null> {
  const row = await ledger.prepare("SELECT tenant_id, id, name, source, created_at, ended_at, ended_by, end_reason FROM integration WHERE tenant_id = ? AND id = ?").bind(tenantCode, id).first<IntegrationRow>();
  return row ? toIntegration(row) : null;
}

/** The tenant's integrations: those that are connected by name, then those that are no more, the last ended first. */
export async function listIntegrations(ledger: D1Database, tenantCode: string): Promise<Integration[]> {
  const { results } = await ledger
    .prepare("SELECT tenant_id, id, name, source, created_at, ended_at, ended_by, end_reason FROM integration WHERE tenant_id = ? ORDER BY ended_at IS NOT NULL, ended_at DESC, name")
    .bind(tenantCode)
    .all<IntegrationRow>();
  return results.map(toIntegration);
}

/** The tenants of the ledger for whom at least one person acts, or has acted, whom the demo did not make up. */
export async function listTenantsWithRealPeople(ledger: D1Database): Promise<string[]> {
  const { results } = await ledger.prepare("SELECT DISTINCT tenant_id FROM officer WHERE generated = 0").all<{ tenant_id: string }>();
  return results.map((row) => row.tenant_id);
}
