import { readdirSync, readFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { factTables, literal, type Cell, type FactTable } from "./facts-sql.ts";

const folder = new URL("../../migrations/central/", import.meta.url);

/** CENTRAL as its migrations leave it, in memory. */
export function migratedCentral(): DatabaseSync {
  const database = new DatabaseSync(":memory:");
  for (const file of readdirSync(folder).filter((name) => name.endsWith(".sql")).toSorted()) database.exec(readFileSync(new URL(file, folder), "utf8"));
  return database;
}

/**
 * The statements that bring CENTRAL from where its migrations leave it to what the lists say: rows that are new or say something
 * else. Throws for a row that is no longer in the lists: a fact ends by a day, it is not deleted.
 */
export function factsDifference(database: DatabaseSync): string[] {
  return factTables().flatMap((table) => differenceOf(database, table));
}

/** What two persons decided in the console stays so when the lists learn something later. */
const decidable = new Set(["holiday"]);

function differenceOf(database: DatabaseSync, { name, key, columns, rows }: FactTable): string[] {
  const stored = new Map(database.prepare(`SELECT ${columns.join(", ")} FROM ${name}`).all().map((row) => [keyIn(row, key), columns.map((column) => row[column] as Cell)]));
  const wanted = rows.map((cells) => ({ cells, id: keyIn(Object.fromEntries(columns.map((column, i) => [column, cells[i]])), key) }));
  const gone = [...stored.keys()].filter((id) => !wanted.some((row) => row.id === id));
  if (gone.length > 0) throw new Error(`${name}: ${gone.join("; ")} is in the migrations and no longer in the lists`);
  return wanted
    .filter(({ id, cells }) => JSON.stringify(stored.get(id)) !== JSON.stringify(cells))
    .map(({ cells }) => `INSERT INTO ${name} (${columns.join(", ")}) VALUES (${cells.map(literal).join(", ")})
  ON CONFLICT (${key.join(", ")}) DO UPDATE SET ${columns.filter((column) => !key.includes(column)).map((column) => `${column} = excluded.${column}`).join(", ")}${decidable.has(name) ? ` WHERE ${name}.decision IS NULL` : ""};`);
}

function keyIn(row: Record<string, unknown>, key: readonly string[]): string {
  return key.map((column) => String(row[column])).join(" ");
}
