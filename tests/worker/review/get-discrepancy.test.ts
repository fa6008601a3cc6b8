import { base64url } from "jose";
import { describe, expect, test } from "vitest";
import { getHolidays } from "../../../worker/directory/queries.ts";
import { dayAt } from "../../../worker/kernel/windows.ts";
import { addWorkingDays } from "../../../worker/kernel/working-days.ts";
import type { DiscrepancyDetail } from "../../../worker/review/contract.ts";
import { ask, refusalOf } from "../ask.ts";
import { asPerson, contextFor, makeAuthority, makeOfficer, makeTenant } from "../make-tenant.ts";
import { makeDiscrepancy } from "./make-discrepancy.ts";

describe("one discrepancy", () => {
  test("shows both sides, the rule in words, the window, the evidence of each run and its life", async () => {
    const [authority, tenant] = [await makeAuthority(), await makeTenant({ ledger: "LEDGER_2" })];
    const [auditor, officer] = [await makeOfficer(authority, ["auditor"]), await makeOfficer(tenant)];
    const made = await makeDiscrepancy(tenant, { state: "AWAITING_EXPLANATION", askedBy: auditor, dueOn: "2999-12-31" });
    const response = await ask(`/v1/t/${tenant.code}/discrepancies/${made.id}`, { headers: asPerson(officer) });
    expect(response.status).toBe(200);
    expect(response.headers.get("ETag")).toBe('"2"');
    const shown = await response.json<DiscrepancyDetail>();
    expect(shown).toMatchObject({
      id: made.id, tenant: { code: tenant.code }, reported: 40, actual: 10, difference: 30, dueOn: "2999-12-31", version: 2, window: { from: "2025-12-15", to: "2026-03-14" },
      occurrences: [{ run: made.lastRunId, severity: "medium", reported: 40, actual: 10, evidence: { counters: { onlineFull: 10 } } }],
      events: [
        { version: 1, transition: "open", from: null, to: "NEW", actor: { id: "system", tenant: tenant.code, name: null }, submission: null },
        { version: 2, transition: "ask", from: "NEW", to: "AWAITING_EXPLANATION", actor: { id: auditor.id, tenant: "VN", name: auditor.name }, dueOn: "2999-12-31" },
      ],
      available_transitions: [
        { id: "explain", requires: ["signed"], signed: true, form: "explanation" },
        { id: "request-extension", requires: ["wishedOn", "comment"], signed: false, form: null },
      ],
    });
    for (const words of [shown.ruleText.nameVi, shown.ruleText.nameEn, shown.ruleText.definitionVi, shown.ruleText.definitionEn]) expect(words.length).toBeGreaterThan(5);
  });

  test("says what a signature about it states, what its days are, and the hash of each event in the log", async () => {
    const [authority, tenant] = [await makeAuthority(), await makeTenant()];
    const auditor = await makeOfficer(authority, ["auditor"]);
    const { central, ledger } = contextFor(tenant);
    const holidays = await getHolidays(central);
    const today = dayAt(Date.now());
    const made = await makeDiscrepancy(tenant, { state: "UPHELD", severity: "critical", after: [{ transition: "set-due", to: "UPHELD", dueOn: addWorkingDays(today, 4, holidays) }] });
    const shown = await (await ask(`/v1/t/${tenant.code}/discrepancies/${made.id}`, { headers: asPerson(auditor) })).json<DiscrepancyDetail>();
    expect(shown).toMatchObject({
      matter: { version: made.version, rule: "R07", ruleVersion: "1.0", subject: made.subject, name: made.subjectNameVi, period: "2026-Q1", measure: "filings-online", reported: 40, actual: 10 },
      daysGiven: { explain: addWorkingDays(today, 3, holidays), correct: addWorkingDays(today, 5, holidays) },
      appealUntil: addWorkingDays(dayAt(Date.now() - 3_600_000), 15, holidays), dueIn: 4,
    });
    const { results } = await ledger.prepare("SELECT leaf FROM log_entry WHERE tenant_id = ? AND idx = ?").bind(tenant.code, shown.events[0]!.logIndex).all<{ leaf: number[] }>();
    expect(shown.events[0]!.leaf).toBe(base64url.encode(new Uint8Array(results[0]!.leaf)));
    expect(shown.events.at(-1)!.actor.role).toBe(null);
  });

  test("an auditor and a supervisor see their own moves", async () => {
    const [authority, tenant] = [await makeAuthority(), await makeTenant()];
    const made = await makeDiscrepancy(tenant, { state: "EXPLAINED" });
    const movesOf = async (role: "auditor" | "supervisor") => {
      const response = await ask(`/v1/t/${tenant.code}/discrepancies/${made.id}`, { headers: asPerson(await makeOfficer(authority, [role])) });
      return (await response.json<DiscrepancyDetail>()).available_transitions.map(({ id }) => id);
    };
    expect(await movesOf("auditor")).toEqual(["ask", "accept", "uphold", "request-dismissal", "assign", "snooze"]);
    expect(await movesOf("supervisor")).toEqual(["assign", "request-break-glass"]);
  });

  test("does not exist for others, under another tenant's address, or when nobody made it", async () => {
    const [one, other] = [await makeTenant({ ledger: "LEDGER_1" }), await makeTenant({ ledger: "LEDGER_1" })];
    const officer = await makeOfficer(other, ["head", "administrator"]);
    const { id } = await makeDiscrepancy(one);
    for (const path of [`/v1/t/${one.code}/discrepancies/${id}`, `/v1/t/${other.code}/discrepancies/${id}`, `/v1/t/${other.code}/discrepancies/dis_nobody`]) {
      expect(await refusalOf(await ask(path, { headers: asPerson(officer) }))).toEqual([404, "not-found"]);
    }
    expect(await refusalOf(await ask(`/v1/t/${one.code}/discrepancies/${id}`))).toEqual([401, "sign-in-required"]);
  });
});

