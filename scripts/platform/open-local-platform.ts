import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { base64url } from "jose";
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from "miniflare";
import type { LedgerName, Platform } from "../../worker/kernel/context.ts";
import { ledgerNames } from "../../worker/kernel/context.ts";
import { gateDatabase, type Ask } from "./gate-database.ts";
import { gateScript } from "./gate.ts";
import { LOCAL_ORIGIN } from "./local-settings.ts";

export type LocalPlatform = { central: D1Database; platform: Platform; close: () => Promise<void> };

/**
 * Opens the local databases and evidence in `state`, the folder that `wrangler --persist-to` names, for a script on Node.
 * Close it before wrangler opens the same folder.
 */
export async function openLocalPlatform(state: string, secret: string): Promise<LocalPlatform> {
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      modules: true,
      script: gateScript,
      compatibilityDate: "2026-10-20",
      resourcePersistencePath: resolve(state, "v3"),
      d1Databases: databaseIds(),
      r2Buckets: { EVIDENCE: "doi-soat-evidence" },
      cf: false,
      log: new Log(LogLevel.ERROR),
    }),
  );
  const origin = await miniflare.ready;
  const ask: Ask = (path, request) => fetch(new URL(path, origin), request as RequestInit);
  const ledgers = Object.fromEntries(ledgerNames.map((name) => [name, gateDatabase(ask, name)])) as Record<LedgerName, D1Database>;
  return {
    central: gateDatabase(ask, "CENTRAL"),
    platform: { origin: LOCAL_ORIGIN, secret: base64url.decode(secret), evidence: gateEvidence(ask), ledgers },
    close: () => miniflare.dispose(),
  };
}

/** The identity of each database, as wrangler.toml has it: wrangler names the local files after it. */
export function databaseIds(): Record<string, string> {
  const toml = readFileSync(new URL("../../wrangler.toml", import.meta.url), "utf8");
  const tables = toml.split("[[d1_databases]]").slice(1);
  return Object.fromEntries(tables.map((table) => [/^binding = "(.+)"$/m.exec(table)![1]!, /^database_id = "(.+)"$/m.exec(table)![1]!]));
}

/** The evidence store behind the gate: what the platform's code uses of R2. */
function gateEvidence(ask: Ask): R2Bucket {
  const path = (key: string) => `/evidence/${encodeURIComponent(key)}`;
  return {
    put: async (key: string, bytes: Uint8Array) => (await ask(path(key), { method: "PUT", body: bytes })).json(),
    head: async (key: string) => ((await ask(path(key), { method: "HEAD" })).ok ? { key } : null),
    get: async (key: string) => {
      const response = await ask(path(key), { method: "GET" });
      return response.ok ? { key, body: response.body, arrayBuffer: () => response.arrayBuffer(), text: () => response.text() } : null;
    },
  } as unknown as R2Bucket;
}
