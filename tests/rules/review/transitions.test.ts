import { describe, expect, test } from "vitest";
import type { Actor, Role } from "../../../worker/kernel/context.ts";
import { discrepancyStates, severityRank, type DiscrepancyState } from "../../../worker/audit/contract.ts";
import { transitionIds } from "../../../worker/review/contract.ts";
import { availableTransitions, checkTransition } from "../../../worker/review/check-transition.ts";
import { UNDO_WITHIN } from "../../../worker/review/contract.ts";
import { GLASS_HOLDS_FOR, MAX_ROUNDS } from "../../../worker/review/limits.ts";
import type { DiscrepancyEvent } from "../../../worker/audit/queries.ts";
import { contestedMovesOf } from "../../../worker/review/may-confirm.ts";
import type { Movable } from "../../../worker/review/movable.ts";

const NOON = Date.parse("2026-04-06T05:00:00Z");
const record = (state: DiscrepancyState, wish: Partial<Movable> = {}): Movable => ({
  tenantId: "H26", state, severity: severityRank("medium"), dueOn: null, graceUntil: null, askers: [], actors: [], requester: null, requestedFrom: null, appeal: null, appealUntil: null,
  snoozed: false, wish: null, glass: null, contested: [], last: null, isBarred: false, ...wish,
});
const person = (tenantCode: string, roles: Role[], id = "off_one", assertedAt: number | null = null): Actor => ({ kind: "officer", id, accounts: [id], tenantCode, roles, assertedAt });
const auditor = person("VN", ["auditor"]);
const supervisor = person("VN", ["supervisor"], "off_boss");
const movesOf = (subject: Movable, actor: Actor, now = NOON) => availableTransitions(subject, actor, now).map(({ id }) => id as string);

/** The table, written out once more by hand: what each side can do from where on an ordinary day. */
const life: Record<DiscrepancyState, { auditor: string[]; supervisor: string[]; officer: string[]; head: string[] }> = {
  NEW: { auditor: ["acknowledge", "ask", "request-dismissal", "assign", "snooze"], supervisor: ["assign"], officer: [], head: [] },
  ACKNOWLEDGED: { auditor: ["ask", "request-dismissal", "assign", "snooze"], supervisor: ["assign"], officer: [], head: [] },
  AWAITING_EXPLANATION: { auditor: ["request-dismissal", "assign", "snooze", "set-due"], supervisor: ["assign"], officer: ["explain", "request-extension"], head: ["explain", "request-extension"] },
  EXPLAINED: { auditor: ["ask", "accept", "uphold", "request-dismissal", "assign", "snooze"], supervisor: ["assign", "request-break-glass"], officer: [], head: [] },
  UPHELD: { auditor: ["request-dismissal", "assign", "snooze", "set-due"], supervisor: ["assign"], officer: ["file-correction", "request-extension"], head: ["file-correction", "appeal", "request-extension"] },
  CORRECTION_FILED: { auditor: ["request-dismissal", "assign", "snooze"], supervisor: ["assign"], officer: [], head: [] },
  DISMISSAL_REQUESTED: { auditor: ["assign"], supervisor: ["approve-dismissal", "deny-dismissal", "assign", "request-break-glass"], officer: [], head: [] },
  APPEALED: { auditor: ["assign"], supervisor: ["grant-appeal", "deny-appeal", "assign", "request-break-glass"], officer: [], head: [] },
  ACCEPTED: { auditor: ["reopen"], supervisor: [], officer: [], head: [] },
  DISMISSED: { auditor: ["reopen"], supervisor: [], officer: [], head: [] },
  VERIFIED_FIXED: { auditor: ["reopen"], supervisor: [], officer: [], head: [] },
};

describe("who can move a discrepancy", () => {
  test.each(discrepancyStates)("in state %s", (state) => {
    const subject = record(state, { dueOn: "2026-04-06", graceUntil: "2026-04-08", appealUntil: "2026-04-20" });
    expect(movesOf(subject, auditor)).toEqual(life[state].auditor);
    expect(movesOf(subject, supervisor)).toEqual(life[state].supervisor);
    expect(movesOf(subject, person("H26", ["officer"]))).toEqual(life[state].officer);
    expect(movesOf(subject, person("H26", ["head"]))).toEqual(life[state].head);
    const onlookers = [person("H26", ["administrator"]), person("H57", ["officer", "head"]), person("VN", ["operator", "administrator"]), person("VN", ["officer", "head"])];
    for (const onlooker of [...onlookers, { kind: "system" } as const, { kind: "stranger" } as const]) expect(movesOf(subject, onlooker)).toEqual([]);
  });

  test("a judge who belongs to the unit, or belonged to it, moves nothing of it", () => {
    for (const state of discrepancyStates) {
      for (const judge of [auditor, supervisor]) for (const subject of [record(state, { tenantId: "VN" }), record(state, { isBarred: true })]) expect(movesOf(subject, judge)).toEqual([]);
    }
    expect(checkTransition("accept", record("EXPLAINED", { isBarred: true }), auditor, NOON)).toMatchObject({ isAllowed: false, code: "self-approval" });
  });

  test("auditors exist only in the authority, whatever a role says", () => {
    for (const state of discrepancyStates) expect(movesOf(record(state), person("H57", ["auditor", "supervisor"]))).toEqual([]);
  });

  test("every available move passes the check and every other is refused with a reason", () => {
    for (const state of discrepancyStates) {
      for (const actor of [auditor, supervisor, person("H26", ["head"])]) {
        const available = movesOf(record(state), actor);
        for (const id of transitionIds) {
          const verdict = checkTransition(id, record(state), actor, NOON);
          expect(verdict.isAllowed || verdict.code === "step-up-required").toBe(available.includes(id));
          if (!verdict.isAllowed) expect(verdict.detail.length).toBeGreaterThan(20);
        }
      }
    }
  });
});

