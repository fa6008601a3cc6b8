import canonicalize from "canonicalize";
import { digestOf } from "../kernel/digest.ts";
import { addDays, startOfDay } from "../kernel/windows.ts";
import type { AuditFacts } from "./facts.ts";

/** Facts as they are kept: their canonical bytes (RFC 8785), by whose SHA-256 they are found again. */
export type Snapshot = { bytes: string; digest: string };

/**
 * The facts with the clock set to one of two moments: before the deadline or just after it. Rules see nothing else of the time, so
 * that nothing changes from one night to the next but what really changed.
 */
export function settleClock(facts: AuditFacts): AuditFacts {
  const deadline = startOfDay(addDays(facts.dueOn, 1));
  return { ...facts, now: facts.now >= deadline ? deadline : Math.min(startOfDay(addDays(facts.window.to, 1)), deadline - 1) };
}

/** Whatever the order in which services and counters were read, the same facts give the same bytes. */
export async function toSnapshot(facts: AuditFacts): Promise<Snapshot> {
  const services = facts.services.toSorted((a, b) => (a.code < b.code ? -1 : 1));
  const bytes = canonicalize(toPlain({ ...facts, services }))!;
  return { bytes, digest: await digestOf(bytes) };
}

export function fromSnapshot(bytes: string): AuditFacts {
  const facts = fromPlain(JSON.parse(bytes)) as AuditFacts;
  return { ...notKeptOnce, ...facts, signature: facts.signature && { ...notNamedOnce, ...facts.signature } };
}

/** What snapshots did not have from the beginning: of an old one nothing is known of it. */
const notKeptOnce: Pick<AuditFacts, "twice" | "units" | "shared"> = { twice: new Map(), units: [], shared: null };
const notNamedOnce = { namesOther: [] };

/** Keeps the bytes in R2 under their digest. The same bytes again change nothing. */
export async function keepSnapshot(evidence: R2Bucket, { bytes, digest }: Snapshot): Promise<void> {
  if (await evidence.head(keyOf(digest))) return;
  await evidence.put(keyOf(digest), new TextEncoder().encode(bytes));
}

/** The kept facts, or null. Throws when the bytes are not those of the digest: evidence is never taken on trust. */
export async function findSnapshot(evidence: R2Bucket, digest: string): Promise<AuditFacts | null> {
  const stored = await evidence.get(keyOf(digest));
  if (!stored) return null;
  const bytes = await stored.text();
  if ((await digestOf(bytes)) !== digest) throw new Error(`The snapshot ${digest} has other bytes than its digest`);
  return fromSnapshot(bytes);
}

function keyOf(digest: string): string {
  return `facts/${digest}`;
}

/** JSON has no maps: one is written as `{ "$map": [[key, value], …] }` in order of keys, a set as `{ "$set": […] }`. */
function toPlain(value: unknown): unknown {
  if (value instanceof Map) return { $map: [...value].map(([key, one]) => [key, toPlain(one)]).sort(byFirst) };
  if (value instanceof Set) return { $set: [...value].map(toPlain).sort() };
  if (Array.isArray(value)) return value.map(toPlain);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined).map(([name, one]) => [name, toPlain(one)]));
}

function fromPlain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(fromPlain);
  if (typeof value !== "object" || value === null) return value;
  const members = value as Record<string, unknown>;
  if (Array.isArray(members["$map"])) return new Map((members["$map"] as [string, unknown][]).map(([key, one]) => [key, fromPlain(one)]));
  if (Array.isArray(members["$set"])) return new Set((members["$set"] as unknown[]).map(fromPlain));
  return Object.fromEntries(Object.entries(members).map(([name, one]) => [name, fromPlain(one)]));
}

function byFirst(a: readonly unknown[], b: readonly unknown[]): number {
  return String(a[0]) < String(b[0]) ? -1 : 1;
}
