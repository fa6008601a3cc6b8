import { beforeAll, describe, expect, test } from "vitest";
import type { Tenant } from "../../../worker/kernel/context.ts";
import type { DiscrepancyDetail, TransitionResult, VerificationView } from "../../../worker/review/contract.ts";
import { refusalOf } from "../ask.ts";
import { contextFor, makeAuthority, makeOfficer, makeTenant } from "../make-tenant.ts";
import { makeDiscrepancy } from "./make-discrepancy.ts";
import { at, move } from "./people.ts";
import { answersFor, signForm, withKey, type Signer } from "./sign-move.ts";

let tenant: Tenant;
let [auditor, officer]: Signer[] = [];
beforeAll(async () => {
  const authority = await makeAuthority();
  tenant = await makeTenant({ ledger: "LEDGER_2" });
  [auditor, officer] = [await withKey(authority, await makeOfficer(authority, ["auditor"])), await withKey(tenant, await makeOfficer(tenant, ["officer"]))];
});

/** Opened, asked, put aside and explained with a signature, all through the API. */
async function liveThrough() {
  const made = await makeDiscrepancy(tenant);
  const question = { transition: "ask", question: "Vì sao số báo cáo khác số hồ sơ đã nhận?" };
  expect((await move(auditor!, made, question)).status).toBe(200);
  expect((await move(auditor!, { ...made, version: 2 }, { transition: "snooze", until: { kind: "severity" } })).status).toBe(200);
  const { form, answers } = await answersFor(tenant, "explain", made);
  const explained = await (await move(officer!, { ...made, version: 3 }, { transition: "explain", signed: await signForm(tenant, officer!, form, answers) })).json<TransitionResult>();
  expect(explained.state).toBe("EXPLAINED");
  return { made, jti: explained.receipt!.jti };
}

const verify = async (made: { tenantId: string; id: string; version: number }) => (await at(auditor!, made, "/verification")).json<VerificationView>();
const verdicts = ({ events }: VerificationView) => events.map(({ verdict }) => verdict);

/** Somebody with the database in hand: takes the guard away, changes, puts it back. */
async function tamper(table: string, sql: string, ...bound: (string | number)[]): Promise<void> {
  const { ledger } = contextFor(tenant);
  const { results } = await ledger.prepare("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?").bind(table).all<{ name: string; sql: string }>();
  for (const { name } of results) await ledger.prepare(`DROP TRIGGER ${name}`).run();
  await ledger.prepare(sql).bind(...bound).run();
  for (const trigger of results) await ledger.prepare(trigger.sql).run();
}

describe("the proof of a discrepancy's life", () => {
  test("holds for what nobody touched, for the unit as for the authority", async () => {
    const { made } = await liveThrough();
    expect(await verify(made)).toMatchObject({ isIntact: true, recordFollows: true, events: [{ verdict: "proved" }, { verdict: "proved" }, { verdict: "proved" }, { verdict: "proved" }] });
    expect(await (await at(officer!, made, "/verification")).json()).toMatchObject({ isIntact: true });
    const stranger = await makeOfficer(await makeTenant(), ["officer"]);
    expect(await refusalOf(await at(stranger, made, "/verification"))).toEqual([404, "not-found"]);
  });

  test.each([
    ["the question of an event", "UPDATE discrepancy_event SET comment = 'never said' WHERE tenant_id = ?1 AND discrepancy_id = ?2 AND version = 2", 2],
    ["the role of who made an event", "UPDATE discrepancy_event SET actor_role = NULL WHERE tenant_id = ?1 AND discrepancy_id = ?2 AND version = 2", 2],
    ["which observation a question is about", "UPDATE discrepancy_event SET evidence_run = NULL, evidence_digest = NULL WHERE tenant_id = ?1 AND discrepancy_id = ?2 AND version = 2", 2],
    ["who made an event", "UPDATE discrepancy_event SET actor_id = 'off_other' WHERE tenant_id = ?1 AND discrepancy_id = ?2 AND version = 2", 2],
    ["the due day of an event", "UPDATE discrepancy_event SET due_on = '2999-01-01' WHERE tenant_id = ?1 AND discrepancy_id = ?2 AND version = 2", 2],
    ["what a snooze waits for", "UPDATE discrepancy_event SET snooze = '{\"kind\":\"next-run\"}' WHERE tenant_id = ?1 AND discrepancy_id = ?2 AND version = 3", 3],
    ["the words of a signed event", "UPDATE discrepancy_event SET comment = 'never signed' WHERE tenant_id = ?1 AND discrepancy_id = ?2 AND version = 4", 4],
    ["when a run opened it", "UPDATE discrepancy_event SET at = at - 1 WHERE tenant_id = ?1 AND discrepancy_id = ?2 AND version = 1", 1],
    ["what a run did", "UPDATE discrepancy_event SET transition = 'found' WHERE tenant_id = ?1 AND discrepancy_id = ?2 AND version = 1", 1],
  ])("%s, changed in the database, is named", async (_what, sql, version) => {
    const { made } = await liveThrough();
    await tamper("discrepancy_event", sql, tenant.code, made.id);
    const found = await verify(made);
    expect(found.isIntact).toBe(false);
    expect(verdicts(found).map((verdict, place) => [place + 1, verdict]).filter(([, verdict]) => verdict !== "proved")).toEqual([[version, "event-altered"]]);
  });

  test("the observation that the unit was asked about is pinned by the question", async () => {
    const { made } = await liveThrough();
    const asked = (await (await at(auditor!, made, "")).json<DiscrepancyDetail>()).events[1]!;
    expect(asked).toMatchObject({ transition: "ask", actor: { role: "auditor" }, evidence: { run: made.lastRunId } });
    await tamper("discrepancy_occurrence", "UPDATE discrepancy_occurrence SET evidence = '{}' WHERE tenant_id = ?1 AND discrepancy_id = ?2", tenant.code, made.id);
    expect(verdicts(await verify(made))).toEqual(["proved", "evidence-altered", "proved", "proved"]);
  });

  test("so is an entry of the log, a signed document, and a record that does not follow from its events", async () => {
    const altered = await liveThrough();
    const { events } = await verify(altered.made);
    await tamper("log_entry", "UPDATE log_entry SET entry = replace(entry, '\"ask\"', '\"asked\"') WHERE tenant_id = ?1 AND idx = ?2", tenant.code, events[1]!.logIndex);
    expect(verdicts(await verify(altered.made))).toEqual(["proved", "entry-altered", "proved", "proved"]);

    const forged = await liveThrough();
    await tamper("submission", "UPDATE submission SET jws = replace(jws, '.', '..') WHERE tenant_id = ?1 AND jti = ?2", tenant.code, forged.jti);
    expect(verdicts(await verify(forged.made))).toEqual(["proved", "proved", "proved", "event-altered"]);

    const closed = await liveThrough();
    await tamper("discrepancy", "UPDATE discrepancy SET state = 'DISMISSED', is_open = 0 WHERE tenant_id = ?1 AND id = ?2", tenant.code, closed.made.id);
    expect(await verify(closed.made)).toMatchObject({ isIntact: false, recordFollows: false });
  });
});
