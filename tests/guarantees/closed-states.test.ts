import { expect, test } from "vitest";
import { closedStates } from "../../worker/audit/contract.ts";
import { migratedDatabase } from "./migrated-databases.ts";

test("the triggers of a ledger close a discrepancy in the states that the code calls closed, and in no other", () => {
  const triggers = migratedDatabase("ledger").prepare("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%is_open%'").all() as { name: string; sql: string }[];
  const lists = triggers.flatMap(({ sql }) => [...sql.matchAll(/is_open = \(?NEW\.(?:to_)?state NOT IN \(([^)]*)\)/g)].map(([, list]) => list!.split(",").map((state) => state.trim().slice(1, -1))));
  expect(lists.length).toBeGreaterThanOrEqual(2);
  for (const list of lists) expect(list.toSorted()).toEqual(closedStates.toSorted());
});
