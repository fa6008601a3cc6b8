import { runAudit } from "../../worker/audit/run-audit.ts";
import type { Platform, Tenant } from "../../worker/kernel/context.ts";
import { bucketsOf, findWindow, listWindowsOfYear, startOfDay } from "../../worker/kernel/windows.ts";
import { actAsSystem } from "../../worker/tenancy/system-context.ts";
import { countD1 } from "../../tests/worker/count-d1.ts";

export type Databases = { central: D1Database; platform: Platform; tenants: readonly Tenant[] };
export type NationalSize = { filings: number; audits: number; findings: number; rowsRead: number; allowed: number; auditMs: number; countersMs: number; recountMs: number; recountRowsRead: number };

const YEAR = 2025;
const PERIOD = "2025-Q3";
export const TENANTS = 85;
export const SERVICES = 12_237;
const REPORT_TYPE = "services-quarter";
const WINDOW = findWindow(PERIOD, "mid-month")!;
const windows = listWindowsOfYear("month", [{ validFrom: "", cutOffRule: "mid-month" }], YEAR);
const FIRST = bucketsOf(windows[0]!).first;
const BUCKETS = windows.length * 2;
/** One service in fifty reports more than came in. */
const WRONG_EACH = 50;

/** How many services the tenant at this place offers: 12,237 over 85, the first ones one more. */
export function servicesOf(place: number): number {
  return Math.floor(SERVICES / TENANTS) + (place < SERVICES % TENANTS ? 1 : 0);
}

/** Services, obligation and a report for every tenant; the report is true to `filingsEach` filings a service and half month, but for one line in fifty. */
export async function plantNation({ platform, tenants }: Databases, filingsEach: number): Promise<void> {
  for (const [place, tenant] of tenants.entries()) {
    const ledger = platform.ledgers[tenant.ledger];
    const count = servicesOf(place);
    const online = filingsEach * bucketsOf(WINDOW).count;
    const rows = Array.from({ length: count }, (_, i) => ({ service: codeOf(i), name: "x", level: "full", online: online + (i % WRONG_EACH === 0 ? online : 0), total: online + (i % WRONG_EACH === 0 ? online : 0) }));
    const payload = Buffer.from(JSON.stringify({ data: { reportType: REPORT_TYPE, period: PERIOD, from: WINDOW.from, to: WINDOW.to, rows } })).toString("base64url");
    await ledger.batch([
      ledger.prepare("INSERT INTO ledger_tenant (tenant_id) VALUES (?)").bind(tenant.code),
      ledger.prepare("INSERT INTO log_entry (tenant_id, idx, leaf, entry) VALUES (?, 0, zeroblob(32), '{}')").bind(tenant.code),
      ledger
        .prepare(
          `INSERT INTO service (tenant_id, code, valid_from, valid_to, online_since, name_vi, name_en, field_code, field_name_vi, field_name_en, level_scheme, level)
           SELECT ?1, s.value->>'service', '2020-01-01', NULL, '2020-01-01', 'x', 'x', 'HT', 'x', 'x', 'process-2022', 'full' FROM json_each(?2) s`,
        )
        .bind(tenant.code, JSON.stringify(rows)),
      ledger
        .prepare(
          `INSERT INTO submission (tenant_id, jti, jws, digest, nonce, kid, signer_id, signer_tenant_id, act, form_id, form_rev, report_type_id, period_id, received_at, log_idx)
           VALUES (?1, ?2, ?3, ?2, ?2, 'kid', 'off', ?1, 'submit', 'services-report', 1, ?4, ?5, ?6, 0)`,
        )
        .bind(tenant.code, `bench-${tenant.code}`, `e30.${payload}.c2ln`, REPORT_TYPE, PERIOD, startOfDay(WINDOW.to) + 2 * 86_400_000),
    ]);
  }
}

