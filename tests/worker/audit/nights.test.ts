import { introspectWorkflow, introspectWorkflowInstance } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import { listRuns } from "../../../worker/audit/run-queries.ts";
import { askedNight, findDueAudits, nightAt, startNight } from "../../../worker/audit/start-audit.ts";
import { recordFailedRun } from "../../../worker/audit/record-failed-run.ts";
import { newId } from "../../../worker/kernel/ids.ts";
import { runCron } from "../../../worker/cron.ts";
import { platformOf } from "../../../worker/http/platform.ts";
import type { Tenant } from "../../../worker/kernel/context.ts";
import { ask, refusalOf } from "../ask.ts";
import { asPerson, contextFor, makeAuthority, makeOfficer, makeTenant } from "../make-tenant.ts";
import { foundIn, PERIOD, plantCounters, plantObligation, plantReport, plantServices } from "./plant.ts";

/** 2025-Q1 ends on 14 March 2025, a Friday; five working days later is the 21st. */
const DUE_DAY = "2025-03-21";
const NIGHT = "2025-03-22";

beforeAll(makeAuthority);

async function makeOwing(): Promise<Tenant> {
  const tenant = await makeTenant();
  await plantServices(tenant, [{ code: "1.000001" }]);
  await plantCounters(tenant, [{ service: "1.000001", day: "2025-01-05", onlineFull: 20 }]);
  await plantObligation(tenant);
  return tenant;
}

const dueFor = async (tenant: Tenant, day: string) =>
  (await findDueAudits(env.CENTRAL, platformOf(env), day)).filter((due) => due.tenant === tenant.code).map(({ reportType, periodId, from, to }) => [reportType, periodId, from, to]);

describe("what is due", () => {
  test("a window is due from the day after its deadline, for sixty days", async () => {
    const tenant = await makeOwing();
    const quarter = ["services-quarter", PERIOD, "2024-12-15", "2025-03-14"];
    expect(await dueFor(tenant, DUE_DAY)).toEqual([]);
    expect(await dueFor(tenant, NIGHT)).toEqual([quarter]);
    expect(await dueFor(tenant, "2025-05-13")).toEqual([quarter]);
    expect(await dueFor(tenant, "2025-05-14")).toEqual([]);
  });

  test("only for tenants that owed it on a day of the window", async () => {
    const [ended, begun, former, later] = [await makeTenant(), await makeTenant(), await makeTenant(), await makeTenant()];
    await plantObligation(ended, "services-quarter", "2020-01-01", "2024-12-15");
    await plantObligation(begun, "services-quarter", "2025-03-14");
    await plantObligation(former, "services-quarter", "2020-01-01", "2024-12-14");
    await plantObligation(later, "services-quarter", "2025-03-15");
    const lengths = await Promise.all([ended, begun, former, later].map(async (tenant) => (await dueFor(tenant, NIGHT)).length));
    expect(lengths).toEqual([1, 1, 0, 0]);
  });

  test("the night of 18:00 UTC is the Vietnamese day that has just begun; asking twice in a minute is asking once", () => {
    expect(nightAt(Date.parse("2026-11-23T18:00:00Z"))).toEqual({ key: "2026-11-24", day: "2026-11-24" });
    const asked = (instant: string) => askedNight(Date.parse(instant), "2026-11-23").key;
    expect(asked("2026-11-23T08:15:01Z")).toBe(asked("2026-11-23T08:15:59Z"));
    expect(asked("2026-11-23T08:16:00Z")).not.toBe(asked("2026-11-23T08:15:59Z"));
  });
});

