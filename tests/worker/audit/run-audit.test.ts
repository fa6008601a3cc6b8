import { describe, expect, test } from "vitest";
import { findDiscrepancy, listEvents, listOccurrences } from "../../../worker/audit/queries.ts";
import { runAudit } from "../../../worker/audit/run-audit.ts";
import { ruleIds } from "../../../worker/audit/contract.ts";
import { toRunView } from "../../../worker/audit/run-view.ts";
import { listRuns } from "../../../worker/audit/run-queries.ts";
import { newId } from "../../../worker/kernel/ids.ts";
import type { Tenant } from "../../../worker/kernel/context.ts";
import { countD1 } from "../count-d1.ts";
import { contextFor, makeTenant } from "../make-tenant.ts";
import { AFTER_DEADLINE, foundIn, PERIOD, plantCounters, plantReport, plantServices } from "./plant.ts";

const scope = { reportType: "services-quarter", periodId: PERIOD };
const DAY = 86_400_000;
const audit = (tenant: Tenant, now = AFTER_DEADLINE) => runAudit(contextFor(tenant, now), scope);

/** A unit in which four things are wrong and everything else is right; returns the report's identifier. */
async function plantWrongs(tenant: Tenant): Promise<string> {
  await plantServices(tenant, ["1.000001", "1.000002", "1.000003", "1.000004", "1.000005"].map((code) => ({ code })));
  await plantCounters(tenant, [
    { service: "1.000001", day: "2024-12-20", onlineFull: 40, inPerson: 10 },
    { service: "1.000001", day: "2025-03-14", onlinePartial: 60 },
    { service: "1.000001", day: "2025-03-15", onlineFull: 9_999 },
    { service: "1.000001", day: "2024-12-14", onlineFull: 9_999 },
    { service: "1.000002", day: "2025-01-05", onlineFull: 20 },
    { service: "1.000003", day: "2025-02-20", onlineFull: 200 },
    { service: "1.000004", day: "2025-02-20", inPerson: 7 },
    { service: "1.000005", day: "2025-02-20", onlineFull: 7 },
  ]);
  return plantReport(tenant, {
    rows: [
      { service: "1.000001", online: 100, total: 110 },
      { service: "1.000002", online: 90, total: 90 },
      { service: "1.000003", online: 150, total: 200 },
      { service: "1.000004", online: 0, total: 7 },
      { service: "1.000005", online: null, total: null },
    ],
  });
}

