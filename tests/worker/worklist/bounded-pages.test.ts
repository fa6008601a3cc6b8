import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import type { Actor, Tenant } from "../../../worker/kernel/context.ts";
import { platformOf } from "../../../worker/http/platform.ts";
import { comparePlaces, placeOf, type ListPlace, type ListSort } from "../../../worker/audit/list-orders.ts";
import type { ListedDiscrepancy } from "../../../worker/audit/list-queries.ts";
import { chooseItems } from "../../../worker/review/choose-items.ts";
import type { DiscrepancyList } from "../../../worker/worklist/contract.ts";
import { toCursor } from "../../../worker/worklist/list-cursor.ts";
import { readAllRows, readRows, scopeOfAll, scopeOfTenant } from "../../../worker/worklist/list-discrepancies.ts";
import { ask } from "../ask.ts";
import { countD1 } from "../count-d1.ts";
import { asPerson, contextFor, makeAuthority, makeOfficer, makeTenant } from "../make-tenant.ts";

const actor: Actor = { kind: "officer", id: "off_me", accounts: ["off_me"], tenantCode: "VN", roles: ["auditor"] };
let auditor: Awaited<ReturnType<typeof makeOfficer>>;
let [here, there]: Tenant[] = [];

beforeAll(async () => {
  auditor = await makeOfficer(await makeAuthority(), ["auditor"]);
  here = await makeTenant({ ledger: "LEDGER_1" });
  there = await makeTenant({ ledger: "LEDGER_2" });
  await plant(here, 0, 250);
  await plant(there, 250, 500);
});

/** Number `from` to `until`: of all severities, some due, some closed, some somebody's, some asleep; one in 50 bears the word "hiem". */
async function plant(tenant: Tenant, from: number, until: number): Promise<void> {
  await contextFor(tenant)
    .ledger.prepare(
      `WITH RECURSIVE n(i) AS (SELECT CAST(?2 AS INTEGER) UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?3), d AS (SELECT i, (i * 2654435761) % 4294967296 AS h FROM n)
       INSERT INTO discrepancy (tenant_id, id, fingerprint, rule, rule_version, measure, report_type_id, period_id, subject, subject_name_vi, subject_name_en, severity, reported, actual, difference,
         state, is_open, version, assignee, due_on, times_seen, times_absent, opened_at, last_seen_at, last_run_id, snoozed, times_regressed, search_text)
       SELECT ?1, printf('dis_%08x-%04x-7000-8000-%012x', h, i % 65536, i), 'f' || i, json_extract('["R01","R07","R23"]', '$[' || (h / 11 % 3) || ']'), '1.0', 'filings-online', 'services-quarter',
         '2026-Q' || (1 + h / 13 % 4), '1.' || i, 'x', 'x', h / 19 % 5, 0, 0, h / 23 % 40, CASE WHEN h % 5 = 0 THEN 'DISMISSED' ELSE 'NEW' END, h % 5 <> 0, 1,
         CASE WHEN h % 3 = 0 THEN 'off_me' END, CASE WHEN h % 4 = 0 THEN date('2030-01-01', '+' || (h % 9) || ' days') END, 1, 0, 0, 0, 'run', h % 6 = 0, h % 7 = 0, CASE WHEN i % 50 = 7 THEN 'hiem' ELSE 'x' END FROM d`,
    )
    .bind(tenant.code, from, until)
    .run();
}

function counted() {
  const platform = platformOf(env);
  const ledgers = [countD1(platform.ledgers.LEDGER_1), countD1(platform.ledgers.LEDGER_2)] as const;
  const context = { ...contextFor(here!), ledger: ledgers[0].database, actor, platform: { ...platform, ledgers: { LEDGER_1: ledgers[0].database, LEDGER_2: ledgers[1].database } } };
  return { context, counts: ledgers.map(({ count }) => count) };
}

const queries = ["hiem", "state:open hiem", "state:open rule:R07 period:2026-Q1", "delta:>30", "service:1.00*", "-assignee:none state:open", "state:NEW -period:2026-Q1", "state:open snoozed rule:R01", "regressed hiem", "nothinghasthis", "sev:high hiem", "state:open", ""];
const [LIMIT, MOST] = [7, 20];
const sorts: readonly ListSort[] = ["severity", "due", "newest", "difference"];

describe("a page that looks at so many rows and no more", () => {
  test.each(queries)("'%s': all pages together are the whole list in order, each once, in every order, over two ledgers", async (q) => {
    for (const sort of sorts) {
      const scope = await scopeOfAll(counted().context, q);
      const whole = (await readRows(scope, sort, null, 1_000, 100_000)).rows;
      const inOrder = comparePlaces(sort);
      expect(whole.map(idOf)).toEqual([...whole].sort((a, b) => inOrder(placeOf(a, sort), placeOf(b, sort))).map(idOf));
      const read: ListedDiscrepancy[] = [];
      for (let after: ListPlace | null = null; ; ) {
        const { context, counts } = counted();
        const page = await readRows(await scopeOfAll(context, q), sort, after, LIMIT, MOST);
        // Each looked at, and where the page is not full, once more to find the place to go on from.
        for (const { calls, rowsRead } of counts) expect([calls <= 2, rowsRead <= 2 * MOST + 3], `${q} ${sort}: ${calls} calls, ${rowsRead} rows`).toEqual([true, true]);
        expect(page.isPartial, `${q} ${sort}`).toBe(page.next !== null && page.rows.length < LIMIT);
        read.push(...page.rows);
        if (page.next === null) break;
        if (after !== null) expect(inOrder(after, page.next)).toBeLessThan(0);
        after = page.next;
      }
      expect(read.map(idOf), `${q} ${sort}`).toEqual(whole.map(idOf));
    }
  });

  test("whoever wants all of them goes on until the end", async () => {
    const { context } = counted();
    const scope = await scopeOfAll(context, "hiem");
    expect((await readAllRows(scope, "severity", 1_000)).length).toBe(10);
    expect((await chooseItems(context, { q: "hiem" }, 10)).length).toBe(10);
  });
});

describe("where it goes on from", () => {
  test("is a cursor like any other: the page after it begins there", async () => {
    const list = { q: "state:open hiem", sort: "severity", tenant: null } as const;
    const first = await readRows(await scopeOfAll(counted().context, list.q), list.sort, null, LIMIT, MOST);
    const response = await ask(`/v1/discrepancies?q=state:open%20hiem&limit=50&cursor=${await toCursor(first.next!, list)}`, { headers: asPerson(auditor) });
    const rest = await response.json<DiscrepancyList>();
    expect(rest).toMatchObject({ next: null, isPartial: false });
    const whole = (await readRows(await scopeOfAll(counted().context, list.q), list.sort, null, 1_000, 100_000)).rows;
    expect([...first.rows, ...rest.discrepancies].map(({ id }) => id)).toEqual(whole.map(idOf));
  });

  test("is one of the tenant's own rows in a tenant's list", async () => {
    const own = await scopeOfTenant({ ...counted().context, tenant: there!, ledger: contextFor(there!).ledger }, "nothinghasthis");
    const pages = await Promise.all(sorts.map((sort) => readRows(own, sort, null, LIMIT, MOST)));
    expect(pages.map(({ isPartial }) => isPartial)).toEqual([true, false, false, false]);
    const { id } = pages[0]!.next!;
    expect(await contextFor(there!).ledger.prepare("SELECT tenant_id FROM discrepancy WHERE id = ?").bind(id).first("tenant_id")).toBe(there!.code);
  });
});

function idOf({ id }: ListedDiscrepancy): string {
  return id;
}
