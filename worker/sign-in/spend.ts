import { isUniqueViolation } from "../kernel/database-error.ts";

/** The statement that uses up a name until `expiresAt` (milliseconds); it fails when the name was used before (`wasSpent`). */
export function spending(ledger: D1Database, tenantCode: string, name: string, expiresAt: number): D1PreparedStatement {
  return ledger.prepare("INSERT INTO spent_token (tenant_id, name, expires_at) VALUES (?, ?, ?)").bind(tenantCode, name, expiresAt);
}

export function wasSpent(error: unknown): boolean {
  return isUniqueViolation(error, "spent_token.name");
}
