import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import type { Actor, Tenant } from "../../../worker/kernel/context.ts";
import { platformOf } from "../../../worker/http/platform.ts";
import type { Officer } from "../../../worker/tenancy/queries.ts";
import type { Severity } from "../../../worker/audit/contract.ts";
import type { DiscrepancyList, DiscrepancyView, FacetsView } from "../../../worker/worklist/contract.ts";
import { countList } from "../../../worker/worklist/count-list.ts";
import { listAllDiscrepancies, scopeOfAll } from "../../../worker/worklist/list-discrepancies.ts";
import { ask, refusalOf } from "../ask.ts";
import { countD1 } from "../count-d1.ts";
import { asPerson, contextFor, makeAuthority, makeOfficer, makeTenant } from "../make-tenant.ts";
import { aFinding, makeDiscrepancy, openDiscrepancies } from "../review/make-discrepancy.ts";

const SEVERITIES: Severity[] = ["low", "medium", "high", "critical"];
type Person = Officer & { cookie: string };
let auditor: Person;
let tenants: Tenant[];
let planted: Set<string>;

beforeAll(async () => {
  auditor = await makeOfficer(await makeAuthority(), ["auditor"]);
  tenants = [await makeTenant({ ledger: "LEDGER_1" }), await makeTenant({ ledger: "LEDGER_2" }), await makeTenant({ ledger: "LEDGER_2" })];
  const ids = await Promise.all(tenants.map((tenant) => openDiscrepancies(tenant, Array.from({ length: 47 }, (_, i) => aFinding({ severity: SEVERITIES[i % 4]! })), Date.now() - 60_000)));
  planted = new Set(ids.flat());
  // Every third is due on one of two days.
  for (const tenant of tenants) await contextFor(tenant).ledger.prepare(dueDays).bind(tenant.code).run();
});

const dueDays = `INSERT INTO discrepancy_event (tenant_id, discrepancy_id, version, transition, from_state, to_state, actor_id, actor_tenant_id, at, due_on, log_idx)
  SELECT tenant_id, id, version + 1, 'set-due', state, state, 'off_x', 'VN', opened_at, CASE rowid % 2 WHEN 0 THEN '2030-01-01' ELSE '2030-01-02' END, 0 FROM discrepancy WHERE tenant_id = ? AND rowid % 3 = 0`;

async function page(path: string, person: Person = auditor): Promise<DiscrepancyList> {
  const response = await ask(path, { headers: asPerson(person) });
  expect(response.status).toBe(200);
  return response.json();
}

/** Every row of the list, page after page; `between` happens after each page. */
async function readAll(query: string, between = async () => {}): Promise<DiscrepancyView[]> {
  const rows: DiscrepancyView[] = [];
  for (let next: string | null = ""; next !== null; ) {
    const read: DiscrepancyList = await page(`/v1/discrepancies?${query}${next && `&cursor=${next}`}`);
    rows.push(...read.discrepancies);
    next = read.next;
    await between();
  }
  return rows;
}

