import { discrepancyStates, closedStates, ruleIds } from "../../worker/audit/contract.ts";
import type { Condition } from "../../worker/audit/discrepancy-conditions.ts";
import { listPage, placeOf, type ListSort } from "../../worker/audit/list-queries.ts";
import { listTallies } from "../../worker/audit/tally-queries.ts";
import { openBenchPlatform } from "./bench-platform.ts";
import { printTable } from "./print-table.ts";

const MANY = 1_000_000;
const AT_ONCE = 50_000;
const TENANTS = 60;
const PERIODS = 24;
const PAGE = 50;
/** A page may read so many rows of a ledger. */
const BUDGET = 3 * PAGE;
const ME = "off_bench";

/** A million discrepancies in one ledger: what the first page of each view reads, what a page a thousand rows further reads, and what counting reads. */
export async function measureMillionList(): Promise<void> {
  const { local, measure, close } = await openBenchPlatform();
  const ledger = local.platform.ledgers.LEDGER_1;
  const planted = performance.now();
  await plant(ledger);
  const seconds = ((performance.now() - planted) / 1000).toFixed(0);
  const rows: (string | number)[][] = [];
  for (const { name, conditions, sort } of views) {
    const first = await measure(() => listPage(ledger, conditions, sort, null, PAGE + 1));
    const far = await listPage(ledger, conditions, sort, null, 1000);
    const deep = await measure(() => listPage(ledger, conditions, sort, placeOf(far.at(-1)!, sort), PAGE + 1));
    rows.push([name, first.rowsRead, first.ms.toFixed(1), deep.rowsRead, deep.ms.toFixed(1)]);
  }
  printTable(`The list at ${MANY.toLocaleString("en-GB")} discrepancies in a ledger (budget ${BUDGET} rows a page; planted in ${seconds} s)`, ["", "first page, rows", "ms", "1,000 further, rows", "ms"], rows);
  const counting = await measure(() => listTallies(ledger));
  printTable("Facets of the same", ["", "rows read", "ms"], [["all tallies", counting.rowsRead, counting.ms.toFixed(1)]]);
  await close();
}

const open: Condition = { on: "open", isNot: false };
const views: readonly { name: string; conditions: readonly Condition[]; sort: ListSort }[] = [
  { name: "all open", conditions: [open], sort: "severity" },
  { name: "everything", conditions: [], sort: "severity" },
  { name: "inbox", conditions: [{ on: "state", isNot: false, values: ["NEW"] }, { on: "assignee", isNot: false, values: [null] }], sort: "severity" },
  { name: "mine", conditions: [open, { on: "assignee", isNot: false, values: [ME] }], sort: "severity" },
  { name: "explained, to decide", conditions: [{ on: "state", isNot: false, values: ["EXPLAINED"] }], sort: "severity" },
  { name: "one tenant's open ones", conditions: [{ on: "tenant", isNot: false, values: ["B7"] }, open], sort: "severity" },
  { name: "snoozed", conditions: [open, { on: "snoozed", isNot: false }], sort: "severity" },
  { name: "came back", conditions: [open, { on: "regressed", isNot: false }], sort: "severity" },
  { name: "due first", conditions: [open], sort: "due" },
  { name: "newest first", conditions: [open], sort: "newest" },
  { name: "largest difference first", conditions: [open], sort: "difference" },
];

/** Made by SQL: no rule is needed to count what reading costs. The triggers of the table keep the tallies as they would for real ones. */
async function plant(ledger: D1Database): Promise<void> {
  await ledger.batch(Array.from({ length: TENANTS }, (_, i) => ledger.prepare("INSERT INTO ledger_tenant (tenant_id) VALUES (?)").bind(`B${i}`)));
  const closed = closedStates.map((state) => `'${state}'`).join(", ");
  for (let from = 0; from < MANY; from += AT_ONCE) {
    await ledger
      .prepare(
        `WITH RECURSIVE n(i) AS (SELECT CAST(?1 AS INTEGER) UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?2),
           r AS (SELECT i, (i * 2654435761) % 4294967296 AS h FROM n),
           d AS (SELECT i, h, json_extract(?3, '$[' || (h / 7 % json_array_length(?3)) || ']') AS state FROM r)
         INSERT INTO discrepancy (tenant_id, id, fingerprint, rule, rule_version, measure, report_type_id, period_id, subject, subject_name_vi, subject_name_en, severity, reported, actual,
           difference, state, is_open, version, assignee, due_on, times_seen, times_absent, opened_at, last_seen_at, last_run_id, snoozed, times_regressed)
         SELECT 'B' || (h % ${TENANTS}), printf('dis_%08x-%04x-7000-8000-%012x', h, i % 65536, i), 'f' || i, json_extract(?4, '$[' || (h / 11 % json_array_length(?4)) || ']'), '1.0', 'filings-online', 'services-quarter',
           'P' || (h / 13 % ${PERIODS}), printf('1.%06d', h / 17 % 20000), 'x', 'x', h / 19 % 5, h / 23 % 1000, h / 29 % 1000, h / 23 % 1000 - h / 29 % 1000, state, state NOT IN (${closed}), 1,
           CASE WHEN h % 9 = 0 THEN '${ME}' END, CASE WHEN h % 3 = 0 THEN date('2026-01-01', '+' || (h / 31 % 400) || ' days') END, 1, 0, i, i, 'run', h % 50 = 0, h % 70 = 0 FROM d`,
      )
      .bind(from, Math.min(from + AT_ONCE, MANY), JSON.stringify(discrepancyStates), JSON.stringify(ruleIds.slice(0, 20)))
      .run();
  }
}