describe("the life of a discrepancy", () => {
  test("is neither edited nor deleted nor given a gap by anybody with the database in hand", async () => {
    const tenant = await makeTenant();
    const { ledger } = contextFor(tenant);
    const { id, version } = await makeDiscrepancy(tenant, { state: "ACKNOWLEDGED" });
    const write = (sql: string, ...more: (string | number)[]) => ledger.prepare(sql).bind(tenant.code, id, ...more).run();
    const insert = "INSERT INTO discrepancy_event (tenant_id, discrepancy_id, version, transition, from_state, to_state, actor_id, actor_tenant_id, at, log_idx) VALUES (?, ?, ?, 'dismiss', ?, 'DISMISSED', 'off_x', 'VN', 0, 0)";
    await expect(write("UPDATE discrepancy_event SET comment = 'never said' WHERE tenant_id = ? AND discrepancy_id = ?")).rejects.toThrow(/never changed/);
    await expect(write("DELETE FROM discrepancy_event WHERE tenant_id = ? AND discrepancy_id = ?")).rejects.toThrow(/never deleted/);
    await expect(write(insert, version + 2, "ACKNOWLEDGED")).rejects.toThrow(/has changed/);
    await expect(write(insert, version + 1, "NEW")).rejects.toThrow(/has changed/);
    await expect(write(insert, version, "NEW")).rejects.toThrow();
    for (const there of [1, version]) await expect(write(insert.replace("INSERT", "INSERT OR REPLACE"), there, "ACKNOWLEDGED")).rejects.toThrow(/has changed/);
    for (const set of ["state = 'DISMISSED', is_open = 0", "is_open = 0", "version = version + 1", "assignee = 'off_x'", "due_on = '2999-12-31'", "snoozed = 1", "appeal = 'granted'"]) {
      await expect(write(`UPDATE discrepancy SET ${set} WHERE tenant_id = ? AND id = ?`)).rejects.toThrow(/moves by its events/);
    }
  });
});
