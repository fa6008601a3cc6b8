import { expect, test } from "vitest";
import { auditRules, pastRules } from "../../worker/audit/rules/registry.ts";
import { outlierMethods } from "../../worker/audit/contract.ts";
import { audits as auditsEnglish } from "../../web/words/en/audits.ts";
import { audits as auditsVietnamese } from "../../web/words/vi/audits.ts";
import { evidence } from "../../web/words/vi/evidence.ts";
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

test("every number of a rule set has a name in words, and every way of telling outliers", () => {
  const snake = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`).replaceAll("-", "_");
  const parameters = new Set([...auditRules, ...pastRules].flatMap(({ defaults }) => Object.keys(defaults.parameters)).map((name) => `parameter_${snake(name)}`));
  for (const words of [auditsVietnamese, auditsEnglish]) expect(Object.keys(words).filter((key) => key.startsWith("parameter_")).toSorted()).toEqual([...parameters].toSorted());
  expect(Object.keys(evidence).filter((key) => key.startsWith("outlier_")).toSorted()).toEqual(outlierMethods.map((method) => `outlier_${snake(method)}`).toSorted());
});

test("the form of printed rates offers every definition there is, and none that is not", () => {
  expect(offeredDefinitions.toSorted()).toEqual(["none", ...Object.keys(rateDefinitions)].toSorted());
});
