import type { Context } from "../kernel/context.ts";
import { Problem } from "../kernel/problem.ts";
import { GuardFailed, record, thisIndex, type Guard, type LogEntry } from "../log/record.ts";

/** Puts the log's newest entry into the key's history; inside `record`, after that entry. */
export function keyEventStatement({ ledger, tenant }: Pick<Context, "ledger" | "tenant">, kid: string): D1PreparedStatement {
  return ledger.prepare(`INSERT INTO signing_key_event (tenant_id, kid, log_idx) VALUES (?, ?, ${thisIndex})`).bind(tenant.code, kid, tenant.code);
}

/**
 * One step in a key's life: the change, its log entry and the line in its history, or nothing when `guard` does not hold any more:
 * then somebody else was quicker.
 */
export async function recordKeyChange(context: Context, entry: LogEntry & { kid: string }, changes: readonly D1PreparedStatement[], guard: Guard): Promise<void> {
  await record(context, entry, [keyEventStatement(context, entry.kid), ...changes], [guard]).catch((error: unknown) => {
    if (error instanceof GuardFailed) throw new Problem("transition-refused", "Somebody else decided about this key meanwhile. Load the list again.");
    throw error;
  });
}

/** Holds while the key is written in one of these states. */
export function keyStoredAs({ tenant }: Pick<Context, "tenant">, kid: string, states: readonly string[]): Guard {
  return { holds: "EXISTS (SELECT 1 FROM signing_key WHERE tenant_id = ?1 AND kid = ?2 AND state IN (SELECT value FROM json_each(?3)))", params: [tenant.code, kid, JSON.stringify(states)] };
}
