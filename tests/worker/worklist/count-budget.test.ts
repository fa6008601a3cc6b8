import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import type { Actor, Tenant } from "../../../worker/kernel/context.ts";
import { platformOf } from "../../../worker/http/platform.ts";
import { closedStates, discrepancyStates } from "../../../worker/audit/contract.ts";
import { getQuality } from "../../../worker/review/get-quality.ts";
import { MOST_LOOKED_AT, type DiscrepancyView } from "../../../worker/worklist/contract.ts";
import { countList, MOST_COUNTED } from "../../../worker/worklist/count-list.ts";
import { groupList } from "../../../worker/worklist/group-list.ts";
import { listAllDiscrepancies, scopeOfAll, scopeOfTenant } from "../../../worker/worklist/list-discrepancies.ts";
import { shippedViews } from "../../../worker/worklist/shipped-views.ts";
import { countD1 } from "../count-d1.ts";
import { contextFor, makeAuthority, makeTenant } from "../make-tenant.ts";

const actor: Actor = { kind: "officer", id: "off_me", accounts: ["off_me"], tenantCode: "VN", roles: ["auditor"] };
let tenants: Tenant[];

beforeAll(async () => {
  await makeAuthority();
  tenants = [await makeTenant({ ledger: "LEDGER_1" }), await makeTenant({ ledger: "LEDGER_2" }), await makeTenant({ ledger: "LEDGER_2" })];
  for (const tenant of tenants) await plant(tenant, 0, 150);
  for (const tenant of tenants) {
    const { ledger } = contextFor(tenant);
    await ledger.prepare("INSERT INTO withheld_discrepancy (tenant_id, discrepancy_id, officer_id, month, from_version, from_at, given_at) SELECT tenant_id, id, 'off_me', '2026-01', 1, 0, 0 FROM discrepancy WHERE tenant_id = ? AND rowid % 20 = 0").bind(tenant.code).run();
  }
});

/** Discrepancies of every kind there is: three rules, four periods, all severities and states; number `from` to `until` of them. */
async function plant(tenant: Tenant, from: number, until: number): Promise<void> {
  await contextFor(tenant)
    .ledger.prepare(
      `WITH RECURSIVE n(i) AS (SELECT CAST(?2 AS INTEGER) UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?3), r AS (SELECT i, (i * 2654435761) % 4294967296 AS h FROM n),
         d AS (SELECT i, h, json_extract(?4, '$[' || (h / 7 % json_array_length(?4)) || ']') AS state FROM r)
       INSERT INTO discrepancy (tenant_id, id, fingerprint, rule, rule_version, measure, report_type_id, period_id, subject, subject_name_vi, subject_name_en, severity, reported, actual, difference,
         state, is_open, version, assignee, due_on, times_seen, times_absent, opened_at, last_seen_at, last_run_id, snoozed, times_regressed, search_text)
       SELECT ?1, printf('dis_%08x-%04x-7000-8000-%012x', h, i % 65536, i + ?7), 'f' || i, json_extract('["R01","R07","R23"]', '$[' || (h / 11 % 3) || ']'), '1.0', 'filings-online', 'services-quarter',
         '2026-Q' || (1 + h / 13 % 4), '1.' || i, 'x', 'x', h / 19 % 5, 0, 0, h / 23 % 100 - 50, state, state NOT IN (SELECT value FROM json_each(?5)), 1,
         CASE WHEN h % 3 = 0 THEN 'off_me' END, CASE WHEN h % 4 = 0 AND state NOT IN (SELECT value FROM json_each(?5)) THEN date('now', '+' || (h % 9 - 4) || ' days') END, 1, 0, ?6 - (h % 4) * 31 * 86400000, 0, 'run', h % 5 = 0, h % 6 = 0, 'x'
       FROM d`,
    )
    .bind(tenant.code, from, until, JSON.stringify(discrepancyStates), JSON.stringify(closedStates), Date.now(), tenants.indexOf(tenant) * 1_000_000)
    .run();
}

function counted() {
  const platform = platformOf(env);
  const ledgers = [countD1(platform.ledgers.LEDGER_1), countD1(platform.ledgers.LEDGER_2)] as const;
  const context = { ...contextFor(tenants[1]!), ledger: ledgers[1].database, actor, platform: { ...platform, ledgers: { LEDGER_1: ledgers[0].database, LEDGER_2: ledgers[1].database } } };
  return { context, read: () => ledgers.map(({ count }) => ({ calls: count.calls, rowsRead: count.rowsRead })) };
}

