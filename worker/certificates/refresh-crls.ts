import type { Context, Platform } from "../kernel/context.ts";
import { NotAnswered, type Fetcher } from "../kernel/ask-outside.ts";
import { messageOf } from "../kernel/database-error.ts";
import { Problem } from "../kernel/problem.ts";
import { findTenant } from "../directory/queries.ts";
import { requireRole } from "../tenancy/require-role.ts";
import { actAsSystem } from "../tenancy/system-context.ts";
import { fetchCrl } from "./fetch-crl.ts";
import { getAnchor } from "./move-anchor.ts";
import { noteFetch } from "./note-fetch.ts";
import { findAnchor, listSourcesInForce, listSourcesOf, type CrlSource } from "./queries.ts";
import { storeCrl } from "./store-crl.ts";

/** What fetching did. A failure is noted with its address and stops no other. */
export type Refreshed = { stored: number; known: number; failed: number };

/** The cron job: every address under every trusted anchor of every tenant, each asked once however many tenants entered it. */
export async function refreshCrls(central: D1Database, platform: Platform, now: number, fetcher: Fetcher): Promise<Refreshed> {
  const fetchOnce = onceEach(fetcher);
  const total: Refreshed = { stored: 0, known: 0, failed: 0 };
  const sources = (await Promise.all(Object.values(platform.ledgers).map(listSourcesInForce))).flat();
  // Sorted over all ledgers: tenants that share an address stand side by side, wherever they live.
  for (const source of sources.toSorted((a, b) => (a.url < b.url ? -1 : a.url > b.url ? 1 : 0))) {
    const tenant = await findTenant(central, source.tenantId);
    if (tenant) total[await refreshOne(actAsSystem(tenant, { central, platform, now }), source, fetchOnce)]++;
  }
  return total;
}

/** The same now, for one anchor, by its administrator. */
export async function fetchAnchorCrls(context: Context, id: string, fetcher: Fetcher): Promise<Refreshed> {
  requireRole(context, ["administrator", "operator"]);
  const anchor = await getAnchor(context, id);
  if (anchor.state !== "active") throw new Problem("transition-refused", `The anchor is ${anchor.state}; lists are fetched for trusted anchors only.`);
  const total: Refreshed = { stored: 0, known: 0, failed: 0 };
  for (const source of await listSourcesOf(context.ledger, context.tenant.code, id)) total[await refreshOne(context, source, (url) => fetchCrl(url, fetcher))]++;
  return total;
}

async function refreshOne(context: Context, source: CrlSource, fetch: (url: string) => Promise<Uint8Array>): Promise<keyof Refreshed> {
  try {
    const der = await fetch(source.url);
    const anchor = await findAnchor(context.ledger, context.tenant.code, source.anchorId);
    const { outcome } = await storeCrl(context, anchor!, der, source.url);
    await noteFetch(context, source, null);
    return outcome;
  } catch (error) {
    await noteFetch(context, source, failureOf(error));
    return "failed";
  }
}

function failureOf(error: unknown): string {
  if (error instanceof NotAnswered) return error.reason;
  if (error instanceof Problem) return typeof error.extra["reason"] === "string" ? error.extra["reason"] : error.code;
  console.error(JSON.stringify({ job: "crl", error: messageOf(error) }));
  return "internal";
}

function onceEach(fetcher: Fetcher): (url: string) => Promise<Uint8Array> {
  let last: { url: string; bytes: Promise<Uint8Array> } | undefined;
  // Sources come sorted by address: keeping the last answer is enough, and lists do not pile up in memory.
  return (url) => {
    if (last?.url !== url) last = { url, bytes: fetchCrl(url, fetcher) };
    return last.bytes;
  };
}
