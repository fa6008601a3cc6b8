import { introspectWorkflow } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import type { AuditNightDetail, AuditNightList } from "../../../worker/audit/night-contract.ts";
import { beginNight, countNight, endNight, queueTasks } from "../../../worker/audit/night-progress.ts";
import { startNight, type DueAudit } from "../../../worker/audit/start-audit.ts";
import type { Tenant } from "../../../worker/kernel/context.ts";
import { ask, refusalOf } from "../ask.ts";
import { asPerson, contextFor, makeAuthority, makeOfficer, makeTenant } from "../make-tenant.ts";
import { PERIOD, plantObligation, plantReport, plantServices, WINDOW } from "./plant.ts";

let authority: Tenant;
let operator: Awaited<ReturnType<typeof makeOfficer>>;
let supervisor: Awaited<ReturnType<typeof makeOfficer>>;

beforeAll(async () => {
  authority = await makeAuthority();
  operator = await makeOfficer(authority, ["operator"]);
  supervisor = await makeOfficer(authority, ["supervisor"]);
});

async function makeOwing(): Promise<Tenant> {
  const tenant = await makeTenant();
  await plantServices(tenant, [{ code: "1.000001" }]);
  await plantObligation(tenant);
  return tenant;
}

const nightOf = async (key: string) => (await ask(`/v1/audit-nights/${key}`, { headers: asPerson(supervisor) })).json<AuditNightDetail>();
const own = (night: AuditNightDetail, tenants: readonly Tenant[]) =>
  tenants.map(({ code }) => night.tasks.filter((task) => task.tenant === code).map(({ state, outcome, attempt, failure }) => [state, outcome, attempt, failure]));
const retry = (key: string, person = operator) => ask(`/v1/audit-nights/${key}/retries`, { method: "POST", headers: asPerson(person) });

/** Runs the Workflows that `start` starts, to their end, without waiting between tries. */
async function runToTheEnd(start: () => Promise<unknown>): Promise<void> {
  await using parents = await introspectWorkflow(env.AUDIT_NIGHT);
  await using children = await introspectWorkflow(env.AUDIT_TENANT);
  await parents.modifyAll(async (parent) => parent.disableSleeps());
  await children.modifyAll(async (child) => child.disableRetryDelays());
  await start();
  for (const parent of await parents.get()) await parent.waitForStatus("complete");
  for (const child of await children.get()) await child.waitForStatus("complete");
}

describe("how far a night is", () => {
  test("is seen from its start: what waits, what runs, what failed; it is partial, never done, while something failed", async () => {
    const tenant = await makeOwing();
    const key = "2024-03-22_asked-1";
    const due: DueAudit[] = ["2023-Q3", "2023-Q4", PERIOD].map((periodId) => ({ tenant: tenant.code, reportType: "services-quarter", periodId, from: WINDOW.from, to: WINDOW.to }));
    const ledger = contextFor(authority).ledger;
    await beginNight(ledger, { key, day: "2024-03-22" }, "national@1", 1_000);
    expect(await nightOf(key)).toMatchObject({ state: "starting", total: null, tasks: [] });
    for (let again = 0; again < 2; again++) await queueTasks(contextFor(tenant).ledger, key, due);
    await countNight(ledger, key, due.length);
    expect(await nightOf(key)).toMatchObject({ state: "running", total: 3, counts: { queued: 3, running: 0, done: 0, failed: 0 }, finishedAt: null });

    const set = (state: string, period: string) => contextFor(tenant).ledger.prepare("UPDATE audit_task SET state = ?, failure = CASE WHEN ?1 = 'failed' THEN 'internal' END WHERE tenant_id = ? AND night_key = ? AND period_id = ?").bind(state, tenant.code, key, period).run();
    await set("running", "2023-Q3");
    await set("failed", "2023-Q4");
    await set("done", PERIOD);
    const underWay = await nightOf(key);
    expect(underWay).toMatchObject({ state: "running", counts: { queued: 0, running: 1, done: 1, failed: 1 } });
    expect(underWay.tasks.map(({ state }) => state)).toEqual(["failed", "running", "done"]);
    await set("done", "2023-Q3");
    await endNight(ledger, key, 2_000, null);
    expect((await nightOf(key)).state).toBe("partial");
    await set("done", "2023-Q4");
    expect((await nightOf(key)).state).toBe("done");
    expect(await refusalOf(await retry(key))).toEqual([409, "transition-refused"]);

    const { nights } = await (await ask("/v1/audit-nights", { headers: asPerson(operator) })).json<AuditNightList>();
    expect(nights.find((night) => night.key === key)).toMatchObject({ state: "done", date: "2024-03-22", ruleSet: "national@1", counts: { done: 3 } });
  });

  test("a night that could not be started says so", async () => {
    const ledger = contextFor(authority).ledger;
    await beginNight(ledger, { key: "2024-03-23_asked-1", day: "2024-03-23" }, "national@1", 1_000);
    await endNight(ledger, "2024-03-23_asked-1", 2_000, "internal");
    expect(await nightOf("2024-03-23_asked-1")).toMatchObject({ state: "failed", failure: "internal" });
  });
});

