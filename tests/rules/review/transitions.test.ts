import { describe, expect, test } from "vitest";
import type { Actor, Role } from "../../../worker/kernel/context.ts";
import { discrepancyStates, severityRank, type DiscrepancyState } from "../../../worker/audit/contract.ts";
import { transitionIds } from "../../../worker/review/contract.ts";
import { availableTransitions, checkTransition, MAX_ROUNDS, type Movable } from "../../../worker/review/transitions.ts";

const NOON = Date.parse("2026-04-06T05:00:00Z");
const record = (state: DiscrepancyState, wish: Partial<Movable> = {}): Movable => ({ tenantId: "H26", state, severity: severityRank("medium"), dueOn: null, askers: [], ...wish });
const person = (tenantCode: string, roles: Role[], id = "off_one"): Actor => ({ kind: "officer", id, tenantCode, roles });
const auditor = person("VN", ["auditor"]);
const movesOf = (subject: Movable, actor: Actor, now = NOON) => availableTransitions(subject, actor, now).map(({ id }) => id);

/** review.md, the short form: who can do what from where, written out once more by hand. */
const life: Record<DiscrepancyState, { auditor: string[]; unit: string[] }> = {
  NEW: { auditor: ["acknowledge", "ask", "dismiss"], unit: [] },
  ACKNOWLEDGED: { auditor: ["ask", "dismiss"], unit: [] },
  AWAITING_EXPLANATION: { auditor: [], unit: ["explain"] },
  EXPLAINED: { auditor: ["ask", "accept", "uphold", "dismiss"], unit: [] },
  UPHELD: { auditor: [], unit: [] },
  ACCEPTED: { auditor: [], unit: [] },
  DISMISSED: { auditor: [], unit: [] },
  VERIFIED_FIXED: { auditor: [], unit: [] },
};

describe("who can move a discrepancy", () => {
  test.each(discrepancyStates)("in state %s", (state) => {
    const subject = record(state, { dueOn: "2026-04-06" });
    expect(movesOf(subject, auditor)).toEqual(life[state].auditor);
    expect(movesOf(subject, person("H26", ["officer"]))).toEqual(life[state].unit);
    expect(movesOf(subject, person("H26", ["head"]))).toEqual(life[state].unit);
    const onlookers = [person("H26", ["administrator"]), person("H57", ["officer", "head"]), person("VN", ["supervisor", "operator", "administrator"]), person("VN", ["officer", "head"])];
    for (const onlooker of [...onlookers, { kind: "system" } as const, { kind: "stranger" } as const]) expect(movesOf(subject, onlooker)).toEqual([]);
  });

  test("an auditor who belongs to the unit moves nothing of it", () => {
    for (const state of discrepancyStates) expect(movesOf(record(state, { tenantId: "VN" }), auditor)).toEqual([]);
    expect(checkTransition("dismiss", record("NEW", { tenantId: "VN" }), auditor, NOON)).toMatchObject({ isAllowed: false, code: "self-approval" });
  });

  test("auditors exist only in the authority, whatever a role says", () => {
    for (const state of discrepancyStates) expect(movesOf(record(state), person("H57", ["auditor"]))).toEqual([]);
  });

  test("every available move passes the check and every other is refused with a reason", () => {
    for (const state of discrepancyStates) {
      for (const actor of [auditor, person("H26", ["head"])]) {
        const available = movesOf(record(state), actor);
        for (const id of transitionIds) {
          const verdict = checkTransition(id, record(state), actor, NOON);
          expect(verdict.isAllowed).toBe((available as string[]).includes(id));
          if (!verdict.isAllowed) expect(verdict.detail.length).toBeGreaterThan(20);
        }
      }
    }
  });
});

describe("conditions", () => {
  test("a unit that does not answer is upheld from the day after its due day, Vietnamese time", () => {
    const waiting = record("AWAITING_EXPLANATION", { dueOn: "2026-04-06" });
    expect(movesOf(waiting, auditor, Date.parse("2026-04-06T16:59:59Z"))).toEqual([]);
    expect(checkTransition("uphold", waiting, auditor, NOON)).toMatchObject({ code: "transition-refused" });
    expect(movesOf(waiting, auditor, Date.parse("2026-04-06T17:00:00Z"))).toEqual(["uphold"]);
    expect(movesOf(waiting, person("H26", ["officer"]), Date.parse("2026-04-09T00:00:00Z"))).toEqual(["explain"]);
  });

  test("after two rounds nobody asks again", () => {
    const asked = (rounds: number) => record("EXPLAINED", { askers: Array.from({ length: rounds }, () => "off_other") });
    expect(movesOf(asked(MAX_ROUNDS - 1), auditor)).toContain("ask");
    expect(movesOf(asked(MAX_ROUNDS), auditor)).toEqual(["accept", "uphold", "dismiss"]);
    expect(checkTransition("ask", asked(MAX_ROUNDS), auditor, NOON)).toMatchObject({ code: "transition-refused" });
  });

  test.each([["high", true], ["critical", true], ["medium", false], ["info", false]] as const)("severity %s: the one who asked does not accept: %s", (severity, needsSecond) => {
    const mine = record("EXPLAINED", { severity: severityRank(severity), askers: ["off_one"] });
    expect(movesOf(mine, auditor).includes("accept")).toBe(!needsSecond);
    expect(movesOf(mine, person("VN", ["auditor"], "off_two"))).toContain("accept");
    expect(movesOf(mine, auditor)).toContain("uphold");
    if (needsSecond) expect(checkTransition("accept", mine, auditor, NOON)).toMatchObject({ code: "self-approval" });
  });

  test("a move says what it asks for and whether it is signed", () => {
    expect(availableTransitions(record("EXPLAINED"), auditor, NOON)).toEqual([
      { id: "ask", requires: ["question"], signed: false, form: null },
      { id: "accept", requires: ["signed"], signed: true, form: "decision" },
      { id: "uphold", requires: ["signed"], signed: true, form: "decision" },
      { id: "dismiss", requires: ["signed"], signed: true, form: "decision" },
    ]);
    expect(availableTransitions(record("AWAITING_EXPLANATION"), person("H26", ["head"]), NOON)).toEqual([{ id: "explain", requires: ["signed"], signed: true, form: "explanation" }]);
  });
});
