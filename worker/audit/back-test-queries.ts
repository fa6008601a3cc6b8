import { AUTHORITY } from "../tenancy/require-role.ts";
import type { BackTestView } from "./rule-set-contract.ts";
import type { backTest } from "./schema-nights.ts";

export type StoredBackTest = typeof backTest.$inferSelect;

const columns = `tenant_id AS tenantId, id, rule_set_id AS ruleSetId, version, digest, base_version AS baseVersion, base_digest AS baseDigest, windows, state, total, done, failed,
  opened, closed, kept, raised, lowered, asked_by AS askedBy, started_at AS startedAt, finished_at AS finishedAt, failure, log_idx AS logIndex`;

export async function findBackTest(authorityLedger: D1Database, id: string): Promise<StoredBackTest | null> {
  return authorityLedger.prepare(`SELECT ${columns} FROM back_test WHERE tenant_id = ? AND id = ?`).bind(AUTHORITY, id).first<StoredBackTest>();
}

/** The newest back-test of exactly this document, or null. */
export async function findBackTestOf(authorityLedger: D1Database, digest: string): Promise<StoredBackTest | null> {
  return authorityLedger.prepare(`SELECT ${columns} FROM back_test WHERE tenant_id = ? AND digest = ? ORDER BY id DESC LIMIT 1`).bind(AUTHORITY, digest).first<StoredBackTest>();
}

type Sum = { key: string; second: string | null; opened: number; closed: number; raised: number; lowered: number };

/** The back-test with its result by tenant, by rule and by window, largest first. */
export async function showBackTest(authorityLedger: D1Database, test: StoredBackTest): Promise<BackTestView> {
  const sums = (key: string, second: string) =>
    authorityLedger
      .prepare(
        `SELECT ${key} AS key, ${second} AS second, SUM(opened) AS opened, SUM(closed) AS closed, SUM(raised) AS raised, SUM(lowered) AS lowered FROM back_test_result
         WHERE tenant_id = ? AND back_test_id = ? AND failure IS NULL GROUP BY 1, 2 ORDER BY SUM(opened) + SUM(closed) + SUM(raised) + SUM(lowered) DESC, 1, 2`,
      )
      .bind(AUTHORITY, test.id);
  const [byTenant, byRule, byWindow, couldNot] = await authorityLedger.batch<unknown>([
    sums("audited_tenant", "NULL"),
    sums("rule", "NULL"),
    sums("report_type_id", "period_id"),
    authorityLedger
      .prepare("SELECT audited_tenant AS tenant, report_type_id AS reportType, period_id AS period, failure FROM back_test_result WHERE tenant_id = ? AND back_test_id = ? AND failure IS NOT NULL")
      .bind(AUTHORITY, test.id),
  ]);
  return {
    id: test.id,
    version: test.version,
    digest: test.digest,
    against: { version: test.baseVersion, digest: test.baseDigest },
    windows: test.windows,
    state: test.state,
    total: test.total,
    done: test.done,
    failed: test.failed,
    opened: test.opened,
    closed: test.closed,
    kept: test.kept,
    raised: test.raised,
    lowered: test.lowered,
    startedAt: new Date(test.startedAt).toISOString(),
    finishedAt: test.finishedAt === null ? null : new Date(test.finishedAt).toISOString(),
    failure: test.failure,
    byTenant: (byTenant!.results as Sum[]).map(({ key, second: _, ...sums }) => ({ tenant: key, ...sums })),
    byRule: (byRule!.results as Sum[]).map(({ key, second: _, ...sums }) => ({ rule: key, ...sums })),
    byWindow: (byWindow!.results as Sum[]).map(({ key, second, ...sums }) => ({ reportType: key, period: second ?? "", ...sums })),
    couldNot: couldNot!.results as BackTestView["couldNot"],
  };
}
