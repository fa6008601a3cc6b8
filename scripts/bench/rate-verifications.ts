import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import autocannon from "autocannon";
import { base64url, calculateJwkThumbprint, CompactSign, exportJWK, generateKeyPair } from "jose";
import { findFreePort, serve } from "../platform/serve.ts";
import { fillBenchDatabases, SECRET } from "./bench-platform.ts";
import { printTable } from "./print-table.ts";

const SECONDS = 10;
const CONNECTIONS = 8;
/** One network may ask 3,000 times a minute; the questions come from this many. */
const NETWORKS = 250;
/** What the public verifier must answer at least, a minute. */
const WANTED = 2_000;

/** How many questions a minute `POST /v1/verify` answers on a real `wrangler dev`, asked by autocannon. Throws when it is fewer than wanted. */
export async function rateVerifications(): Promise<void> {
  const state = mkdtempSync(join(tmpdir(), "doi-soat-bench-verify-"));
  try {
    await fillBenchDatabases(state);
    const served = await serve({ port: (await findFreePort(0))!, state, secret: SECRET });
    try {
      const rows = [await rateOf(served.origin, "ES256"), await rateOf(served.origin, "PS256")];
      printTable(`POST /v1/verify on wrangler dev, ${CONNECTIONS} connections for ${SECONDS} s`, ["", "answers a minute", "p50 ms", "p99 ms", "wanted"], rows);
      if (rows.some(([, perMinute]) => perMinute < WANTED)) throw new Error(`POST /v1/verify answers fewer than ${WANTED} questions a minute here.`);
    } finally {
      await served.stop();
    }
  } finally {
    rmSync(state, { recursive: true, force: true });
  }
}

async function rateOf(origin: string, alg: "ES256" | "PS256"): Promise<[string, number, number, number, string]> {
  const body = await question(alg);
  const requests = Array.from({ length: NETWORKS }, (_, i) => ({ method: "POST" as const, path: "/v1/verify", headers: { "Content-Type": "application/json", "CF-Connecting-IP": `198.18.0.${i}` }, body }));
  const result = await autocannon({ url: origin, connections: CONNECTIONS, duration: SECONDS, requests });
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${result.non2xx} refusals and ${result.errors} errors among the answers`);
  return [`a batch signed with ${alg}`, Math.round((result["2xx"] * 60) / result.duration), result.latency.p50, result.latency.p99, `≥ ${WANTED.toLocaleString("en-GB")}`];
}

/** A batch's signature by a key of its own, on which every stage but the chain passes. */
async function question(alg: "ES256" | "PS256"): Promise<string> {
  const { publicKey, privateKey } = await generateKeyPair(alg);
  const jwk = await exportJWK(publicKey);
  const kid = await calculateJwkThumbprint(jwk);
  const claims = { ver: 1, jti: "01980000-0000-7000-8000-00000000000a", iss: "int_01980000-0000-7000-8000-000000000001", aud: "https://doisoat.example.gov.vn/t/H26", iat: 1, batch: { dig: base64url.encode(new Uint8Array(32)), count: 1, source: "thu" } };
  const jws = await new CompactSign(new TextEncoder().encode(JSON.stringify(claims))).setProtectedHeader({ alg, typ: "gov-event+jwt", kid, iat: 1 } as never).sign(privateKey);
  return JSON.stringify({ jws, jwk });
}
