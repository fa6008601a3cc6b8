import type { Level, LevelScheme } from "./contract.ts";

/** A service as offered from a day to a day at one level; `validTo` null means still offered. Days are Vietnamese days. */
export type Service = {
  code: string;
  validFrom: string;
  validTo: string | null;
  onlineSince: string;
  nameVi: string;
  nameEn: string;
  fieldCode: string;
  fieldNameVi: string;
  fieldNameEn: string;
  levelScheme: LevelScheme;
  level: Level;
  partialReason: string | null;
  isShared: boolean;
};

/**
 * Every service the tenant offered on any day from `from` to `to`, both inside, in order of code: one row a service, with
 * the names and level in force on the window's last day, or on the last day it was offered. One range read.
 */
export async function listServicesInWindow(ledger: D1Database, tenantCode: string, from: string, to: string): Promise<Service[]> {
  const { results } = await servicesInWindow(ledger, tenantCode, from, to).all<ServiceRow>();
  return newestOfEach(results.map(toService));
}

/** The services offered on the day, in order of code. */
export async function listServicesOn(ledger: D1Database, tenantCode: string, day: string): Promise<Service[]> {
  return listServicesInWindow(ledger, tenantCode, day, day);
}

/** Everything the catalogue knows of a tenant's services: by code, the rows oldest first. */
export async function findServices(ledger: D1Database, tenantCode: string): Promise<Map<string, Service[]>> {
  const { results } = await ledger.prepare(`SELECT ${columns} FROM service WHERE tenant_id = ? ORDER BY code, valid_from`).bind(tenantCode).all<ServiceRow>();
  return Map.groupBy(results.map(toService), ({ code }) => code);
}

/** From when until when a declared service was offered online at all; `validTo` null while it still is. */
export type DeclaredDates = { code: string; onlineSince: string; validTo: string | null };

/** Of the codes those that the tenant has ever declared, with their dates. A statement, so that it can ride with other reads; one key range a code. */
export function declaredServicesStatement(ledger: D1Database, tenantCode: string, codes: readonly string[]): D1PreparedStatement {
  return ledger
    .prepare(
      `SELECT s.code, MIN(s.online_since) AS onlineSince, CASE WHEN COUNT(s.valid_to) = COUNT(*) THEN MAX(s.valid_to) END AS validTo
       FROM json_each(?2) e CROSS JOIN service s WHERE s.tenant_id = ?1 AND s.code = e.value GROUP BY e.value`,
    )
    .bind(tenantCode, JSON.stringify(codes));
}

const columns = `code, valid_from AS validFrom, valid_to AS validTo, online_since AS onlineSince, name_vi AS nameVi, name_en AS nameEn,
  field_code AS fieldCode, field_name_vi AS fieldNameVi, field_name_en AS fieldNameEn, level_scheme AS levelScheme, level, partial_reason AS partialReason, is_shared AS isShared`;

function servicesInWindow(ledger: D1Database, tenantCode: string, from: string, to: string): D1PreparedStatement {
  return ledger
    .prepare(`SELECT ${columns} FROM service WHERE tenant_id = ?1 AND valid_from <= ?3 AND (valid_to IS NULL OR valid_to >= ?2) ORDER BY code, valid_from`)
    .bind(tenantCode, from, to);
}

type ServiceRow = Omit<Service, "isShared"> & { isShared: number };
const toService = (row: ServiceRow): Service => ({ ...row, isShared: row.isShared === 1 });

/** Services of this ledger that are offered for other units too, on any day from `from` to `to`. An index of these alone: few rows, whatever the catalogue's size. */
export async function listSharedServices(ledger: D1Database, from: string, to: string): Promise<{ tenant: string; code: string; nameVi: string }[]> {
  const { results } = await ledger
    .prepare("SELECT DISTINCT tenant_id AS tenant, code, name_vi AS nameVi FROM service INDEXED BY service_shared WHERE is_shared = 1 AND valid_from <= ?2 AND (valid_to IS NULL OR valid_to >= ?1)")
    .bind(from, to)
    .all<{ tenant: string; code: string; nameVi: string }>();
  return results;
}

/** The procedure, without the owner whose variant the code names. */
export function procedureOf(code: string): string {
  return code.slice(0, 8);
}

/** Rows come by code and day, so the last of each code is the one in force last. */
function newestOfEach(rows: readonly Service[]): Service[] {
  return rows.filter((row, i) => rows[i + 1]?.code !== row.code);
}
