import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, inject, test } from "vitest";
import type { Tenant } from "../../../worker/kernel/context.ts";
import { dayAt, startOfDay } from "../../../worker/kernel/windows.ts";
import { platformOf } from "../../../worker/http/platform.ts";
import { drainWebhooks } from "../../../worker/webhooks/drain-webhooks.ts";
import { planDeliveries } from "../../../worker/webhooks/plan-deliveries.ts";
import { readNarrowing } from "../../../worker/webhooks/narrowing.ts";
import { queueOverdue } from "../../../worker/webhooks/queue-overdue.ts";
import type { WebhookList } from "../../../worker/webhooks/contract.ts";
import { queryFlags, queryKeys } from "../../../worker/worklist/query-language.ts";
import { ask } from "../ask.ts";
import { countD1 } from "../count-d1.ts";
import { asPerson, contextFor, makeAuthority, makeOfficer, makeTenant } from "../make-tenant.ts";
import { aFinding, makeDiscrepancy, openDiscrepancies } from "../review/make-discrepancy.ts";
import { move } from "../review/people.ts";
import type { Received } from "./serve-receiver.ts";

type Person = Awaited<ReturnType<typeof makeOfficer>>;
const DAY = 86_400_000;
const platform = () => platformOf(env as unknown as Env);
let auditor: Person;
beforeAll(async () => void (auditor = await makeOfficer(await makeAuthority(), ["auditor"])));

let places = 0;
async function setUp(query: string): Promise<{ tenant: Tenant; administrator: Person; place: string }> {
  const tenant = await makeTenant();
  const administrator = await makeOfficer(tenant, ["administrator"]);
  const place = `${inject("receiver")}/narrowed-${++places}`;
  expect((await add(administrator, tenant, place, query)).status).toBe(201);
  return { tenant, administrator, place };
}
const add = (person: Person, tenant: Tenant, url: string, query: string) =>
  ask(`/v1/t/${tenant.code}/webhooks`, { method: "POST", headers: asPerson(person, { "Content-Type": "application/json" }), body: JSON.stringify({ url, query }) });
const drain = (of: string, later = 31_000) => drainWebhooks({ central: env.CENTRAL, platform: platform(), now: Date.now() + later }, { ask: (url, init) => fetch(url, init), timeout: 5000, isDemo: true }, of);
const received = async (place: string) => (await (await fetch(place)).json<Received[]>()).map(({ id }) => id);

/** What is found, and of each word what lets it through and what does not. */
const finding = { rule: "R07", measure: "filings-online", severity: "high", subject: "1.002345", subjectNameVi: "Cấp giấy phép xây dựng", subjectNameEn: "Building permits", reported: 40, actual: 10 } as const;
const words: Record<string, { yes: string; no: string }> = {
  state: { yes: "state:open", no: "state:closed" },
  sev: { yes: "sev:>=high", no: "sev:critical" },
  tenant: { yes: "tenant:@own", no: "tenant:@elsewhere" },
  service: { yes: "service:1.002*", no: "service:1.003*" },
  rule: { yes: "rule:R07", no: "-rule:R07" },
  measure: { yes: "measure:filings-online", no: "measure:printed-rate" },
  period: { yes: "period:2026-Q1", no: "period:2026-Q2" },
  delta: { yes: "delta:>=30", no: "delta:>30" },
  "delta%": { yes: "delta%:>=300", no: "delta%:>300" },
  risk: { yes: "-risk", no: "risk" },
  text: { yes: "xay dung", no: '"khai sinh"' },
};
const refused = [...Object.keys(queryKeys), ...queryFlags].filter((word) => !(word in words));