describe("a night with something that cannot be audited", () => {
  test("runs the others, is partial, and runs again only what failed, once, however many ask", async () => {
    const [good, broken] = [await makeOwing(), await makeOwing()];
    await plantReport(broken, { rows: [], payload: "this is no report" });
    const night = { key: "2025-03-22_asked-2", day: "2025-03-22" };
    await runToTheEnd(() => startNight(env.AUDIT_NIGHT, night));
    const first = await nightOf(night.key);
    expect(first.state).toBe("partial");
    expect(own(first, [good, broken])).toEqual([[["done", "written", 1, null]], [["failed", null, 1, "internal"]]]);
    expect(first.ruleSet).toBe("national@1");

    // A mishap that is over by the time somebody asks again.
    const hit = await makeOwing();
    await queueTasks(contextFor(hit).ledger, night.key, [{ tenant: hit.code, reportType: "services-quarter", periodId: PERIOD, from: WINDOW.from, to: WINDOW.to }]);
    await contextFor(hit).ledger.prepare("UPDATE audit_task SET state = 'failed', failure = 'database-busy' WHERE tenant_id = ?").bind(hit.code).run();
    let answers: Response[] = [];
    await runToTheEnd(async () => {
      answers = await Promise.all([retry(night.key), retry(night.key)]);
    });
    expect(answers.map(({ status }) => status).toSorted()).toEqual([202, 409]);
    const second = await nightOf(night.key);
    expect(own(second, [good, hit, broken])).toEqual([[["done", "written", 1, null]], [["done", "written", 2, null]], [["failed", null, 2, "internal"]]]);
    expect(second.state).toBe("partial");
  });

  test("two nights of the same day at once find the same: the second writes no run anew", async () => {
    const tenant = await makeOwing();
    await runToTheEnd(() => Promise.all(["3", "4"].map((name) => startNight(env.AUDIT_NIGHT, { key: `2025-03-22_asked-${name}`, day: "2025-03-22" }))));
    const outcomes = (await Promise.all(["3", "4"].map(async (name) => own(await nightOf(`2025-03-22_asked-${name}`), [tenant])))).flat(2).map(([state, outcome]) => `${String(state)} ${String(outcome)}`);
    expect(outcomes.toSorted()).toEqual(["done unchanged", "done written"]);
    const { results } = await contextFor(tenant).ledger.prepare("SELECT id FROM audit_run WHERE tenant_id = ?").bind(tenant.code).all();
    expect(results).toHaveLength(1);
  });
});

describe("nights over HTTP", () => {
  test("are the authority's alone, and only an operator or auditor runs them again", async () => {
    const tenant = await makeTenant();
    const head = await makeOfficer(tenant, ["head", "administrator"]);
    expect(await refusalOf(await ask("/v1/audit-nights", { headers: asPerson(head) }))).toEqual([404, "not-found"]);
    expect(await refusalOf(await ask("/v1/audit-nights/2025-03-22", { headers: asPerson(head) }))).toEqual([404, "not-found"]);
    expect(await refusalOf(await retry("2025-03-22", supervisor))).toEqual([403, "not-permitted"]);
    expect(await refusalOf(await retry("2019-03-22"))).toEqual([404, "not-found"]);
    expect(await refusalOf(await ask("/v1/audit-nights/yesterday", { headers: asPerson(operator) }))).toEqual([404, "not-found"]);
  });
});
