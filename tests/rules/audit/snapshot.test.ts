import { expect, test } from "vitest";
import { findingsDigestOf } from "../../../worker/audit/findings-digest.ts";
import { defaultRuleSet } from "../../../worker/audit/rules/default-rule-set.ts";
import { checkFacts } from "../../../worker/audit/rules/rule-set.ts";
import { fromSnapshot, settleClock, toSnapshot } from "../../../worker/audit/snapshot.ts";
import { startOfDay } from "../../../worker/kernel/windows.ts";
import { fieldRow, fieldsFacts, makeCounts, makeFacts, makeService } from "./make-facts.ts";

test("facts that were kept are the same facts: the same findings byte for byte", async () => {
  const facts = settleClock(fieldsFacts([fieldRow({ c4: 900 })], { counts: new Map([["1.000001", makeCounts({ onlineFull: 3 })]]) }));
  const kept = await toSnapshot(facts);
  const again = fromSnapshot(kept.bytes);
  expect(checkFacts(again, defaultRuleSet)).toEqual(checkFacts(facts, defaultRuleSet));
  expect(checkFacts(facts, defaultRuleSet).length).toBeGreaterThan(0);
  expect(await findingsDigestOf(checkFacts(again, defaultRuleSet))).toBe(await findingsDigestOf(checkFacts(facts, defaultRuleSet)));
  expect(await toSnapshot(again)).toEqual(kept);
});

test("no number and 0 stay different facts", async () => {
  const known = makeFacts({ services: [makeService("1.000001")], counts: new Map() });
  const zero = { ...known, counts: new Map([["1.000001", makeCounts({})]]) };
  expect((await toSnapshot(known)).digest).not.toBe((await toSnapshot(zero)).digest);
  expect(fromSnapshot((await toSnapshot(known)).bytes).report).toEqual(known.report);
});

test("rules see one of two clocks: before the deadline, or when it passed", () => {
  const facts = makeFacts({ dueOn: "2026-03-20" });
  const clock = (instant: string) => settleClock({ ...facts, now: Date.parse(instant) }).now;
  const deadline = startOfDay("2026-03-21");
  expect(clock("2027-01-01T00:00:00Z")).toBe(deadline);
  expect(clock("2026-03-20T17:00:00Z")).toBe(deadline);
  expect(clock("2026-03-20T16:59:59.999Z")).toBeLessThan(deadline);
  expect(clock("2026-03-20T16:59:59.999Z")).toBe(clock("2026-03-16T00:00:00Z"));
});
