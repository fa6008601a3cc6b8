import type { Officer } from "../tenancy/queries.ts";
import { IDLE, LIFETIME, type LiveSession } from "../tenancy/session.ts";
import { endSessionsOf, listSessions } from "../tenancy/session-list.ts";
import { Problem } from "../kernel/problem.ts";
import type { OwnSession } from "./contract.ts";

/** The sessions of this person that are alive, the newest first. */
export async function listOwnSessions(ledger: D1Database, session: LiveSession, now: number): Promise<OwnSession[]> {
  const found = await listSessions(ledger, session.officer, { seenAfter: now - IDLE, createdAfter: now - LIFETIME });
  return found.map(({ tokenHash, method, device, createdAt, lastSeenAt }) => ({ id: tokenHash, method, device, createdAt: new Date(createdAt).toISOString(), lastSeenAt: new Date(lastSeenAt).toISOString(), isThis: tokenHash === session.tokenHash }));
}

/** Ends one of one's own sessions. Another person's does not exist here. */
export async function endOwnSession(ledger: D1Database, officer: Pick<Officer, "tenantId" | "id">, id: string, now: number): Promise<void> {
  if ((await endSessionsOf(ledger, officer, now, id)) === 0) throw new Problem("not-found", "You have no such session, or it has ended. GET /v1/sessions lists yours.");
}
