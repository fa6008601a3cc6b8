import { existsSync, rmSync, writeFileSync } from "node:fs";
import { assignTenants } from "./assign-tenants.ts";
import { migrateLocally } from "./migrate-locally.ts";
import { openLocalPlatform, type LocalPlatform } from "./open-local-platform.ts";

export type Say = (text: string) => void;
/** Fills empty databases. */
export type Seed = (platform: LocalPlatform, say: Say) => Promise<void>;

/**
 * Brings the databases in `state` to where the program needs them: migrated, every tenant in its ledger, filled once. A filling
 * that was broken off begins anew; what was filled is never touched again.
 */
export async function prepareDatabases(state: string, secret: string, seed: Seed, say: Say): Promise<void> {
  const [filling, filled] = [`${state}/filling`, `${state}/filled`];
  if (existsSync(filling)) {
    say("The last filling was broken off; it begins anew.");
    rmSync(state, { recursive: true });
  }
  await withPlatform(state, secret, async (local) => {
    const migrations = await migrateLocally(local);
    if (migrations > 0) {
      say(`${migrations} migrations are applied.`);
      await assignLocally(local);
    }
    if (existsSync(filled)) return;
    writeFileSync(filling, "");
    await seed(local, say);
    writeFileSync(filled, `${new Date().toISOString()}\n`);
    rmSync(filling);
  });
}

async function assignLocally({ central, platform }: LocalPlatform): Promise<void> {
  const databases: Record<string, D1Database> = { CENTRAL: central, ...platform.ledgers };
  await assignTenants(async (binding, sql) => (await databases[binding]!.prepare(sql).all()).results);
}

async function withPlatform<T>(state: string, secret: string, use: (local: LocalPlatform) => Promise<T>): Promise<T> {
  const local = await openLocalPlatform(state, secret);
  try {
    return await use(local);
  } finally {
    await local.close();
  }
}
