import { closedStates, discrepancyStates, ruleIds } from "../../worker/audit/contract.ts";
import { auditRules } from "../../worker/audit/rules/registry.ts";

export const MANY = 1_000_000;
export const ME = "off_bench";
const AT_ONCE = 50_000;
const TENANTS = 60;
const PERIODS = 24;
const RULES = ruleIds.slice(0, 20);
const DAY = 86_400_000;
export const RISKS = auditRules.filter(({ isRisk }) => isRisk).map(({ id }) => id);

/** `random` draws every property by itself; in `realistic` most are closed, a rule has a severity, a period is found on a few nights, few are snoozed. */
export type Likeness = "random" | "realistic";

/** Made by SQL: no rule is needed to count what reading costs. The triggers of the tables keep the tallies as they would for real ones. */
export async function plantMillion(ledger: D1Database, likeness: Likeness, now: number): Promise<void> {
  await ledger.batch(Array.from({ length: TENANTS }, (_, i) => ledger.prepare("INSERT INTO ledger_tenant (tenant_id) VALUES (?)").bind(`B${i}`)));
  for (let from = 0; from < MANY; from += AT_ONCE) await plantDiscrepancies(ledger, likeness, now, from, Math.min(from + AT_ONCE, MANY));
  // One in ten was decided, and one officer was told of every fifth.
  await ledger.prepare(pastEvents).run();
  await ledger.prepare(notices).bind(now).run();
}

const shapes: Record<Likeness, { states: string; severity: string; opened: string; snoozed: string; period: string }> = {
  random: {
    states: JSON.stringify(discrepancyStates), severity: "h / 19 % 5", opened: `?5 - (h / 37 % 400) * ${DAY}`, snoozed: "h % 50 = 0",
    period: `h / 13 % ${PERIODS}`,
  },
  realistic: {
    // Four in five are closed; of the open ones most are new.
    states: JSON.stringify([...Array.from({ length: 16 }, (_, i) => closedStates[i % 3]), "NEW", "NEW", "AWAITING_EXPLANATION", "UPHELD"]),
    severity: `(h / 11 % ${RULES.length}) % 4 + (h / 19 % 5 = 0)`, opened: `?5 - (h / 13 % ${PERIODS}) * 45 * ${DAY} - (h / 37 % 3) * ${DAY}`, snoozed: "state = 'NEW' AND h % 200 = 0",
    period: `h / 13 % ${PERIODS}`,
  },
};

async function plantDiscrepancies(ledger: D1Database, likeness: Likeness, now: number, from: number, until: number): Promise<void> {
  const { states, severity, opened, snoozed, period } = shapes[likeness];
  const closed = closedStates.map((state) => `'${state}'`).join(", ");
  await ledger
    .prepare(
      `WITH RECURSIVE n(i) AS (SELECT CAST(?1 AS INTEGER) UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?2),
         r AS (SELECT i, (i * 2654435761) % 4294967296 AS h FROM n),
         d AS (SELECT i, h, json_extract(?3, '$[' || (h / 7 % json_array_length(?3)) || ']') AS state FROM r)
       INSERT INTO discrepancy (tenant_id, id, fingerprint, rule, rule_version, measure, report_type_id, period_id, subject, subject_name_vi, subject_name_en, severity, reported, actual,
         difference, state, is_open, version, assignee, due_on, times_seen, times_absent, opened_at, last_seen_at, last_run_id, snoozed, times_regressed)
       SELECT 'B' || (h % ${TENANTS}), printf('dis_%08x-%04x-7000-8000-%012x', h, i % 65536, i), 'f' || i, json_extract(?4, '$[' || (h / 11 % json_array_length(?4)) || ']'), '1.0', 'filings-online', 'services-quarter',
         'P' || (${period}), printf('1.%06d', h / 17 % 20000), 'x', 'x', ${severity}, h / 23 % 1000, h / 29 % 1000, h / 23 % 1000 - h / 29 % 1000, state, state NOT IN (${closed}), 1,
         CASE WHEN h % 9 = 0 THEN '${ME}' END, CASE WHEN state NOT IN (${closed}) AND h % 3 = 0 THEN date('2026-10-01', '+' || (h / 31 % 400) || ' days') END, 1, 0, ${opened}, i, 'run', ${snoozed}, h % 70 = 0 FROM d`,
    )
    .bind(from, until, states, JSON.stringify(RULES), now)
    .run();
}

/** Written without moving the record: version 1 stands for what became of it. */
const pastEvents = `
  INSERT INTO discrepancy_event (tenant_id, discrepancy_id, version, transition, from_state, to_state, actor_id, actor_tenant_id, at, reason, log_idx)
  SELECT tenant_id, id, 1, CASE rowid % 40 WHEN 0 THEN 'grant-appeal' WHEN 10 THEN 'approve-dismissal' WHEN 20 THEN 'accept' ELSE 'uphold' END, NULL, state, 'x', 'VN', opened_at, CASE rowid % 20 WHEN 10 THEN 'false_positive' END, 0
  FROM discrepancy WHERE rowid % 10 = 0`;

const notices = `
  INSERT INTO notification (tenant_id, officer_id, id, officer_tenant_id, discrepancy_id, kind, version, at, visible_at, read_at)
  SELECT tenant_id, '${ME}', 'asked/' || id || '/1', 'VN', id, 'asked', 1, ?1 - rowid, ?1 - rowid, CASE WHEN rowid % 100 = 0 THEN NULL ELSE ?1 END FROM discrepancy WHERE rowid % 5 = 0`;

/** So many open ones of one tenant, that differ in severity, service and numbers: something to scroll through. */
export async function plantPlain(ledger: D1Database, tenantCode: string, rows: number, now: number): Promise<void> {
  await ledger
    .prepare(
      `WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?1)
       INSERT INTO discrepancy (tenant_id, id, fingerprint, rule, rule_version, measure, report_type_id, period_id, subject, subject_name_vi, subject_name_en, severity, reported, actual,
         difference, state, is_open, version, times_seen, times_absent, opened_at, last_seen_at, last_run_id)
       SELECT ?2, printf('dis_%08x-0000-7000-8000-%012x', i, i), 'f' || i, 'R07', '1.0', 'filings-online', 'services-quarter', '2026-Q' || (i % 3 + 1), printf('1.%06d', i), 'Dịch vụ số ' || i, 'Service ' || i,
         i % 5, i % 97 + 9, i % 97, 9, 'NEW', 1, 1, 1, 0, ?3 - i, ?3, 'run' FROM n`,
    )
    .bind(rows, tenantCode, now)
    .run();
}
