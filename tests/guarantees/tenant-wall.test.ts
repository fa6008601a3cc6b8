import type { DatabaseSync, SQLInputValue } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { listTables, migratedDatabase } from "./migrated-databases.ts";

type Column = { name: string; type: string; notnull: number; pk: number };

const tables = listTables("ledger");
/**
 * Written a thousand rows at a time, so it has no foreign key of its own: each insert stands in one batch with the log entry
 * and the filing_batch of the same tenant, which the wall stops.
 */
const behindAnother = ["filing_event"];

describe("a ledger", () => {
  test.each(tables)("$name has the tenant first in its key or in an index", ({ name, columns }) => {
    expect(columns).toContain("tenant_id");
    const database = migratedDatabase("ledger");
    const leading = database.prepare("SELECT x.name FROM pragma_index_list(?) i JOIN pragma_index_info(i.name) x ON x.seqno = 0").all(name).map((row) => row["name"]);
    const key = database.prepare("SELECT name FROM pragma_table_info(?) WHERE pk = 1").get(name)?.["name"];
    expect([...leading, key]).toContain("tenant_id");
  });

  test.each(tables.filter(({ name }) => name !== "ledger_tenant" && !behindAnother.includes(name)))("$name refuses a row of a tenant that does not live here", ({ name }) => {
    expect(() => insert(migratedDatabase("ledger"), name, "H99")).toThrow("FOREIGN KEY constraint failed");
  });

  test.each(["officer_role", "officer_past_unit", "session", "passkey", "enrolment", "oidc_subject", "saved_view", "view_subscription", "view_digest", "audit_figure", "window_figure", "discrepancy_event", "discrepancy_occurrence", "discrepancy_comment", "discrepancy_draft", "notification", "second_review", "withheld_discrepancy", "withheld_submission", "bulk_item", "decided_part", "back_test_result", "extension", "signing_key_event", "contested_submission", "contested_move", "contested_batch", "attachment", "submission_attachment", "crl_source", "revocation_list", "webhook_delivery"])("%s refuses a row of one tenant that points at another's", (name) => {
    const database = migratedDatabase("ledger");
    for (const tenant of ["H26", "H29"]) database.prepare("INSERT INTO ledger_tenant VALUES (?)").run(tenant);
    const parents = ["officer", "audit_run", "discrepancy", "discrepancy_event", "bulk_move", "log_entry", "signing_key", "submission", "filing_batch", "back_test", "attachment", "trust_anchor"];
    for (const parent of parents) insert(database, parent, "H26");
    expect(() => insert(database, name, "H29")).toThrow("FOREIGN KEY constraint failed");
    if (!parents.includes(name)) insert(database, name, "H26");
  });

  test("no table deletes by cascade", () => {
    const database = migratedDatabase("ledger");
    for (const { name } of tables) {
      const actions = database.prepare("SELECT on_delete, on_update FROM pragma_foreign_key_list(?)").all(name);
      for (const action of actions) expect(action, name).toMatchObject({ on_delete: "NO ACTION", on_update: "NO ACTION" });
    }
  });
});

/** A row with something in every column that must have something; ids are all `x`, so children find their parents. */
function insert(database: DatabaseSync, table: string, tenant: string): void {
  const columns = database.prepare("SELECT name, type, \"notnull\", pk FROM pragma_table_info(?)").all(table) as unknown as Column[];
  const filled = columns.filter((column) => column.notnull === 1 || column.pk > 0);
  const valueOf = ({ name, type }: Column): SQLInputValue => (name === "tenant_id" ? tenant : type.toUpperCase() === "INTEGER" ? (name === "version" || name === "number" ? 1 : 0) : "x");
  database.prepare(`INSERT INTO ${table} (${filled.map(({ name }) => name).join(", ")}) VALUES (${filled.map(() => "?").join(", ")})`).run(...filled.map(valueOf));
}
