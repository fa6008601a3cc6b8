import { readdirSync, readFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";

export type Table = { name: string; columns: string[]; withoutRowid: boolean };

/** The tables that the migrations of a folder make, as SQLite itself describes them. */
export function listTables(folder: "central" | "ledger"): Table[] {
  const database = migratedDatabase(folder);
  const tables = database.prepare("SELECT name, wr FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name").all();
  return tables.map(({ name, wr }) => ({
    name: String(name),
    withoutRowid: wr === 1,
    columns: database.prepare("SELECT name FROM pragma_table_info(?)").all(String(name)).map((column) => String(column["name"])),
  }));
}

/** An empty database in memory with the migrations of a folder, all or those before `until`; foreign keys are on, as in D1. */
export function migratedDatabase(folder: "central" | "ledger", until?: string): DatabaseSync {
  const database = new DatabaseSync(":memory:");
  migrate(database, folder, (name) => until === undefined || name < until);
  return database;
}

/** Applies the migrations of a folder that are wanted, by their names, in order. */
export function migrate(database: DatabaseSync, folder: "central" | "ledger", isWanted: (name: string) => boolean): void {
  for (const file of readdirSync(`migrations/${folder}`).filter((name) => name.endsWith(".sql") && isWanted(name)).sort()) {
    database.exec(readFileSync(`migrations/${folder}/${file}`, "utf8"));
  }
}