describe("conditions", () => {
  test("a contested decision is confirmed by another person who could decide so, or countered by opening it anew", () => {
    const contested = [{ jti: "j", roles: ["auditor"] as const, barred: ["off_thief"] }];
    for (const state of discrepancyStates) {
      const subject = record(state, { contested });
      expect(movesOf(subject, auditor), state).toEqual(expect.arrayContaining(["reopen", "confirm-decision"]));
      expect(movesOf(subject, person("VN", ["auditor"], "off_thief")), state).not.toContain("confirm-decision");
      expect(movesOf(subject, supervisor), state).not.toContain("confirm-decision");
      expect(movesOf(record(state), auditor), state).not.toContain("confirm-decision");
    }
    expect(checkTransition("confirm-decision", record("UPHELD", { contested }), supervisor, NOON)).toMatchObject({ code: "transition-refused" });
    expect(checkTransition("reopen", record("UPHELD"), auditor, NOON)).toMatchObject({ code: "transition-refused" });
  });

  test("whom a move would have barred does not confirm it: the asker of a severe one, the requester of a dismissal, whoever acted before an appeal", () => {
    const event = (version: number, transition: string, actorId: string, contested: DiscrepancyEvent["contested"] = null, submissionJti: string | null = null) => ({ version, transition, actorId, contested, submissionJti, bulkId: null }) as DiscrepancyEvent;
    const open = { confirmedJti: null, counteredIndex: null };
    const barredOf = (life: DiscrepancyEvent[], severity: "medium" | "high" = "high") => contestedMovesOf(life, { severity: severityRank(severity), actors: life.map(({ actorId }) => actorId) }).map(({ jti, roles, barred }) => [jti, roles.join(), barred.toSorted().join()]);
    const accepted = [event(1, "ask", "off_a"), event(2, "accept", "off_b", open, "j")];
    expect(barredOf(accepted)).toEqual([["j", "auditor", "off_a,off_b"]]);
    expect(barredOf(accepted, "medium")).toEqual([["j", "auditor", "off_b"]]);
    expect(barredOf([event(1, "request-dismissal", "off_a"), event(2, "approve-dismissal", "off_b", open, "j")])).toEqual([["j", "supervisor", "off_a,off_b"]]);
    expect(barredOf([event(1, "ask", "off_a"), event(2, "deny-appeal", "off_b", open, "j"), event(3, "ask", "off_c")]).flatMap(([, , barred]) => barred)).toEqual(["off_a,off_b,off_b,off_c"]);
    expect(barredOf([event(1, "uphold", "off_a", { confirmedJti: "c", counteredIndex: null }, "j"), event(2, "confirm-decision", "off_b", open, "c")])).toEqual([["c", "auditor,supervisor", "off_a,off_b"]]);
    expect(barredOf([event(1, "explain", "off_unit", open, "j")]), "a unit's own document is the unit's to confirm").toEqual([["j", "", "off_unit"]]);
    expect(barredOf([{ ...event(1, "uphold", "off_a", open, "m"), bulkId: "blk_1" }]), "one of many under one signature is opened anew").toEqual([["m", "", "off_a"]]);
    expect(barredOf([event(1, "uphold", "off_a", { confirmedJti: null, counteredIndex: 9 }, "j"), event(2, "file-correction", "off_u", open, "r")])).toEqual([]);
  });

  test("a unit that does not answer is upheld after the due day and the days of grace, Vietnamese time", () => {
    const waiting = record("AWAITING_EXPLANATION", { dueOn: "2026-04-06", graceUntil: "2026-04-08" });
    expect(movesOf(waiting, auditor, Date.parse("2026-04-08T16:59:59Z"))).not.toContain("uphold");
    expect(checkTransition("uphold", waiting, auditor, NOON)).toMatchObject({ code: "transition-refused" });
    expect(movesOf(waiting, auditor, Date.parse("2026-04-08T17:00:00Z"))).toContain("uphold");
    expect(movesOf(waiting, person("H26", ["officer"]), Date.parse("2026-04-20T00:00:00Z"))).toEqual(["explain"]);
  });

  test("after two rounds nobody asks again", () => {
    const asked = (rounds: number) => record("EXPLAINED", { askers: Array.from({ length: rounds }, () => "off_other") });
    expect(movesOf(asked(MAX_ROUNDS - 1), auditor)).toContain("ask");
    expect(movesOf(asked(MAX_ROUNDS), auditor)).not.toContain("ask");
    expect(checkTransition("ask", asked(MAX_ROUNDS), auditor, NOON)).toMatchObject({ code: "transition-refused" });
  });

  test.each([["high", true], ["critical", true], ["medium", false], ["info", false]] as const)("severity %s: the one who asked does not accept: %s", (severity, needsSecond) => {
    const mine = record("EXPLAINED", { severity: severityRank(severity), askers: ["off_one"] });
    expect(movesOf(mine, auditor).includes("accept")).toBe(!needsSecond);
    expect(movesOf(mine, person("VN", ["auditor"], "off_two"))).toContain("accept");
    expect(movesOf(mine, auditor)).toContain("uphold");
    if (needsSecond) expect(checkTransition("accept", mine, auditor, NOON)).toMatchObject({ code: "self-approval" });
  });

  test("who requested a dismissal does not decide about it, not even as a supervisor", () => {
    const requested = record("DISMISSAL_REQUESTED", { requester: "off_boss", requestedFrom: "NEW" });
    expect(checkTransition("approve-dismissal", requested, person("VN", ["auditor", "supervisor"], "off_boss"), NOON)).toMatchObject({ code: "self-approval" });
    expect(checkTransition("approve-dismissal", requested, person("VN", ["supervisor"], "off_two"), NOON)).toMatchObject({ isAllowed: true });
  });

  test("an appeal is decided by somebody who never acted before, and is made once and in time", () => {
    const appealed = record("APPEALED", { actors: ["off_boss"] });
    expect(checkTransition("grant-appeal", appealed, supervisor, NOON)).toMatchObject({ code: "self-approval" });
    const head = person("H26", ["head"]);
    expect(checkTransition("appeal", record("UPHELD", { appealUntil: "2026-04-06" }), head, NOON)).toMatchObject({ isAllowed: true });
    expect(checkTransition("appeal", record("UPHELD", { appealUntil: "2026-04-05" }), head, NOON)).toMatchObject({ code: "transition-refused" });
    expect(checkTransition("appeal", record("UPHELD", { appealUntil: "2026-04-20", appeal: "denied" }), head, NOON)).toMatchObject({ code: "transition-refused" });
    expect(checkTransition("appeal", record("UPHELD", { appealUntil: "2026-04-20" }), person("H26", ["officer"]), NOON)).toMatchObject({ code: "not-permitted" });
  });

  test("an own unsigned move is undone for ten seconds", () => {
    const just = (change: object = {}) => record("ACKNOWLEDGED", { last: { actorId: "off_one", at: NOON, isSigned: false, isUndone: false, ...change } });
    expect(movesOf(just(), auditor, NOON + UNDO_WITHIN - 1)).toContain("undo");
    expect(movesOf(just(), auditor, NOON + UNDO_WITHIN)).not.toContain("undo");
    for (const change of [{ actorId: "off_two" }, { isSigned: true }, { isUndone: true }]) expect(movesOf(just(change), auditor)).not.toContain("undo");
  });

  test("the glass is broken by an operator, within a day of a supervisor's request, and only by people who just proved to be there", () => {
    const stuck = record("APPEALED", { glass: { by: "off_boss", at: NOON } });
    const operator = (assertedAt: number | null, id = "off_op") => person("VN", ["operator"], id, assertedAt);
    expect(checkTransition("break-glass", stuck, operator(NOON), NOON)).toMatchObject({ isAllowed: true, transition: { to: "ACKNOWLEDGED" } });
    expect(checkTransition("break-glass", stuck, operator(null), NOON)).toMatchObject({ code: "step-up-required" });
    expect(movesOf(stuck, operator(null))).toEqual(["break-glass"]);
    expect(checkTransition("break-glass", stuck, operator(NOON, "off_boss"), NOON)).toMatchObject({ code: "self-approval" });
    expect(checkTransition("break-glass", stuck, operator(NOON + GLASS_HOLDS_FOR), NOON + GLASS_HOLDS_FOR)).toMatchObject({ code: "transition-refused" });
    expect(checkTransition("break-glass", record("APPEALED"), operator(NOON), NOON)).toMatchObject({ code: "transition-refused" });
    expect(checkTransition("request-break-glass", record("APPEALED"), person("VN", ["supervisor"], "off_boss", NOON), NOON)).toMatchObject({ isAllowed: true });
    expect(checkTransition("request-break-glass", record("UPHELD"), person("VN", ["supervisor"], "off_boss", NOON), NOON)).toMatchObject({ code: "transition-refused" });
  });
});
