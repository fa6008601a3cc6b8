import type { Context, Platform } from "../kernel/context.ts";
import { messageOf } from "../kernel/database-error.ts";
import { findTenant } from "../directory/queries.ts";
import { listCompromisedKeys } from "../signing/queries.ts";
import { AUTHORITY } from "../tenancy/require-role.ts";
import { systemContextOf } from "../tenancy/system-context.ts";
import { findDiscrepancy } from "../audit/queries.ts";
import { contestStatement, listUnmarkedDecisions, type UnmarkedDecision } from "./contested-queries.ts";
import { moveBySystem } from "./system-move.ts";

/** Somebody may move the discrepancy at the same time, this often. */
const TRIES = 3;

/**
 * Writes into the life of each discrepancy that a compromised key of the authority has decided in it: an event, an entry in that tenant's
 * log, and the decision is work. Keys and decisions live in different ledgers, so this follows the report of the theft; asked again it writes
 * only what is missing. Returns how many were written.
 */
export async function contestDecisions(central: D1Database, platform: Platform, now: number): Promise<number> {
  const authority = await findTenant(central, AUTHORITY);
  const keys = authority ? await listCompromisedKeys(platform.ledgers[authority.ledger], AUTHORITY) : [];
  if (keys.length === 0) return 0;
  let written = 0;
  for (const ledger of Object.values(platform.ledgers)) {
    for (let left = await listUnmarkedDecisions(ledger, AUTHORITY, keys); left.length > 0; left = await listUnmarkedDecisions(ledger, AUTHORITY, keys)) {
      let round = 0;
      for (const decision of left) if (await contest({ central, platform, now }, ledger, decision)) round++;
      written += round;
      // What cannot be written now stays for the next time: it is still unmarked.
      if (round === 0) break;
    }
  }
  return written;
}

async function contest(at: Pick<Context, "central" | "platform" | "now">, ledger: D1Database, decision: UnmarkedDecision): Promise<boolean> {
  try {
    const context = await systemContextOf(decision.tenantId, at);
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const discrepancy = await findDiscrepancy(ledger, decision.tenantId, decision.discrepancyId);
      if (!discrepancy) return false;
      const notYet = { holds: "NOT EXISTS (SELECT 1 FROM contested_move WHERE tenant_id = ? AND discrepancy_id = ? AND version = ?)", params: [decision.tenantId, decision.discrepancyId, decision.version] };
      if (await moveBySystem(context, discrepancy, { transition: "contest", to: discrepancy.state, content: {}, alongside: [contestStatement(ledger, decision)], guards: [notYet] })) return true;
    }
  } catch (error) {
    console.error(JSON.stringify({ job: "contest", tenant: decision.tenantId, error: messageOf(error) }));
  }
  return false;
}