describe("the auditors' list over all ledgers", () => {
  test("all pages together show every discrepancy once, the severest first, then what is due first, then the oldest, while new ones arrive", async () => {
    const rows = await readAll("q=state:open&limit=10", async () => void (await openDiscrepancies(tenants[1]!, [aFinding({ severity: "high" })])));
    const ids = rows.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect([...planted].filter((id) => !ids.includes(id))).toEqual([]);
    const order = rows.map(({ severity, dueOn, id }) => `${9 - SEVERITIES.indexOf(severity)} ${dueOn ?? "none"} ${id}`);
    expect(order).toEqual([...order].sort());
    expect(new Set(rows.map(({ dueOn }) => dueOn)).size).toBeGreaterThan(2);
    expect(new Set(rows.map(({ tenant }) => tenant.code))).toEqual(new Set(tenants.map(({ code }) => code)));
  });

  test("open stands before closed when no state is asked for", async () => {
    const tenant = await makeTenant();
    const closed = await makeDiscrepancy(tenant, { state: "DISMISSED", severity: "critical" });
    const open = await makeDiscrepancy(tenant, { severity: "low" });
    expect((await readAll(`q=tenant:${tenant.code}&limit=1`)).map(({ id }) => id)).toEqual([open.id, closed.id]);
    expect((await readAll(`q=tenant:${tenant.code} state:closed`)).map(({ id }) => id)).toEqual([closed.id]);
    expect((await readAll(`q=tenant:${tenant.code} state:DISMISSED`)).map(({ id }) => id)).toEqual([closed.id]);
    expect((await readAll(`q=tenant:${tenant.code} state:open`)).map(({ id }) => id)).toEqual([open.id]);
  });

  test("every filter narrows the list and filters combine", async () => {
    const tenant = await makeTenant();
    const [field, service] = await openDiscrepancies(tenant, [
      aFinding({ rule: "R01", measure: "received", subject: "field:LD", subjectNameVi: "Lao động", subjectNameEn: "Labour", severity: "high", reported: null, actual: 0 }),
      aFinding({ subject: "2.000111", severity: "low" }),
    ]);
    const found = async (query: string) => (await readAll(`q=${encodeURIComponent(`tenant:${tenant.code} ${query}`)}&limit=1`)).map(({ id }) => id);
    expect(await found("rule:R01")).toEqual([field]);
    expect(await found("sev:low")).toEqual([service]);
    expect(await found("sev:low state:open")).toEqual([service]);
    expect(await found("service:2.000111")).toEqual([service]);
    expect(await found("service:field:LD")).toEqual([field]);
    expect(await found("period:2026-Q1")).toEqual([field, service]);
    expect(await found("\"lao đong\"")).toEqual([field]);
    expect(await found("LABOUR -sev:low")).toEqual([field]);
    expect(await found("service:2.00*")).toEqual([service]);
    expect(await found("delta:>=30 delta%:>=300 due:none assignee:none signed:none -snoozed -regressed repeat:<1 seen:1 age:<=1d")).toEqual([service]);
    expect(await found("delta:>30")).toEqual([]);
    expect(await found("due:overdue")).toEqual([]);
    expect(await found("period:2026-Q2")).toEqual([]);
    expect(await found("rule:R01 sev:low")).toEqual([]);
  });

  test("a row names its tenant, its subject and both sides; no number stays no number", async () => {
    const tenant = await makeTenant();
    await openDiscrepancies(tenant, [
      aFinding({ rule: "R01", subject: "field:LD", subjectNameVi: "Lao động", subjectNameEn: "Labour", reported: null, actual: 0, severity: "high" }),
      aFinding({ rule: "R44", measure: "report", subject: "", subjectNameVi: "", subjectNameEn: "", reported: null, actual: null, severity: "low" }),
    ]);
    const [field, unit] = (await page(`/v1/discrepancies?q=tenant:${tenant.code}`)).discrepancies;
    expect(field).toMatchObject({
      tenant: { code: tenant.code, nameVi: tenant.nameVi, nameEn: tenant.nameEn }, rule: "R01", severity: "high", state: "NEW", reported: null, actual: 0, difference: null,
      subject: { kind: "field", code: "LD", nameVi: "Lao động", nameEn: "Labour" }, reportType: "services-quarter", period: "2026-Q1", version: 1, timesSeen: 1, assignee: null,
    });
    expect(unit).toMatchObject({ subject: null, measure: "report" });
  });

  test("a cursor that is damaged, of other filters or made up is refused", async () => {
    const { next } = await page("/v1/discrepancies?q=state:open&limit=10");
    const at = (cursor: string, query = "q=state:open&limit=10") => ask(`/v1/discrepancies?${query}&cursor=${cursor}`, { headers: asPerson(auditor) });
    const changed = [...next!].map((symbol, place) => next!.slice(0, place) + (symbol === "A" ? "B" : "A") + next!.slice(place + 1));
    for (const cursor of [...changed.filter((_, place) => place % 7 === 0), next!.slice(0, -1), `${next}A`, "!", btoa("1 3 dis_x y")]) {
      expect(await refusalOf(await at(cursor))).toEqual([400, "query-invalid"]);
    }
    for (const other of ["q=-state:open", "q=state:open&sort=due", "q=state:open&sort=newest"]) expect(await refusalOf(await at(next!, `${other}&limit=10`)), other).toEqual([400, "query-invalid"]);
    expect((await at(next!, "q=state:open&limit=20")).status).toBe(200);
  });

  test("unknown parameters, values and tenants are refused", async () => {
    for (const query of ["q=state:nowhere", "q=sev:4", "q=rule:R99", "q=colour:red", "q=\"open", "limit=0", "limit=201", "offset=10", "q=tenant:X99", "state=open", "sort=name", `q=${"x".repeat(1001)}`]) {
      expect(await refusalOf(await ask(`/v1/discrepancies?${query}`, { headers: asPerson(auditor) }))).toEqual([400, "query-invalid"]);
    }
  });

  test("auditors, supervisors and operators see it; others learn nothing", async () => {
    const authority = await makeAuthority();
    for (const role of ["auditor", "supervisor", "operator"] as const) await page("/v1/discrepancies", await makeOfficer(authority, [role]));
    for (const path of ["/v1/discrepancies", "/v1/discrepancies/facets", "/v1/discrepancies/groups?by=rule"]) {
      expect(await refusalOf(await ask(path))).toEqual([401, "sign-in-required"]);
      expect(await refusalOf(await ask(path, { headers: asPerson(await makeOfficer(tenants[0]!, ["head", "administrator"])) }))).toEqual([404, "not-found"]);
      expect(await refusalOf(await ask(path, { headers: asPerson(await makeOfficer(authority, ["administrator"])) }))).toEqual([403, "not-permitted"]);
    }
  });
});

