import { expect, test } from "vitest";
import { auditRules } from "../../worker/audit/rules/registry.ts";
import { discrepancies as english } from "../../web/words/en/discrepancies.ts";
import { discrepancies as vietnamese } from "../../web/words/vi/discrepancies.ts";
import { offeredDefinitions } from "../../worker/forms/national/printed-rates.ts";
import { rateDefinitions } from "../../worker/statistics/definitions.ts";

test.each(auditRules.map(({ id, nameVi, nameEn }) => ({ id, nameVi, nameEn })))("$id is called on every screen what the rule calls itself", ({ id, nameVi, nameEn }) => {
  const key = `rule_${id.toLowerCase()}` as keyof typeof vietnamese;
  expect([vietnamese[key], english[key]]).toEqual([nameVi, nameEn]);
});

test("no screen names a rule that is not there", () => {
  const named = Object.keys(vietnamese).filter((key) => /^rule_r\d+$/.test(key));
  expect(named.toSorted()).toEqual(auditRules.map(({ id }) => `rule_${id.toLowerCase()}`).toSorted());
});

test("the form of printed rates offers every definition there is, and none that is not", () => {
  expect(offeredDefinitions.toSorted()).toEqual(["none", ...Object.keys(rateDefinitions)].toSorted());
});
