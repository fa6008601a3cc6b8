import { readdirSync, readFileSync } from "node:fs";
import { ledgerNames } from "../../worker/kernel/context.ts";
import type { LocalPlatform } from "./open-local-platform.ts";

const folders: Readonly<Record<string, string>> = { CENTRAL: "migrations/central", ...Object.fromEntries(ledgerNames.map((name) => [name, "migrations/ledger"])) };

/** Wrangler's own table: `wrangler d1 migrations list --local` reads what is written here. */
const bookkeeping = "CREATE TABLE IF NOT EXISTS d1_migrations (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE, applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL)";

/**
 * Brings the local databases up to date and returns how many migrations that took. A deployment is migrated by wrangler;
 * starting it three times costs a laptop a quarter of a minute, so local databases get the same files and bookkeeping from here.
 */
export async function migrateLocally({ central, platform }: LocalPlatform): Promise<number> {
  const databases: Record<string, D1Database> = { CENTRAL: central, ...platform.ledgers };
  let applied = 0;
  for (const [binding, folder] of Object.entries(folders)) applied += await migrate(databases[binding]!, folder);
  return applied;
}

async function migrate(database: D1Database, folder: string): Promise<number> {
  await database.prepare(bookkeeping).run();
  const { results } = await database.prepare("SELECT name FROM d1_migrations").all<{ name: string }>();
  const known = new Set(results.map(({ name }) => name));
  const missing = readdirSync(folder).filter((file) => file.endsWith(".sql") && !known.has(file)).toSorted();
  for (const file of missing) {
    const statements = readFileSync(`${folder}/${file}`, "utf8").split("--> statement-breakpoint");
    // One batch: a migration that fails leaves nothing half done.
    await database.batch([...statements.map((sql) => database.prepare(sql)), database.prepare("INSERT INTO d1_migrations (name) VALUES (?)").bind(file)]);
  }
  return missing.length;
}
