import { isUniqueViolation } from "../kernel/database-error.ts";

/** The statement that uses up a name until `expiresAt` (milliseconds); it fails when the name was used before (`wasSpent`). */
export function spending(ledger: D1Database, tenantCode: string, name: string, expiresAt: number): D1PreparedStatement {
  return ledger.prepare("INSERT INTO spent_token (tenant_id, name, expires_at) VALUES (?, ?, ?)").bind(tenantCode, name, expiresAt);
}

/** Uses a name up at once, where nothing else is written. False when it was used before. */
export async function spend(ledger: D1Database, tenantCode: string, name: string, expiresAt: number): Promise<boolean> {
  try {
    await spending(ledger, tenantCode, name, expiresAt).run();
    return true;
  } catch (error) {
    if (wasSpent(error)) return false;
    throw error;
  }
}

export function wasSpent(error: unknown): boolean {
  return isUniqueViolation(error, "spent_token.name");
}
