import type { Platform, Tenant } from "../kernel/context.ts";
import { Problem } from "../kernel/problem.ts";
import { findFormVersion, findLastFormVersion, type FormVersion } from "./queries.ts";

/** The publisher of forms that every tenant fills in, and the ledger it lives in. */
export const NATIONAL = { code: "VN", ledger: "LEDGER_1" } as const;

/** How long an isolate believes that an open edition is still open and the newest, in milliseconds. */
const FRESH_FOR = 30_000;
/** Editions kept by an isolate; a package is some 10 kB. */
const MAX_KEPT = 200;

type Publisher = Pick<Tenant, "code" | "ledger">;
type Kept = { version: FormVersion | null; readAt: number };

/** What was read from a ledger. An edition never changes, only closes, so it is read again just for that. */
const keptByLedger = new WeakMap<D1Database, Map<string, Kept>>();

/** The edition as the tenant sees it: the national form of that name, else its own. Throws `form-unknown`. */
export async function getFormVersion(platform: Platform, tenant: Publisher, formId: string, rev: number): Promise<FormVersion> {
  const version = await findVisibleFormVersion(platform, tenant, formId, rev);
  if (!version) throw new Problem("form-unknown", "There is no such edition of this form. Open the list of forms and take the newest edition.");
  return version;
}

/** The same, or null. */
export function findVisibleFormVersion(platform: Platform, tenant: Publisher, formId: string, rev: number): Promise<FormVersion | null> {
  return findNationalOrOwn(tenant, (publisher) =>
    readOnce(platform.ledgers[publisher.ledger], `${publisher.code}/${formId}/${rev}`, (ledger) => findFormVersion(ledger, publisher.code, formId, rev)),
  );
}

/** The edition of the form that the tenant fills in now: the national one, else its own. At most half a minute old. */
export async function findOpenFormVersion(platform: Platform, tenant: Publisher, formId: string): Promise<FormVersion | null> {
  const last = await findNationalOrOwn(tenant, (publisher) =>
    readOnce(platform.ledgers[publisher.ledger], `${publisher.code}/${formId}`, (ledger) => findLastFormVersion(ledger, publisher.code, formId)),
  );
  return last?.closedAt === null ? last : null;
}

/** National first: a unit that publishes a form under a national name does not get round the national one. */
async function findNationalOrOwn(tenant: Publisher, find: (publisher: Publisher) => Promise<FormVersion | null>): Promise<FormVersion | null> {
  return (await find(NATIONAL)) ?? (tenant.code === NATIONAL.code ? null : find(tenant));
}

/** After a publication: this isolate reads the ledger's editions anew. The others follow within half a minute. */
export function forgetFormVersions(ledger: D1Database): void {
  keptByLedger.delete(ledger);
}

/** The age of what is kept is a matter of this machine's clock, not of the request's. */
async function readOnce(ledger: D1Database, key: string, read: (ledger: D1Database) => Promise<FormVersion | null>): Promise<FormVersion | null> {
  const kept = keptOf(ledger);
  const known = kept.get(key);
  if (known && Date.now() - known.readAt < FRESH_FOR) return known.version;
  const version = samePackage(known?.version, await read(ledger));
  kept.delete(key);
  kept.set(key, { version, readAt: Date.now() });
  if (kept.size > MAX_KEPT) kept.delete(kept.keys().next().value!);
  return version;
}

/** Keeps the package object that was read first: validators are kept by it. */
function samePackage(before: FormVersion | null | undefined, now: FormVersion | null): FormVersion | null {
  return before && now && before.digest === now.digest ? { ...now, package: before.package } : now;
}

function keptOf(ledger: D1Database): Map<string, Kept> {
  let kept = keptByLedger.get(ledger);
  if (!kept) keptByLedger.set(ledger, (kept = new Map()));
  return kept;
}
