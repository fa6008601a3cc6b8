import { expect, test } from "vitest";
import { riskRuleIds } from "../../worker/audit/access-path.ts";
import { auditRules } from "../../worker/audit/rules/registry.ts";
import { migratedDatabase } from "./migrated-databases.ts";

test("the index of the rules that only raise questions has exactly those of the code", () => {
  expect([...riskRuleIds]).toEqual(auditRules.filter(({ isRisk }) => isRisk).map(({ id }) => id).toSorted());
  const { sql } = migratedDatabase("ledger").prepare("SELECT sql FROM sqlite_master WHERE name = 'discrepancy_of_risk'").get() as { sql: string };
  expect([...sql.matchAll(/'(R\d\d)'/g)].map(([, id]) => id)).toEqual([...riskRuleIds]);
});