describe("a webhook with a query", () => {
  test.each(Object.entries(words))("is told by %s what the query has, and nothing else", async (_, { yes, no }) => {
    const elsewhere = await makeTenant();
    const tenant = await makeTenant();
    const administrator = await makeOfficer(tenant, ["administrator"]);
    const [told, untold] = [1, 2].map(() => `${inject("receiver")}/narrowed-${++places}`) as [string, string];
    for (const [place, query] of [[told, yes], [untold, no]] as const) expect((await add(administrator, tenant, place, query.replace("@own", tenant.code).replace("@elsewhere", elsewhere.code))).status, query).toBe(201);
    const [id] = await openDiscrepancies(tenant, [aFinding(finding)]);
    await drain(tenant.code);
    expect([await received(told), await received(untold)]).toEqual([[`${id}.1`], []]);
  });

  test.each(refused)("is not entered with %s, which changes without an event, or is told to no other system", async (word) => {
    const tenant = await makeTenant();
    const query = word in queryKeys ? `${word}:none` : word;
    const answer = await add(await makeOfficer(tenant, ["administrator"]), tenant, `${inject("receiver")}/never`, `state:open ${query}`);
    expect([answer.status, await answer.json()]).toMatchObject([400, { code: "body-invalid", errors: [{ pointer: "/query", code: "narrows-nothing", message: query }] }]);
  });

  test.each(["tenant:Z99", "sev:urgent", "colour:red", 'rule:R07 "open'])("is not entered with what is not understood: %s", async (query) => {
    const tenant = await makeTenant();
    const answer = await add(await makeOfficer(tenant, ["administrator"]), tenant, `${inject("receiver")}/never`, query);
    expect([answer.status, await answer.json()]).toMatchObject([400, { code: "body-invalid", errors: [{ pointer: "/query" }] }]);
  });

  test("is told when a discrepancy comes in and when it leaves, as it was at each event, however late the minute's job is", async () => {
    const one = await setUp("state:AWAITING_EXPLANATION");
    const [id] = await openDiscrepancies(one.tenant, [aFinding(), aFinding()]);
    const acknowledged = await (await move(auditor, { tenantId: one.tenant.code, id: id!, version: 1 }, { transition: "acknowledge" })).json<{ version: number }>();
    const asked = await (await move(auditor, { tenantId: one.tenant.code, id: id!, version: acknowledged.version }, { transition: "ask", question: "Vì sao số báo cáo lớn hơn số hồ sơ?" })).json<{ version: number }>();
    const moved = await move(auditor, { tenantId: one.tenant.code, id: id!, version: asked.version }, { transition: "request-dismissal", reason: "below_materiality", comment: "Chênh lệch nhỏ hơn ngưỡng trọng yếu." });
    expect(moved.status).toBe(200);
    await drain(one.tenant.code);
    expect(await received(one.place)).toEqual([`${id}.3`, `${id}.4`]);
  });

  test("is told of a day that has passed only where the query has it", async () => {
    const [has, hasNot] = [await setUp("sev:>=high"), await setUp("sev:>=high")];
    const due = dayAt(Date.now() + 20 * DAY);
    const made = await makeDiscrepancy(has.tenant, { state: "AWAITING_EXPLANATION", severity: "high", dueOn: due });
    await makeDiscrepancy(hasNot.tenant, { state: "AWAITING_EXPLANATION", severity: "low", dueOn: due });
    for (let day = 21; day <= 35; day++) await queueOverdue(env.CENTRAL, platform(), startOfDay(dayAt(Date.now() + day * DAY)) + 7.5 * 3_600_000);
    for (const { tenant } of [has, hasNot]) await drain(tenant.code, 36 * DAY);
    expect(await received(has.place)).toContain(`${made.id}.2.overdue.${due}`);
    expect(await received(hasNot.place)).toEqual([]);
  });

  test("whose words mean nothing any more says so, loses nothing, and keeps nobody else from being told", async () => {
    const one = await setUp("rule:R07");
    const second = `${inject("receiver")}/narrowed-${++places}`;
    await add(one.administrator, one.tenant, second, "");
    const { ledger } = contextFor(one.tenant);
    await ledger.batch([ledger.prepare("DROP TRIGGER webhook_address_stays"), ledger.prepare("UPDATE webhook SET query = 'rule:R999' WHERE tenant_id = ? AND query <> ''").bind(one.tenant.code)]);
    const [id] = await openDiscrepancies(one.tenant, [aFinding()]);
    await drain(one.tenant.code);
    expect([await received(one.place), await received(second)]).toEqual([[], [`${id}.1`]]);
    const { webhooks } = await (await ask(`/v1/t/${one.tenant.code}/webhooks`, { headers: asPerson(one.administrator) })).json<WebhookList>();
    expect(webhooks.map(({ query, isUnderstood }) => [query, isUnderstood])).toEqual([["rule:R999", false], ["", true]]);
    await ledger.batch([
      ledger.prepare("UPDATE webhook SET query = 'rule:R07' WHERE tenant_id = ? AND query <> ''").bind(one.tenant.code),
      ledger.prepare("CREATE TRIGGER webhook_address_stays BEFORE UPDATE ON webhook WHEN NEW.url <> OLD.url OR NEW.query <> OLD.query OR OLD.removed_at IS NOT NULL OR NEW.created_by <> OLD.created_by OR NEW.created_at <> OLD.created_at BEGIN SELECT RAISE(ABORT, 'a webhook keeps its address and its query'); END"),
    ]);
    await drain(one.tenant.code);
    expect(await received(one.place)).toEqual([`${id}.1`]);
  });

  test("keeps its query as long as it is there", async () => {
    const one = await setUp("rule:R07");
    await expect(contextFor(one.tenant).ledger.prepare("UPDATE webhook SET query = '' WHERE tenant_id = ?").bind(one.tenant.code).run()).rejects.toThrow("keeps its address and its query");
  });

  test("costs no statement more than one without", async () => {
    const tenant = await makeTenant();
    const context = contextFor(tenant, Date.now() + 60_000);
    await openDiscrepancies(tenant, Array.from({ length: 50 }, (_, place) => aFinding(place % 2 === 0 ? { rule: "R07" } : { rule: "R15" })));
    const conditions = await readNarrowing(context, "sev:>=low rule:R07 state:open");
    const webhook = { tenantId: tenant.code, id: "whk_a", url: "", query: "", createdBy: "", createdAt: 0, removedBy: null, removedAt: null, logIndex: 0 };
    const calls: [number, number][] = [];
    for (const [id, narrowing] of [["whk_a", []], ["whk_b", conditions]] as const) {
      const { database, count } = countD1(context.ledger);
      await planDeliveries(database, { ...webhook, id }, narrowing, context.now);
      const told = await context.ledger.prepare("SELECT COUNT(*) AS n FROM webhook_delivery WHERE webhook_id = ?").bind(id).first<number>("n");
      calls.push([count.calls, told!]);
    }
    expect(calls).toEqual([[calls[0]![0], 50], [calls[0]![0], 25]]);
  });
});
