import type { ServiceFigure } from "../statistics/contract.ts";
import type { auditFigure, windowFigure } from "./schema.ts";

export type AuditFigure = Omit<typeof auditFigure.$inferSelect, "runId">;
/** A window's head: everything but the two lists of services. */
export type WindowFigure = Omit<typeof windowFigure.$inferSelect, "unused" | "services">;

const figureColumns = `tenant_id AS tenantId, period_id AS periodId, level_scheme AS levelScheme, level, services, with_online_filings AS withOnlineFilings,
  reported_without_counts AS reportedWithoutCounts, filings_online AS filingsOnline, filings_full AS filingsFull, filings_total AS filingsTotal,
  resolved, resolved_on_time AS resolvedOnTime, reported_online AS reportedOnline, reported_total AS reportedTotal`;

/** The figures that the last runs of these windows left in this ledger, per tenant and level. */
export async function listFigures(ledger: D1Database, periodIds: readonly string[]): Promise<AuditFigure[]> {
  const { results } = await ledger
    .prepare(`SELECT ${figureColumns} FROM json_each(?) AS p CROSS JOIN audit_figure f ON f.period_id = p.value`)
    .bind(JSON.stringify(periodIds))
    .all<AuditFigure>();
  return results;
}

/** The figures of one tenant, of every window. */
export async function listFiguresOfTenant(ledger: D1Database, tenantCode: string): Promise<AuditFigure[]> {
  const { results } = await ledger.prepare(`SELECT ${figureColumns} FROM audit_figure WHERE tenant_id = ?`).bind(tenantCode).all<AuditFigure>();
  return results;
}

/** The windows that have figures in this ledger, with how many tenants each. */
export async function listFigureWindows(ledger: D1Database): Promise<{ periodId: string; tenants: number }[]> {
  const { results } = await ledger
    .prepare("SELECT period_id AS periodId, COUNT(DISTINCT tenant_id) AS tenants FROM audit_figure GROUP BY period_id ORDER BY period_id")
    .all<{ periodId: string; tenants: number }>();
  return results;
}

const headColumns = `tenant_id AS tenantId, report_type_id AS reportTypeId, period_id AS periodId, run_id AS runId, filed, on_time AS onTime, report_services AS reportServices,
  report_without_counts AS reportWithoutCounts, report_sums AS reportSums, offered_count AS offeredCount, unused_count AS unusedCount`;
type HeadRow = Omit<WindowFigure, "filed" | "onTime"> & { filed: 0 | 1; onTime: 0 | 1 };
const toHead = (row: HeadRow): WindowFigure => ({ ...row, filed: row.filed === 1, onTime: row.onTime === 1 });

/** The heads of these windows in this ledger, of every tenant and report type. */
export async function listWindowFigures(ledger: D1Database, periodIds: readonly string[]): Promise<WindowFigure[]> {
  const { results } = await ledger
    .prepare(`SELECT ${headColumns} FROM json_each(?) AS p CROSS JOIN window_figure w ON w.period_id = p.value`)
    .bind(JSON.stringify(periodIds))
    .all<HeadRow>();
  return results.map(toHead);
}

/** The heads of one tenant, of every window. */
export async function listWindowFiguresOfTenant(ledger: D1Database, tenantCode: string): Promise<WindowFigure[]> {
  const { results } = await ledger.prepare(`SELECT ${headColumns} FROM window_figure WHERE tenant_id = ?`).bind(tenantCode).all<HeadRow>();
  return results.map(toHead);
}

type ServicesOf = { tenantId: string; services: ServiceFigure[] };

/** Of every tenant of this ledger the services of the window, or of them only those without an online filing; one row a tenant is read. */
export async function listServiceFigures(ledger: D1Database, reportTypeId: string, periodId: string, which: "services" | "unused"): Promise<ServicesOf[]> {
  const { results } = await ledger
    .prepare(`SELECT tenant_id AS tenantId, ${which} AS list FROM window_figure WHERE period_id = ? AND report_type_id = ?`)
    .bind(periodId, reportTypeId)
    .all<{ tenantId: string; list: string }>();
  return results.map(({ tenantId, list }) => ({ tenantId, services: JSON.parse(list) as ServiceFigure[] }));
}

/** The services of one tenant's window, or null when it was never audited. */
export async function findServiceFigures(ledger: D1Database, tenantCode: string, reportTypeId: string, periodId: string): Promise<ServiceFigure[] | null> {
  const row = await ledger
    .prepare("SELECT services FROM window_figure WHERE tenant_id = ? AND report_type_id = ? AND period_id = ?")
    .bind(tenantCode, reportTypeId, periodId)
    .first<{ services: string }>();
  return row && (JSON.parse(row.services) as ServiceFigure[]);
}

/** One service in every window it has figures in: one row a window is read. */
export async function listFiguresOfService(ledger: D1Database, tenantCode: string, code: string): Promise<{ reportTypeId: string; periodId: string; service: ServiceFigure }[]> {
  const { results } = await ledger
    .prepare(
      `SELECT w.report_type_id AS reportTypeId, w.period_id AS periodId, s.value AS service FROM window_figure w, json_each(w.services) s
       WHERE w.tenant_id = ? AND s.value ->> 'code' = ?`,
    )
    .bind(tenantCode, code)
    .all<{ reportTypeId: string; periodId: string; service: string }>();
  return results.map(({ service, ...where }) => ({ ...where, service: JSON.parse(service) as ServiceFigure }));
}

/** How many discrepancies of the tenant's window are open, by severity as stored. */
export async function countOpenOfWindow(ledger: D1Database, tenantCode: string, periodId: string, reportTypeIds: readonly string[]): Promise<{ severity: number; count: number }[]> {
  const { results } = await ledger
    .prepare(
      `SELECT d.severity, COUNT(*) AS count FROM json_each(?3) AS t CROSS JOIN discrepancy d
       WHERE d.tenant_id = ?1 AND d.report_type_id = t.value AND d.period_id = ?2 AND d.is_open = 1 GROUP BY d.severity ORDER BY d.severity DESC`,
    )
    .bind(tenantCode, periodId, JSON.stringify(reportTypeIds))
    .all<{ severity: number; count: number }>();
  return results;
}
