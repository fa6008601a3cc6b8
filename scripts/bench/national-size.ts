import { isDeepStrictEqual } from "node:util";
import { runAudit } from "../../worker/audit/run-audit.ts";
import type { Platform, Tenant } from "../../worker/kernel/context.ts";
import { countOf, counterWords, packedCounters, sumPacked, type CounterWord, type PackedRow } from "../../worker/filings/counter-words.ts";
import { tallyStatements } from "../../worker/filings/write-tally.ts";
import { bucketsOf, findWindow, listWindowsOfYear, startOfDay } from "../../worker/kernel/windows.ts";
import { actAsSystem } from "../../worker/tenancy/system-context.ts";
import { countD1 } from "../../tests/worker/count-d1.ts";

export type Databases = { central: D1Database; platform: Platform; tenants: readonly Tenant[] };
export type NationalSize = { filings: number; audits: number; findings: number; rowsRead: number; allowed: number; auditMs: number; counters: Counted; recount: Counted };
/** Time inside the databases, and with what is done to the answer; sums by tenant and service. */
export type Counted = { sqlMs: number; ms: number; rowsRead: number; sums: Map<string, number[]> };

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
/** Audits at a time, as in a night. */
const TOGETHER = 20;

/** How many services the tenant at this place offers: 12,237 over 85, the first ones one more. */
export function servicesOf(place: number): number {
  return Math.floor(SERVICES / TENANTS) + (place < SERVICES % TENANTS ? 1 : 0);
}

