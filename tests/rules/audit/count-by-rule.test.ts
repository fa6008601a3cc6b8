import { expect, test } from "vitest";
import type { Severity } from "../../../worker/audit/contract.ts";
import { countByRule } from "../../../worker/audit/rules/count-by-rule.ts";

const found = (...ones: [print: string, rule: string, severity: Severity][]) => new Map(ones.map(([print, rule, severity]) => [print, { rule, severity }]));

test("a trial counts rule by rule what opens, closes and stays, and of what stays how much is more or less severe", () => {
  const before = found(["a", "R07", "medium"], ["b", "R07", "medium"], ["c", "R07", "high"], ["d", "R44", "high"]);
  const after = found(["a", "R07", "high"], ["b", "R07", "medium"], ["c", "R07", "low"], ["e", "R07", "low"], ["f", "R09", "info"]);
  expect(countByRule(before, after)).toEqual([
    { rule: "R07", opened: 1, closed: 0, kept: 3, raised: 1, lowered: 1 },
    { rule: "R09", opened: 1, closed: 0, kept: 0, raised: 0, lowered: 0 },
    { rule: "R44", opened: 0, closed: 1, kept: 0, raised: 0, lowered: 0 },
  ]);
  expect(countByRule(before, before).every(({ opened, closed, raised, lowered }) => opened + closed + raised + lowered === 0)).toBe(true);
  expect(countByRule(found(), found())).toEqual([]);
});