describe("one audit", () => {
  test("says of every rule whether it was looked at: what there is no data for is not checked, and never passed", async () => {
    const tenant = await makeTenant();
    await plantWrongs(tenant);
    const { rules } = toRunView((await audit(tenant)).run);
    const why = Object.fromEntries(rules!.notChecked.flatMap(({ reason, rules: ids }) => ids.map((id) => [id, reason])));
    expect(why).toMatchObject({ R06: "other-form", R27: "no-portal-list", R34: "no-owners", R42: "no-child-units", R53: "no-ratings" });
    expect(rules!.checked + Object.keys(why).length).toBe(ruleIds.length);
  });

  test("finds exactly what is wrong, in the window and in nothing else", async () => {
    const tenant = await makeTenant();
    await plantWrongs(tenant);
    const { run, isNew } = await audit(tenant);
    expect({ isNew, state: run.state, services: run.services, findings: run.findings }).toEqual({ isNew: true, state: "done", services: 5, findings: 5 });
    expect((await foundIn(tenant)).map(({ rule, subject, reported, actual, state }) => [rule, subject, reported, actual, state])).toEqual([
      ["R07", "1.000002", 90, 20, "NEW"],
      ["R08", "1.000003", 150, 200, "NEW"],
      ["R09", "1.000002", 90, 20, "NEW"],
      ["R10", "1.000004", 0, 0, "NEW"],
      ["R11", "", 5, 4, "NEW"],
    ]);
  });

  test("a discrepancy opens with its first event, its occurrence and the signed document behind it", async () => {
    const tenant = await makeTenant();
    const jti = await plantWrongs(tenant);
    const { run } = await audit(tenant);
    const { ledger } = contextFor(tenant);
    const [first] = await foundIn(tenant);
    expect(await findDiscrepancy(ledger, tenant.code, first!.id)).toMatchObject({ version: 1, isOpen: true, timesSeen: 1, timesAbsent: 0, openedAt: AFTER_DEADLINE, lastRunId: run.id, difference: 70 });
    expect(await listEvents(ledger, tenant.code, first!.id)).toEqual([
      expect.objectContaining({ version: 1, transition: "open", fromState: null, toState: "NEW", actorId: "system", at: AFTER_DEADLINE, logIndex: run.logIndex }),
    ]);
    expect(await listOccurrences(ledger, tenant.code, first!.id)).toEqual([
      expect.objectContaining({ runId: run.id, reported: 90, actual: 20, evidence: expect.objectContaining({ submission: expect.objectContaining({ jti }), counters: { onlineFull: 20, onlinePartial: 0, inPerson: 0, post: 0 } }) }),
    ]);
    const entry = await ledger.prepare("SELECT entry FROM log_entry WHERE tenant_id = ? AND idx = ?").bind(tenant.code, run.logIndex).first<string>("entry");
    expect(JSON.parse(entry!)).toMatchObject({ kind: "audit.run", run: run.id, inputs: run.inputsDigest, findings: run.findingsDigest, opened: 5 });
  });

  test("a second run of the same writes nothing at all", async () => {
    const tenant = await makeTenant();
    await plantWrongs(tenant);
    const first = await audit(tenant);
    const { database, count } = countD1(contextFor(tenant).ledger);
    const second = await runAudit({ ...contextFor(tenant, AFTER_DEADLINE + DAY), ledger: database }, scope);
    expect(second).toEqual({ run: expect.objectContaining({ id: first.run.id }), isNew: false });
    expect(count.rowsWritten).toBe(0);
    expect((await foundIn(tenant)).every(({ timesSeen }) => timesSeen === 1)).toBe(true);
  });

  test("a job tried again after it had succeeded finds its run, also when two runs in a row would close something", async () => {
    const tenant = await makeTenant();
    await plantWrongs(tenant);
    await audit(tenant);
    await plantCounters(tenant, [{ service: "1.000002", day: "2025-01-05", onlineFull: 70 }]);
    const again = { ...scope, runId: newId("run", AFTER_DEADLINE + DAY) };
    for (let i = 0; i < 3; i++) expect((await runAudit(contextFor(tenant, AFTER_DEADLINE + DAY), again)).run.id).toBe(again.runId);
    expect(await listRuns(contextFor(tenant).ledger, tenant.code, 10)).toHaveLength(2);
    expect((await foundIn(tenant)).find(({ rule }) => rule === "R07")!.state).toBe("NEW");
  });

  test("two audits at once leave one run and no double", async () => {
    const tenant = await makeTenant();
    await plantWrongs(tenant);
    const outcomes = await Promise.all([1, 2, 3].map((i) => audit(tenant, AFTER_DEADLINE + i)));
    expect(outcomes.filter(({ isNew }) => isNew)).toHaveLength(1);
    expect(await listRuns(contextFor(tenant).ledger, tenant.code, 10)).toHaveLength(1);
    expect(await foundIn(tenant)).toHaveLength(5);
  });

  test("without a report only its absence and unused services are found", async () => {
    const tenant = await makeTenant();
    await plantServices(tenant, [{ code: "1.000001" }, { code: "1.000002" }]);
    await plantCounters(tenant, [{ service: "1.000001", day: "2025-01-05", onlineFull: 20 }]);
    await audit(tenant);
    expect((await foundIn(tenant)).map(({ rule, subject, reported }) => [rule, subject, reported])).toEqual([["R10", "1.000002", null], ["R44", "", null]]);
  });

  test("a period that the report type does not have is refused", async () => {
    const tenant = await makeTenant();
    for (const wrong of [{ reportType: "services-quarter", periodId: "2025" }, { reportType: "no-such-type", periodId: PERIOD }, { reportType: "services-year", periodId: "hello" }]) {
      await expect(runAudit(contextFor(tenant), wrong)).rejects.toMatchObject({ code: "not-found" });
    }
  });
});