describe("the night's Workflow", () => {
  test("a child that exists already is passed over and its run stays one", async () => {
    const tenant = await makeOwing();
    const night = { key: `${NIGHT}_again`, day: NIGHT };
    const id = `audit_services-quarter_${PERIOD}_${tenant.code}_${night.key}`;
    await using child = await introspectWorkflowInstance(env.AUDIT_TENANT, id);
    await using parents = await introspectWorkflow(env.AUDIT_NIGHT);
    await startNight(env.AUDIT_NIGHT, night);
    await (await parents.get())[0]!.waitForStatus("complete");
    await child.waitForStatus("complete");
    await env.AUDIT_TENANT.createBatch([{ id, params: {} }]);
    expect(await listRuns(contextFor(tenant).ledger, tenant.code, 10)).toHaveLength(1);
  });

  test("what cannot be audited is refused at once and says so", async () => {
    const tenant = await makeOwing();
    const id = `audit_services-quarter_2025_${tenant.code}_${NIGHT}`;
    await using child = await introspectWorkflowInstance(env.AUDIT_TENANT, id);
    await env.AUDIT_TENANT.createBatch([{ id, params: { tenant: tenant.code, reportType: "services-quarter", periodId: "2025", from: "2024-12-15", to: "2025-12-14", runId: newId("run", Date.now()), nightKey: NIGHT, attempt: 1 } }]);
    await child.waitForStatus("complete");
    expect((await listRuns(contextFor(tenant).ledger, tenant.code, 10)).map(({ state, failure }) => [state, failure])).toEqual([["failed", "not-found"]]);
  });

  test("audits everyone; one tenant that fails is recorded as failed and stops nobody; the same night again starts nothing", async () => {
    const [one, broken, another] = [await makeOwing(), await makeOwing(), await makeOwing()];
    await plantReport(broken, { rows: [], payload: "this is no report" });
    await using parents = await introspectWorkflow(env.AUDIT_NIGHT);
    await using children = await introspectWorkflow(env.AUDIT_TENANT);
    await children.modifyAll(async (child) => child.disableRetryDelays());

    await runCron({ cron: "0 18 * * *", scheduledTime: Date.parse("2025-03-21T18:00:00Z") }, env);
    const [parent] = await parents.get();
    await parent!.waitForStatus("complete");
    for (const child of await children.get()) await child.waitForStatus("complete");

    for (const tenant of [one, another]) {
      expect((await listRuns(contextFor(tenant).ledger, tenant.code, 10)).map(({ state, periodId, findings }) => [state, periodId, findings])).toEqual([["done", PERIOD, 1]]);
      expect((await foundIn(tenant)).map(({ rule }) => rule)).toEqual(["R44"]);
    }
    expect((await listRuns(contextFor(broken).ledger, broken.code, 10)).map(({ state, failure, findings, logIndex }) => [state, failure, findings, logIndex !== null])).toEqual([["failed", "internal", null, true]]);
    expect(await foundIn(broken)).toEqual([]);

    const started = (await children.get()).length;
    await runCron({ cron: "0 18 * * *", scheduledTime: Date.parse("2025-03-21T18:00:00Z") }, env);
    expect(await parents.get()).toHaveLength(1);
    expect(await children.get()).toHaveLength(started);
    expect(await listRuns(contextFor(one).ledger, one.code, 10)).toHaveLength(1);
  });

  test("a cron line nobody knows throws", async () => {
    await expect(runCron({ cron: "*/5 * * * *", scheduledTime: Date.now() }, env)).rejects.toThrow("No job is registered for the cron line */5 * * * *");
  });
});

describe("audit runs over HTTP", () => {
  test("an auditor or operator of the authority starts tonight's audit; nobody else may", async () => {
    const authority = await makeAuthority();
    const [auditor, operator, supervisor] = [await makeOfficer(authority, ["auditor"]), await makeOfficer(authority, ["operator"]), await makeOfficer(authority, ["supervisor"])];
    const tenant = await makeTenant();
    const start = (person: { cookie: string }, body: unknown = {}) =>
      ask("/v1/audit-runs", { method: "POST", headers: asPerson(person, { "Content-Type": "application/json" }), body: JSON.stringify(body) });
    await using parents = await introspectWorkflow(env.AUDIT_NIGHT);
    for (const person of [auditor, operator]) {
      const response = await start(person, { date: "2019-01-01" });
      expect(response.status).toBe(202);
      expect(await response.json()).toMatchObject({ date: "2019-01-01", night: expect.stringMatching(/^night_2019-01-01_asked-/) });
    }
    for (const parent of await parents.get()) await parent.waitForStatus("complete");
    expect(await refusalOf(await start(supervisor))).toEqual([403, "not-permitted"]);
    expect(await refusalOf(await start(await makeOfficer(tenant, ["administrator"])))).toEqual([404, "not-found"]);
    expect(await refusalOf(await start(auditor, { date: "2999-01-01" }))).toEqual([400, "body-invalid"]);
    expect(await refusalOf(await start(auditor, { day: "2019-01-01" }))).toEqual([400, "body-invalid"]);
  });

  test("a tenant's people and the authority read its runs; others do not, and a failure is recorded once", async () => {
    const authority = await makeAuthority();
    const [tenant, other] = [await makeOwing(), await makeTenant()];
    const failed = { tenant: tenant.code, reportType: "services-quarter", periodId: PERIOD, from: "2024-12-15", to: "2025-03-14", runId: newId("run", Date.now()) };
    for (let i = 0; i < 2; i++) await recordFailedRun(contextFor(tenant), failed, "internal");

    const auditor = await makeOfficer(authority, ["auditor"]);
    const own = await ask(`/v1/t/${tenant.code}/audit-runs`, { headers: asPerson(await makeOfficer(tenant)) });
    const { runs } = await own.json<{ runs: Record<string, unknown>[] }>();
    expect(runs).toEqual([expect.objectContaining({ tenant: tenant.code, state: "failed", failure: "internal", services: null, window: { id: PERIOD, from: "2024-12-15", to: "2025-03-14" } })]);
    expect((await ask(`/v1/t/${tenant.code}/audit-runs`, { headers: asPerson(auditor) })).status).toBe(200);
    expect(await refusalOf(await ask(`/v1/t/${tenant.code}/audit-runs`, { headers: asPerson(await makeOfficer(other, ["head"])) }))).toEqual([404, "not-found"]);
    expect(await refusalOf(await ask(`/v1/t/${tenant.code}/audit-runs`))).toEqual([401, "sign-in-required"]);

    const today = await (await ask("/v1/audit-runs", { headers: asPerson(auditor) })).json<{ runs: { tenant: string }[] }>();
    expect(today.runs.map((run) => run.tenant)).toContain(tenant.code);
    const longAgo = await (await ask("/v1/audit-runs?date=2019-01-01", { headers: asPerson(auditor) })).json<{ runs: unknown[] }>();
    expect(longAgo.runs).toEqual([]);
  });
});