/** Services, obligation and a report for every tenant; the report is true to `filingsEach` filings a service and half month, but for one line in fifty. */
export async function plantNation({ platform, tenants }: Databases, filingsEach: number): Promise<void> {
  for (const [place, tenant] of tenants.entries()) {
    const ledger = platform.ledgers[tenant.ledger];
    const count = servicesOf(place);
    const counts = countsOf(filingsEach);
    const [total, online] = [filingsEach, counts["online-full"]! + counts["online-partial"]!].map((each) => each * bucketsOf(WINDOW).count) as [number, number];
    const rows = Array.from({ length: count }, (_, i) => ({ service: codeOf(i), name: "x", level: "full", online: online + (i % WRONG_EACH === 0 ? total : 0), total: total + (i % WRONG_EACH === 0 ? total : 0) }));
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

/** What each filing of a service and half month tells, by its place: of every sixteen four came each way, and ten were done early. */
const CHANNEL = "CASE k % 4 WHEN 0 THEN 'online-full' WHEN 1 THEN 'online-partial' WHEN 2 THEN 'in-person' ELSE 'post' END";
const OUTCOME = "CASE k % 3 WHEN 0 THEN 'early' WHEN 1 THEN 'on-time' ELSE 'late' END";
const FACTS = "json_object('d', 1000, 'r', iif(k % 8 = 7, 'proxy', 'owner'), 'n', iif(k % 5 = 4, 'office', 'public'), 'e', json('true'))";

/**
 * Filings straight into the table of events, each received and resolved, and their counters beside them, made by SQL: no signature is
 * needed to count what reading costs. The counters are counted up from the places, not from the events: the recount has to come to the same.
 */
export async function plantFilings({ platform, tenants }: Databases, filingsEach: number): Promise<number> {
  let filings = 0;
  for (const [place, tenant] of tenants.entries()) {
    const { ledger: name, code } = tenant;
    const ledger = platform.ledgers[name];
    const count = servicesOf(place);
    const counts = countsOf(filingsEach);
    const counters = Array.from({ length: BUCKETS * count }, (_, i) => [FIRST + Math.floor(i / count), codeOf(i % count), ...counterWords.map((word) => counts[word] ?? 0)]);
    await ledger.batch([
      ledger
        .prepare(
          `WITH RECURSIVE s(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM s WHERE i + 1 < ?2), b(j) AS (SELECT 0 UNION ALL SELECT j + 1 FROM b WHERE j + 1 < ?3), n(k) AS (SELECT 0 UNION ALL SELECT k + 1 FROM n WHERE k + 1 < ?4)
           INSERT INTO filing_event (tenant_id, source, filing_code, kind, service_code, at, bucket, channel, outcome, batch_jti, facts)
           SELECT ?1, 'bench', printf('%d-%d-%d', j, i, k), e.value, printf('1.%06d', i + 1), 0, ?5 + j, iif(e.value = 'received', ${CHANNEL}, NULL), iif(e.value = 'resolved', ${OUTCOME}, NULL), 'bench', iif(e.value = 'received', ${FACTS}, NULL)
           FROM b, s, n, json_each('["received","resolved"]') e`,
        )
        .bind(code, count, BUCKETS, filingsEach, FIRST),
      ...tallyStatements(ledger, code, { counters, pending: [], samples: [], days: [], submitters: [], owners: [], units: [] }),
    ]);
    filings += count * BUCKETS * filingsEach;
  }
  return filings;
}

/** What a service and half month with so many filings is counted for. */
function countsOf(filingsEach: number): Partial<Record<CounterWord, number>> {
  const places = Array.from({ length: filingsEach }, (_, k) => k);
  const among = (test: (k: number) => boolean) => places.filter(test).length;
  const isOnline = (k: number) => k % 4 < 2;
  return {
    "online-full": among((k) => k % 4 === 0), "online-partial": among((k) => k % 4 === 1), "in-person": among((k) => k % 4 === 2), post: among((k) => k % 4 === 3),
    early: among((k) => k % 3 === 0), "on-time": among((k) => k % 3 === 1), late: among((k) => k % 3 === 2),
    "due-known": filingsEach, "role-known": filingsEach, "officer-filed": 0, "net-known": among(isOnline), "office-net": among((k) => isOnline(k) && k % 5 === 4),
    "electronic-known": among(isOnline), "paper-online": 0,
  };
}

/**
 * What one writes without counters: everything of the window that follows from single events, counted in one statement a ledger. It is the easier half:
 * what follows from several events of a filing (moves, clocks, due dates) is in the counters and not in here.
 */
const isOnline = "kind = 'received' AND channel IN ('online-full', 'online-partial')";
const recounted: readonly (readonly [CounterWord, string])[] = [
  ...(["online-full", "online-partial", "in-person", "post"] as const).map((channel) => [channel, `kind = 'received' AND channel = '${channel}'`] as const),
  ...(["early", "on-time", "late"] as const).map((outcome) => [outcome, `kind = 'resolved' AND outcome = '${outcome}'`] as const),
  ["due-known", "kind = 'received' AND facts ->> 'd' IS NOT NULL"],
  ["role-known", "kind = 'received' AND facts ->> 'r' IS NOT NULL"],
  ["officer-filed", "kind = 'received' AND facts ->> 'r' = 'officer'"],
  ["net-known", `${isOnline} AND facts ->> 'n' IN ('office', 'public')`],
  ["office-net", `${isOnline} AND facts ->> 'n' = 'office'`],
  ["electronic-known", `${isOnline} AND facts ->> 'e' IS NOT NULL`],
  ["paper-online", `${isOnline} AND facts ->> 'e' = 0`],
];
const recountSql = `SELECT tenant_id AS tenant, service_code AS service, ${recounted.map(([word, sql]) => `SUM(CASE WHEN ${sql} THEN 1 ELSE 0 END) AS "${word}"`).join(", ")}
  FROM filing_event WHERE bucket BETWEEN ? AND ? GROUP BY tenant_id, service_code`;

/** Audits the quarter of every tenant, then counts again, from the filings, what the counters say: rows read and time of each. */
export async function auditNation({ central, platform, tenants }: Databases, filings: number): Promise<NationalSize> {
  const now = startOfDay(WINDOW.to) + 30 * 86_400_000;
  let [rowsRead, findings] = [0, 0];
  const started = performance.now();
  for (let first = 0; first < tenants.length; first += TOGETHER) {
    await Promise.all(tenants.slice(first, first + TOGETHER).map(async (tenant) => {
      const { database, count } = countD1(platform.ledgers[tenant.ledger]);
      const context = { ...actAsSystem(tenant, { central, platform, now }), ledger: database };
      const { run } = await runAudit(context, { reportType: REPORT_TYPE, periodId: PERIOD });
      findings += run.findings ?? 0;
      rowsRead += count.rowsRead;
    }));
  }
  const auditMs = performance.now() - started;
  const [counters, recount] = [await fastestOf(() => readCounters(platform, tenants)), await fastestOf(() => countAgain(platform))];
  if (counters.sums.size !== SERVICES || !isDeepStrictEqual(counters.sums, recount.sums)) throw new Error("The counters do not say what the filings say");
  return { filings, audits: tenants.length, findings, rowsRead, allowed: (bucketsOf(WINDOW).count + 2) * SERVICES, auditMs, counters, recount };
}

/** Of three times each the fastest: what else the machine does slows either side, and hurries none. */
async function fastestOf(count: () => Promise<Counted>): Promise<Counted> {
  const times = [await count(), await count(), await count()];
  return times.toSorted((a, b) => a.ms - b.ms)[0]!;
}

/** What an audit reads of filings, tenant by tenant as audits read it, with what it takes to unpack and add it up. */
async function readCounters(platform: Platform, tenants: readonly Tenant[]): Promise<Counted> {
  const { first, last } = bucketsOf(WINDOW);
  const counted: Counted = { sqlMs: 0, ms: 0, rowsRead: 0, sums: new Map() };
  for (const { code, ledger } of tenants) {
    const { results, meta } = await platform.ledgers[ledger].prepare(packedCounters).bind(code, first, last).all<PackedRow>();
    const started = performance.now();
    const { services } = sumPacked(results);
    counted.ms += meta.duration + performance.now() - started;
    for (const [service, counts] of services) counted.sums.set(`${code} ${service}`, recounted.map(([word]) => countOf(counts, word)));
    counted.sqlMs += meta.duration;
    counted.rowsRead += meta.rows_read;
  }
  return counted;
}

async function countAgain(platform: Platform): Promise<Counted> {
  const { first, last } = bucketsOf(WINDOW);
  const counted: Counted = { sqlMs: 0, ms: 0, rowsRead: 0, sums: new Map() };
  for (const ledger of Object.values(platform.ledgers)) {
    const { results, meta } = await ledger.prepare(recountSql).bind(first, last).all<{ tenant: string; service: string } & Record<CounterWord, number>>();
    for (const row of results) counted.sums.set(`${row.tenant} ${row.service}`, recounted.map(([word]) => row[word]));
    counted.sqlMs += meta.duration;
    counted.ms += meta.duration;
    counted.rowsRead += meta.rows_read;
  }
  return counted;
}

function codeOf(place: number): string {
  return `1.${String(place + 1).padStart(6, "0")}`;
}
