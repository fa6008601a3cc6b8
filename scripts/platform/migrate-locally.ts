import { readdirSync } from "node:fs";
import { ledgerNames } from "../../worker/kernel/context.ts";
import type { LocalPlatform } from "./open-local-platform.ts";
import { runWrangler } from "./wrangler.ts";

const folders = { CENTRAL: "migrations/central", ...Object.fromEntries(ledgerNames.map((name) => [name, "migrations/ledger"])) };

/** The databases that lack a migration; wrangler's own record of what it applied decides. */
export async function listUnmigrated({ central, platform }: LocalPlatform): Promise<string[]> {
  const databases: Record<string, D1Database> = { CENTRAL: central, ...platform.ledgers };
  const missing = await Promise.all(
    Object.entries(folders).map(async ([binding, folder]) => {
      const wanted = readdirSync(folder).filter((file) => file.endsWith(".sql"));
      const applied = await databases[binding]!.prepare("SELECT name FROM d1_migrations").all<{ name: string }>().catch(() => ({ results: [] }));
      const names = new Set(applied.results.map(({ name }) => name));
      return wanted.every((file) => names.has(file)) ? [] : [binding];
    }),
  );
  return missing.flat();
}

/** Brings the databases in `state` up to date, one after the other. */
export async function migrateLocally(state: string, bindings: readonly string[]): Promise<void> {
  for (const binding of bindings) await runWrangler(["d1", "migrations", "apply", binding, "--local", "--persist-to", state]);
}