const facets = {
  state: { words: /^(state:|-state:)/, of: (row: DiscrepancyView) => row.state },
  severity: { words: /^sev:/, of: (row: DiscrepancyView) => row.severity },
  tenant: { words: /^tenant:/, of: (row: DiscrepancyView) => row.tenant.code },
  rule: { words: /^(-?rule:|risk$)/, of: (row: DiscrepancyView) => row.rule },
  period: { words: /^-?period:/, of: (row: DiscrepancyView) => row.period },
  snoozed: { words: /^-?snoozed$/, of: (row: DiscrepancyView) => row.snoozed !== null },
} as const;

async function listRows(q: string): Promise<DiscrepancyView[]> {
  const rows: DiscrepancyView[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await listAllDiscrepancies(counted().context, { q, sort: "severity", limit: 200, ...(cursor === undefined ? {} : { cursor }) });
    rows.push(...page.discrepancies);
    if (page.next === null) return rows;
    cursor = page.next;
  }
}

function countsOf(rows: readonly DiscrepancyView[], valueOf: (row: DiscrepancyView) => string | boolean): Map<string | boolean, number> {
  return new Map([...Map.groupBy(rows, valueOf)].map(([value, group]) => [value, group.length]));
}

describe("the counts beside a list", () => {
  test.each([
    "", "state:open", "-state:open", "state:EXPLAINED", "state:EXPLAINED|UPHELD", "state:open sev:>=high", "sev:low", "state:open risk", "state:open rule:R01 sev:high|low", "state:open period:2026-Q1", "-period:2026-Q1 sev:>=medium",
    "state:open -snoozed", "state:NEW", "state:open -rule:R07",
  ])("of '%s' are exact: each facet is what the list has when that facet is left open", async (query) => {
    for (const q of [query, `${query} tenant:${tenants[1]!.code}`.trim()]) {
      const view = await countList(await scopeOfAll(counted().context, q));
      expect(view).toMatchObject({ isCapped: false, atLeast: [] });
      expect(view.total).toBe((await listRows(q)).length);
      for (const [name, { words, of }] of Object.entries(facets)) {
        // Sleep is planted without what wakes it, so the rows do not show it.
        if (name === "snoozed") continue;
        // Beside a rule, periods are counted from rows: there the condition on the other stays.
        const without = q.split(" ").filter((word) => !words.test(word)).join(" ");
        expect(new Map(view.facets[name as "state"].map(({ value, count }) => [value, count])), `${name} of '${q}'`).toEqual(countsOf(await listRows(without), of));
      }
      expect(view.facets.snoozed.find(({ value }) => value)?.count ?? 0, q).toBe((await listRows(`${q.replace(/ ?-?snoozed/, "")} snoozed`.trim())).length);
    }
  });

  test("of the shipped views have the list's number of rows, and say so when they are not exact", async () => {
    for (const { query } of shippedViews) {
      const view = await countList(await scopeOfAll(counted().context, query));
      expect(view.total, query).toBe((await listRows(query)).length);
      expect(view.isCapped).toBe(false);
    }
    expect((await countList(await scopeOfAll(counted().context, "state:NEW assignee:none"))).atLeast).toEqual(["state"]);
  });

  test("in groups are those of the list", async () => {
    for (const q of ["state:open", "state:open rule:R01", "sev:>=high period:2026-Q2", "assignee:@me"]) {
      const rows = await listRows(q);
      for (const [by, valueOf] of [["rule", facets.rule.of], ["tenant", facets.tenant.of], ["period", facets.period.of]] as const) {
        const { groups, isCapped } = await groupList(env.CENTRAL, await scopeOfAll(counted().context, q), q, by);
        expect(isCapped).toBe(false);
        const expected = [...Map.groupBy(rows, valueOf)].map(([value, group]) => [value, group.length, group.reduce((sum, { difference }) => sum + Math.abs(difference!), 0), Math.max(...group.map(({ severity }) => ["info", "low", "medium", "high", "critical"].indexOf(severity)))]);
        expect(new Set(groups.map(({ value, count, difference, severity }) => JSON.stringify([value, count, difference, ["info", "low", "medium", "high", "critical"].indexOf(severity)]))), `${by} of ${q}`).toEqual(new Set(expected.map((one) => JSON.stringify(one))));
      }
    }
  });
});