describe("over several nights", () => {
  test("an amended report that agrees closes what it mended after the second night, with the runs as evidence", async () => {
    const tenant = await makeTenant();
    const jti = await plantWrongs(tenant);
    await audit(tenant);
    await plantReport(tenant, {
      amends: jti,
      receivedAt: AFTER_DEADLINE + 1,
      rows: [
        { service: "1.000001", online: 100, total: 110 },
        { service: "1.000002", online: 20, total: 20 },
        { service: "1.000003", online: 150, total: 200 },
        { service: "1.000004", online: 0, total: 7 },
        { service: "1.000005", online: 7, total: 7 },
      ],
    });
    const states = async () => Object.fromEntries((await foundIn(tenant)).map(({ rule, state }) => [rule, state]));
    await audit(tenant, AFTER_DEADLINE + DAY);
    expect(await states()).toEqual({ R07: "NEW", R08: "NEW", R09: "NEW", R10: "NEW", R11: "NEW", R51: "NEW" });
    await audit(tenant, AFTER_DEADLINE + 2 * DAY);
    expect(await states()).toEqual({ R07: "VERIFIED_FIXED", R08: "NEW", R09: "VERIFIED_FIXED", R10: "NEW", R11: "VERIFIED_FIXED", R51: "NEW" });
    expect((await audit(tenant, AFTER_DEADLINE + 3 * DAY)).isNew).toBe(false);
    const fixed = (await foundIn(tenant)).find(({ rule }) => rule === "R07")!;
    expect((await listEvents(contextFor(tenant).ledger, tenant.code, fixed.id)).map(({ transition, fromState, toState }) => [transition, fromState, toState])).toEqual([
      ["open", null, "NEW"],
      ["verify-fixed", "NEW", "VERIFIED_FIXED"],
    ]);
  });

  test("what was fixed and comes back is the same discrepancy, open again; what was accepted stays so until its numbers change", async () => {
    const tenant = await makeTenant();
    await plantWrongs(tenant);
    const { run } = await audit(tenant);
    const { ledger } = contextFor(tenant);
    const accepted = (await foundIn(tenant)).find(({ rule }) => rule === "R08")!;
    await ledger
      .prepare("INSERT INTO discrepancy_event (tenant_id, discrepancy_id, version, transition, from_state, to_state, actor_id, actor_tenant_id, at, log_idx) VALUES (?, ?, 2, 'accept', 'NEW', 'ACCEPTED', 'off_a', 'VN', ?, ?)")
      .bind(tenant.code, accepted.id, AFTER_DEADLINE + 1, run.logIndex)
      .run();
    const stateOfAccepted = async () => (await foundIn(tenant)).find(({ id }) => id === accepted.id)!;

    await plantCounters(tenant, [{ service: "1.000004", day: "2025-02-20", inPerson: 1 }]);
    expect((await audit(tenant, AFTER_DEADLINE + DAY)).isNew).toBe(true);
    expect(await stateOfAccepted()).toMatchObject({ state: "ACCEPTED", version: 2, timesSeen: 1 });

    await plantCounters(tenant, [{ service: "1.000003", day: "2025-02-20", onlineFull: 1 }]);
    await audit(tenant, AFTER_DEADLINE + 2 * DAY);
    expect(await stateOfAccepted()).toMatchObject({ state: "NEW", version: 3, timesSeen: 2, actual: 201 });
    expect((await listEvents(ledger, tenant.code, accepted.id)).at(-1)).toMatchObject({ transition: "regress", fromState: "ACCEPTED", toState: "NEW", actorId: "system" });
  });

  test("a discrepancy that becomes more severe says so in its life and stays where it was", async () => {
    const tenant = await makeTenant();
    await plantServices(tenant, [{ code: "1.000001" }]);
    await plantReport(tenant, { rows: [{ service: "1.000001", online: 0, total: 0 }] });
    await audit(tenant);
    await plantCounters(tenant, [{ service: "1.000001", day: "2025-01-05", inPerson: 1 }]);
    await audit(tenant, AFTER_DEADLINE + DAY);
    const [unused] = await foundIn(tenant);
    expect(unused).toMatchObject({ rule: "R10", state: "NEW", version: 2, timesSeen: 2 });
    const { ledger } = contextFor(tenant);
    expect((await listEvents(ledger, tenant.code, unused!.id)).map(({ transition, fromState, toState }) => [transition, fromState, toState])).toEqual([["open", null, "NEW"], ["escalate", "NEW", "NEW"]]);
    expect((await listOccurrences(ledger, tenant.code, unused!.id)).map(({ severity }) => severity)).toEqual([3, 2]);
  });

  test("a move made between our reading and our writing is read again, not run over", async () => {
    const tenant = await makeTenant();
    const jti = await plantWrongs(tenant);
    const { run } = await audit(tenant);
    await plantReport(tenant, { amends: jti, receivedAt: AFTER_DEADLINE + 1, rows: [] });
    await audit(tenant, AFTER_DEADLINE + DAY);
    const moving = (await foundIn(tenant)).find(({ rule }) => rule === "R07")!;
    const real = contextFor(tenant).ledger;
    let moved = false;
    const ledger = new Proxy(real, {
      get: (target, name) => {
        if (name !== "batch") return (target[name as keyof D1Database] as () => unknown).bind(target);
        return async (statements: D1PreparedStatement[]) => {
          if (!moved) {
            moved = true;
            await real.prepare("INSERT INTO discrepancy_event (tenant_id, discrepancy_id, version, transition, from_state, to_state, actor_id, actor_tenant_id, at, log_idx) VALUES (?, ?, 2, 'acknowledge', 'NEW', 'ACKNOWLEDGED', 'off_a', 'VN', ?, ?)").bind(tenant.code, moving.id, AFTER_DEADLINE + DAY, run.logIndex).run();
          }
          return real.batch(statements);
        };
      },
    });
    await runAudit({ ...contextFor(tenant, AFTER_DEADLINE + 2 * DAY), ledger }, scope);
    expect((await listEvents(real, tenant.code, moving.id)).map(({ transition, fromState }) => [transition, fromState])).toEqual([["open", null], ["acknowledge", "NEW"], ["verify-fixed", "ACKNOWLEDGED"]]);
  });
});
