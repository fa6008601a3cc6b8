import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from "miniflare";
import { audienceOf } from "../../worker/kernel/context.ts";
import { digestOf } from "../../worker/kernel/digest.ts";
import { newUuid7 } from "../../worker/kernel/ids.ts";
import { receiveBatch } from "../../worker/filings/receive-batch.ts";
import { databaseIds, openLocalPlatform } from "../platform/open-local-platform.ts";
import { runWrangler } from "../platform/wrangler.ts";
import { fillBenchDatabases, SECRET } from "./bench-platform.ts";
import { listFilings, makeUnit, type BenchUnit } from "./bench-unit.ts";
import { printTable } from "./print-table.ts";
import { rawWorker } from "./raw-worker.ts";
import { recordStatements, type Spoken } from "./record-statements.ts";

const SERVICES = 50;
const EVENTS = 10;
const REQUESTS = 64;
const ROUNDS = 10;
const CONNECTIONS = 8;
const UNIT = "H26";

type Sent = { signature: string; body: string };

/**
 * Requests a second of the product beside a Worker that only verifies one signature, hashes the body, keeps it, and runs the very
 * statements the product ran: what is between the two is what the product costs. Rounds alternate; the middle ratio counts.
 */
export async function compareWithRaw(): Promise<void> {
  const state = mkdtempSync(join(tmpdir(), "doi-soat-bench-"));
  try {
    await fillBenchDatabases(join(state, "product"));
    const unit = await prepareUnit(join(state, "product"));
    cpSync(join(state, "product"), join(state, "raw"), { recursive: true });
    cpSync(join(state, "product"), join(state, "spoken"), { recursive: true });
    const sent = await signAll(unit);
    const spoken = await speak(join(state, "spoken"), unit, sent);

    await runWrangler(["deploy", "--dry-run", "--outdir", join(state, "bundle")]);
    const product = openWorker(join(state, "product"), readFileSync(join(state, "bundle", "index.js"), "utf8"));
    const raw = openWorker(join(state, "raw"), rawWorker);
    try {
      const [productAt, rawAt] = [await product.ready, await raw.ready];
      const rounds: [number, number][] = [];
      for (let round = 0; round < ROUNDS; round++) {
        const mine = <T>(list: readonly T[]) => list.slice(round * REQUESTS, (round + 1) * REQUESTS);
        const productRate = await rateOf(mine(sent), ({ signature, body }) => fetch(new URL(`/v1/t/${UNIT}/filing-batches`, productAt), { method: "POST", headers: { "Content-Type": "application/x-ndjson", "Filing-Batch-Signature": signature }, body }));
        const rawRate = await rateOf(mine(sent).map((one, i) => ({ ...one, jwk: unit.system.signer.jwk, ledger: unit.tenant.ledger, spoken: mine(spoken)[i]! })), (one) => fetch(rawAt, { method: "POST", body: JSON.stringify(one) }));
        rounds.push([productRate, rawRate]);
      }
      const ratios = rounds.slice(1).map(([a, b]) => a / b).toSorted((a, b) => a - b);
      printTable(`Batches of ${EVENTS} events a second, ${CONNECTIONS} connections (the first round warms up)`, ["", "product", "raw Worker", "ratio"], rounds.map(([a, b], i) => [`round ${i + 1}`, Math.round(a), Math.round(b), (a / b).toFixed(2)]));
      console.log(`  middle ratio ${ratios[Math.floor(ratios.length / 2)]!.toFixed(2)}, wanted ≥ 0.80`);
    } finally {
      await Promise.all([product.dispose(), raw.dispose()]);
    }
  } finally {
    rmSync(state, { recursive: true, force: true });
  }
}

async function prepareUnit(state: string): Promise<BenchUnit> {
  const local = await openLocalPlatform(state, SECRET);
  return makeUnit(local, UNIT, SERVICES).finally(() => local.close());
}

async function signAll({ hands, tenant, system }: BenchUnit): Promise<Sent[]> {
  const now = Date.now();
  const audience = audienceOf(hands.asPlatform(now).platform, tenant);
  return Promise.all(
    Array.from({ length: REQUESTS * ROUNDS }, async (_, i) => {
      const body = listFilings(EVENTS, SERVICES, i * EVENTS).map((event) => `${JSON.stringify(event)}\n`).join("");
      const claims = { ver: 1, jti: newUuid7(now), iss: system.id, aud: audience, iat: Math.floor(now / 1000), batch: { dig: await digestOf(body), count: EVENTS, source: system.source } };
      return { body, signature: await system.signer.sign("gov-event+jwt", claims) };
    }),
  );
}

/** What the product says to its ledger for each of the batches, word for word. */
async function speak(state: string, { tenant }: BenchUnit, sent: readonly Sent[]): Promise<Spoken[]> {
  const local = await openLocalPlatform(state, SECRET);
  const spoken: Spoken[] = [];
  try {
    for (const { signature, body } of sent) {
      const { database, words } = recordStatements(local.platform.ledgers[tenant.ledger]);
      await receiveBatch({ tenant, actor: { kind: "stranger" }, ledger: database, central: local.central, now: Date.now(), platform: local.platform }, signature, () => Promise.resolve(new TextEncoder().encode(body)));
      spoken.push(words);
    }
  } finally {
    await local.close();
  }
  return spoken;
}

function openWorker(state: string, script: string): Miniflare {
  return new Miniflare(
    convertV4MiniflareOptions({
      modules: true, script, compatibilityDate: "2026-10-20", resourcePersistencePath: join(state, "v3"), cf: false, log: new Log(LogLevel.ERROR),
      // One line a request is the product's habit; it is written, and not shown here.
      handleStructuredLogs: () => {},
      d1Databases: databaseIds(), r2Buckets: { EVIDENCE: "doi-soat-evidence" },
      bindings: { PLATFORM_SECRET: SECRET, PUBLIC_ORIGIN: "http://localhost:8787", DEMO_SIGN_IN: "off" },
      ratelimits: { RATE_LIMIT: { namespace_id: "1001", simple: { limit: 1_000_000, period: 60 } } },
    }),
  );
}

/** Requests a second over all connections; every answer must be a success. */
async function rateOf<T>(requests: readonly T[], send: (request: T) => Promise<Response>): Promise<number> {
  const queue = [...requests];
  const start = performance.now();
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        const response = await send(next);
        const answer = await response.text();
        if (!response.ok) throw new Error(`${response.status}: ${answer}`);
      }
    }),
  );
  return (requests.length * 1000) / (performance.now() - start);
}