describe("what counting costs", () => {
  const KINDS = { tenants: 2, rules: 3, periods: 4, severities: 5, sleep: 2 };
  /** The rules of every tenant twice, once by rule and once by tenant, and the periods; each row is read, and once more when it is sorted. */
  const BUDGET = 2 * KINDS.tenants * KINDS.severities * KINDS.sleep * (2 * KINDS.rules + KINDS.periods);

  async function costs(): Promise<Record<string, { calls: number; rowsRead: number }[]>> {
    const all: Record<string, { calls: number; rowsRead: number }[]> = {};
    for (const q of ["", "state:open", "state:EXPLAINED", "state:open sev:>=high", "state:NEW assignee:none", "state:open snoozed"]) {
      const { context, read } = counted();
      await countList(await scopeOfAll(context, q));
      all[q] = read();
    }
    const [own, quality] = [counted(), counted()];
    await countList(await scopeOfTenant(own.context, "state:open"));
    await getQuality(quality.context);
    return { ...all, own: own.read(), quality: quality.read() };
  }

  test("goes by tenants, rules, periods and severities, never by how many discrepancies there are; one call a ledger", async () => {
    const before = await costs();
    for (const [what, reads] of Object.entries(before)) {
      for (const { calls, rowsRead } of reads) {
        expect(calls, what).toBeLessThanOrEqual(what === "quality" ? 2 : 1);
        if (what !== "quality") expect(rowsRead, what).toBeLessThanOrEqual(BUDGET + 100);
      }
    }
    await plant(tenants[1]!, 150, 3150);
    await plant(tenants[2]!, 150, 3150);
    const after = await costs();
    for (const [what, reads] of Object.entries(after)) {
      for (const { rowsRead } of reads) expect(rowsRead, what).toBeLessThanOrEqual(what === "quality" ? 2 * (BUDGET + 400) : BUDGET + 100);
    }
  });

  test("of what no tally knows stops at so many rows a ledger, and then says at least", async () => {
    await plant(tenants[2]!, 3150, 3150 + 2 * MOST_COUNTED);
    for (const q of ["state:open x", "nothinghasthisword", "state:open delta:>40", "assignee:@me", "state:open regressed", "state:open rule:R01 period:2026-Q1"]) {
      const { context, read } = counted();
      const view = await countList(await scopeOfAll(context, q));
      for (const { calls, rowsRead } of read()) {
        expect(calls, q).toBeLessThanOrEqual(1);
        // Each looked at, and sorted once; and what is withheld from the reader.
        expect(rowsRead, q).toBeLessThanOrEqual(2 * (MOST_COUNTED + 2) + 100);
      }
      const real = await realTotal(q);
      expect(view.total, q).toBeLessThanOrEqual(real);
      expect(view.isCapped || view.total === real, q).toBe(true);
      expect(view.atLeast.length > 0, q).toBe(view.isCapped);
    }
  });

  test("nor does a page of such a list look at more: it comes short, says so, and goes on", async () => {
    const { context, read } = counted();
    const page = await listAllDiscrepancies(context, { q: "nothinghasthisword", sort: "severity", limit: 50 });
    expect(page).toMatchObject({ discrepancies: [], isPartial: true, next: expect.any(String) as string });
    // Each looked at, and once more to find where to go on.
    for (const { calls, rowsRead } of read()) expect([calls <= 2, rowsRead <= 2 * MOST_LOOKED_AT]).toEqual([true, true]);
    expect(await listRows("nothinghasthisword")).toEqual([]);
    expect((await listRows("state:open rule:R01 period:2026-Q1")).length).toBe(await realTotal("state:open rule:R01 period:2026-Q1"));
  });

  /** How many there really are, by a scan of everything. */
  async function realTotal(q: string): Promise<number> {
    const where: Record<string, string> = {
      "state:open x": "is_open = 1 AND INSTR(search_text, 'x') > 0", nothinghasthisword: "0", "state:open delta:>40": "is_open = 1 AND ABS(difference) > 40", "assignee:@me": "assignee = 'off_me'",
      "state:open regressed": "is_open = 1 AND times_regressed > 0", "state:open rule:R01 period:2026-Q1": "is_open = 1 AND rule = 'R01' AND period_id = '2026-Q1'",
    };
    const counts = await Promise.all(Object.values(platformOf(env).ledgers).map((ledger) => ledger.prepare(`SELECT COUNT(*) AS n FROM discrepancy d WHERE ${where[q]} AND NOT EXISTS (SELECT 1 FROM withheld_discrepancy w WHERE w.tenant_id = d.tenant_id AND w.discrepancy_id = d.id AND w.officer_id = 'off_me')`).first<number>("n")));
    return counts.reduce<number>((sum, n) => sum + n!, 0);
  }
});