/** Filings straight into the table of events and their counters, made by SQL: no signature is needed to count what reading costs. */
export async function plantFilings({ platform, tenants }: Databases, filingsEach: number): Promise<number> {
  let filings = 0;
  for (const [place, tenant] of tenants.entries()) {
    const ledger = platform.ledgers[tenant.ledger];
    const count = servicesOf(place);
    await ledger.batch([
      ledger
        .prepare(
          `WITH RECURSIVE s(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM s WHERE i + 1 < ?2), b(j) AS (SELECT 0 UNION ALL SELECT j + 1 FROM b WHERE j + 1 < ?3), n(k) AS (SELECT 0 UNION ALL SELECT k + 1 FROM n WHERE k + 1 < ?4)
           INSERT INTO filing_event (tenant_id, source, filing_code, kind, service_code, at, bucket, channel, outcome, batch_jti)
           SELECT ?1, 'bench', printf('%d-%d-%d', j, i, k), 'received', printf('1.%06d', i + 1), 0, ?5 + j, 'online-full', NULL, 'bench' FROM b, s, n`,
        )
        .bind(tenant.code, count, BUCKETS, filingsEach, FIRST),
      ledger
        .prepare(
          `WITH RECURSIVE s(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM s WHERE i + 1 < ?2), b(j) AS (SELECT 0 UNION ALL SELECT j + 1 FROM b WHERE j + 1 < ?3)
           INSERT INTO filing_counter (tenant_id, bucket, service_code, online_full) SELECT ?1, ?5 + j, printf('1.%06d', i + 1), ?4 FROM b, s`,
        )
        .bind(tenant.code, count, BUCKETS, filingsEach, FIRST),
    ]);
    filings += count * BUCKETS * filingsEach;
  }
  return filings;
}

/** Audits the quarter of every tenant, then counts again, from the filings, what the counters say: rows read and time of each. */
export async function auditNation({ central, platform, tenants }: Databases, filings: number): Promise<NationalSize> {
  const now = startOfDay(WINDOW.to) + 30 * 86_400_000;
  let [rowsRead, findings] = [0, 0];
  const started = performance.now();
  for (const tenant of tenants) {
    const { database, count } = countD1(platform.ledgers[tenant.ledger]);
    const context = { ...actAsSystem(tenant, { central, platform, now }), ledger: database };
    findings += (await runAudit(context, { reportType: REPORT_TYPE, periodId: PERIOD })).run.findings ?? 0;
    rowsRead += count.rowsRead;
  }
  const auditMs = performance.now() - started;
  const { first, last } = bucketsOf(WINDOW);
  const counters = await timed(platform, "SELECT tenant_id, service_code, SUM(online_full) AS filings FROM filing_counter WHERE tenant_id IN (SELECT tenant_id FROM ledger_tenant) AND bucket BETWEEN ? AND ? GROUP BY tenant_id, service_code", [first, last]);
  const recount = await timed(platform, "SELECT tenant_id, service_code, COUNT(*) AS filings FROM filing_event WHERE kind = 'received' AND bucket BETWEEN ? AND ? GROUP BY tenant_id, service_code", [first, last]);
  if (JSON.stringify(counters.sums) !== JSON.stringify(recount.sums)) throw new Error("The counters do not say what the filings say");
  return { filings, audits: tenants.length, findings, rowsRead, allowed: (bucketsOf(WINDOW).count + 2) * SERVICES, auditMs, countersMs: counters.ms, recountMs: recount.ms, recountRowsRead: recount.rowsRead };
}

/** The statement over all ledgers: time without what the answer takes to travel, rows read, and the sum per tenant. */
async function timed(platform: Platform, sql: string, params: readonly number[]): Promise<{ ms: number; rowsRead: number; sums: [string, number][] }> {
  let [ms, rowsRead] = [0, 0];
  const sums = new Map<string, number>();
  for (const ledger of Object.values(platform.ledgers)) {
    // The grouping stays inside the database: one row a tenant comes back.
    const { results, meta } = await ledger.prepare(`SELECT tenant_id AS tenant, SUM(filings) AS filings FROM (${sql}) GROUP BY tenant_id`).bind(...params).all<{ tenant: string; filings: number }>();
    ms += meta.duration;
    rowsRead += meta.rows_read;
    for (const { tenant, filings } of results) sums.set(tenant, filings);
  }
  return { ms, rowsRead, sums: [...sums].toSorted(([a], [b]) => (a < b ? -1 : 1)) };
}

function codeOf(place: number): string {
  return `1.${String(place + 1).padStart(6, "0")}`;
}
