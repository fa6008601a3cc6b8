import { base64url } from "jose";
import { digestOf } from "../kernel/digest.ts";
import type { Actor } from "../kernel/context.ts";
import type { SessionMethod } from "./contract.ts";
import { officerColumns, toOfficer, type Officer, type OfficerRow } from "./queries.ts";

/** A session ends after this long without a request, and in any case after `LIFETIME`. Milliseconds. */
export const IDLE = 30 * 60_000;
export const LIFETIME = 8 * 3_600_000;
/** `last_seen_at` is written at most this often. */
const SEEN_EVERY = 60_000;

/** What the browser keeps: the tenant whose ledger knows the session, and the token. */
export type SessionCookie = { tenantCode: string; token: string };

/** A new token: 256 random bits. Only its SHA-256 is ever stored. */
export function newSessionToken(): string {
  return base64url.encode(crypto.getRandomValues(new Uint8Array(32)));
}

export function toCookieValue(cookie: SessionCookie): string {
  return `${cookie.tenantCode}.${cookie.token}`;
}

export function parseCookieValue(value: string | undefined): SessionCookie | null {
  const parts = /^([A-Z0-9-]{2,8})\.([A-Za-z0-9_-]{43})$/.exec(value ?? "");
  return parts ? { tenantCode: parts[1]!, token: parts[2]! } : null;
}

/** The read of a session with its officer, as a statement, so that it can ride in another batch of the same ledger. */
export async function sessionStatement(ledger: D1Database, cookie: SessionCookie): Promise<D1PreparedStatement> {
  return ledger
    .prepare(
      `SELECT s.created_at, s.last_seen_at, s.token_hash, s.asserted_at, s.method, ${officerColumns} FROM session s JOIN officer o ON o.tenant_id = s.tenant_id AND o.id = s.officer_id
       WHERE s.tenant_id = ? AND s.token_hash = ? AND s.ended_at IS NULL AND o.ended_at IS NULL`,
    )
    .bind(cookie.tenantCode, await digestOf(cookie.token));
}

export type SessionRow = OfficerRow & { created_at: number; last_seen_at: number; token_hash: string; asserted_at: number | null; method: SessionMethod };
export type LiveSession = { officer: Officer; tokenHash: string; expiresAt: number; assertedAt: number | null; method: SessionMethod; needsTouch: boolean };

/** The session if it is alive at `now`, else null. */
export function toLiveSession(row: SessionRow | undefined, now: number): LiveSession | null {
  if (!row) return null;
  const expiresAt = Math.min(row.last_seen_at + IDLE, row.created_at + LIFETIME);
  if (expiresAt <= now) return null;
  return { officer: toOfficer(row), tokenHash: row.token_hash, expiresAt, assertedAt: row.asserted_at, method: row.method, needsTouch: now - row.last_seen_at > SEEN_EVERY };
}

export function actorOf(session: LiveSession): Actor {
  return { kind: "officer", id: session.officer.id, accounts: session.officer.accounts, tenantCode: session.officer.tenantId, roles: session.officer.roles, assertedAt: session.assertedAt };
}

export type SessionStart = { method: SessionMethod; /** What the browser calls itself, for the list of one's sessions. */ device?: string };

/**
 * Starts a session for the officer, with a token of its own, in one batch with what spends the proof that let them in: when that
 * was spent before, nobody is let in. Sessions are not part of the log: they prove nothing and are gone in hours.
 */
export async function startSession(ledger: D1Database, officer: Pick<Officer, "tenantId" | "id">, now: number, start: SessionStart = { method: "demo" }, spending: readonly D1PreparedStatement[] = []): Promise<SessionCookie> {
  const token = newSessionToken();
  const insert = ledger
    .prepare("INSERT INTO session (tenant_id, token_hash, officer_id, created_at, last_seen_at, asserted_at, method, device) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
    .bind(officer.tenantId, await digestOf(token), officer.id, now, now, start.method === "oidc" ? null : now, start.method, start.device ?? "");
  await ledger.batch([...spending, insert]);
  return { tenantCode: officer.tenantId, token };
}

/** Keeps that the person proved to be there now: sensitive acts are open for the next five minutes. `spending` as in startSession. */
export async function assertSession(ledger: D1Database, session: LiveSession, now: number, spending: readonly D1PreparedStatement[] = []): Promise<void> {
  const update = ledger.prepare("UPDATE session SET asserted_at = ?, last_seen_at = ? WHERE tenant_id = ? AND token_hash = ? AND ended_at IS NULL").bind(now, now, session.officer.tenantId, session.tokenHash);
  await ledger.batch([...spending, update]);
}

export async function touchSession(ledger: D1Database, session: LiveSession, now: number): Promise<void> {
  await ledger.prepare("UPDATE session SET last_seen_at = ? WHERE tenant_id = ? AND token_hash = ?").bind(now, session.officer.tenantId, session.tokenHash).run();
}

export async function endSession(ledger: D1Database, cookie: SessionCookie, now: number): Promise<void> {
  await ledger.prepare("UPDATE session SET ended_at = ? WHERE tenant_id = ? AND token_hash = ?").bind(now, cookie.tenantCode, await digestOf(cookie.token)).run();
}