describe("a tenant's own list", () => {
  test("its people see all of theirs and nobody else's", async () => {
    const officer = await makeOfficer(tenants[2]!);
    const rows = (await page(`/v1/t/${tenants[2]!.code}/discrepancies?limit=200`, officer)).discrepancies;
    expect(rows.length).toBe(47);
    expect(new Set(rows.map(({ tenant }) => tenant.code))).toEqual(new Set([tenants[2]!.code]));
    expect(await refusalOf(await ask(`/v1/t/${tenants[1]!.code}/discrepancies`, { headers: asPerson(officer) }))).toEqual([404, "not-found"]);
    expect(await refusalOf(await ask(`/v1/t/${tenants[2]!.code}/discrepancies`))).toEqual([401, "sign-in-required"]);
    expect(await page(`/v1/t/${tenants[2]!.code}/discrepancies?q=tenant:${tenants[1]!.code}`, officer)).toEqual({ discrepancies: [], next: null, isPartial: false });
  });

  test("the authority sees it too, and a cursor of one tenant does not open another", async () => {
    const { next } = await page(`/v1/t/${tenants[1]!.code}/discrepancies?limit=10`);
    expect((await page(`/v1/t/${tenants[1]!.code}/discrepancies?limit=10&cursor=${next}`)).discrepancies.length).toBe(10);
    expect(await refusalOf(await ask(`/v1/t/${tenants[2]!.code}/discrepancies?limit=10&cursor=${next}`, { headers: asPerson(auditor) }))).toEqual([400, "query-invalid"]);
  });
});

describe("what a list costs", () => {
  const LIMIT = 10;
  function counted() {
    const platform = platformOf(env);
    const ledgers = { LEDGER_1: countD1(platform.ledgers.LEDGER_1), LEDGER_2: countD1(platform.ledgers.LEDGER_2) };
    const actor: Actor = { kind: "officer", id: auditor.id, accounts: [auditor.id], tenantCode: "VN", roles: ["auditor"] };
    const context = { ...contextFor(tenants[0]!), actor, platform: { ...platform, ledgers: { LEDGER_1: ledgers.LEDGER_1.database, LEDGER_2: ledgers.LEDGER_2.database } } };
    return { context, counts: [ledgers.LEDGER_1.count, ledgers.LEDGER_2.count] };
  }

  test.each([
    ["of open ones", () => "state:open"],
    ["of everything", () => ""],
    ["of one severity that is open", () => "state:open sev:medium"],
    ["of one tenant's open ones", () => `state:open tenant:${tenants[1]!.code}`],
    ["of one tenant's everything", () => `tenant:${tenants[1]!.code}`],
    ["of what is new and nobody's", () => "state:NEW assignee:none"],
    ["of one state", () => "state:NEW"],
  ])("a page %s reads in each ledger, at any depth, its own rows, the one after and the one before, in one call", async (_name, query) => {
    expect(await countPages(query(), "severity")).toBeGreaterThan(3);
  });

  test.each(["due", "newest", "difference"] as const)("a page in the order %s costs no more", async (sort) => {
    expect(await countPages("state:open", sort)).toBeGreaterThan(3);
    expect(await countPages("", sort)).toBeGreaterThan(3);
  });

  /** Reads all pages and checks what each costs; their number. */
  async function countPages(q: string, sort: "severity" | "due" | "newest" | "difference"): Promise<number> {
    let cursor: string | undefined;
    let pages = 0;
    const seen = new Set<string>();
    do {
      const { context, counts } = counted();
      const read = await listAllDiscrepancies(context, { q, sort, limit: LIMIT, ...(cursor === undefined ? {} : { cursor }) });
      for (const count of counts) {
        expect(count.calls).toBeLessThanOrEqual(1);
        expect(count.rowsRead, `${q} ${sort}`).toBeLessThanOrEqual(LIMIT + 2);
      }
      for (const { id } of read.discrepancies) {
        expect(seen.has(id)).toBe(false);
        seen.add(id);
      }
      cursor = read.next ?? undefined;
      pages++;
    } while (cursor !== undefined);
    return pages;
  }

  test("counts come from the tallies: right, and one call to each ledger", async () => {
    const { context, counts } = counted();
    const before = await countList(await scopeOfAll(context, "state:open"));
    expect(counts.map(({ calls }) => calls)).toEqual([1, 1]);
    await makeDiscrepancy(tenants[0]!, { state: "EXPLAINED", severity: "critical" });
    await makeDiscrepancy(tenants[1]!, { state: "EXPLAINED", severity: "critical" });
    await makeDiscrepancy(tenants[1]!, { state: "ACCEPTED", severity: "critical" });
    const after = await facetsOf("state:open sev:critical");
    expect(after.facets.state.find(({ value }) => value === "EXPLAINED")).toEqual({ value: "EXPLAINED", count: 2 });
    expect((await facetsOf("state:open")).total).toBe(before.total + 2);
  });
});

async function facetsOf(q: string): Promise<FacetsView> {
  return (await ask(`/v1/discrepancies/facets?q=${encodeURIComponent(q)}`, { headers: asPerson(auditor) })).json();
}
