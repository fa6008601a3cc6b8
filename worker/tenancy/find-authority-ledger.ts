import type { Platform } from "../kernel/context.ts";
import { findTenant } from "../directory/queries.ts";
import { AUTHORITY } from "./require-role.ts";

/** The ledger of the national authority, where what it decides for everybody is; null where no authority was set up. */
export async function findAuthorityLedger(central: D1Database, platform: Platform): Promise<D1Database | null> {
  const authority = await findTenant(central, AUTHORITY);
  return authority && platform.ledgers[authority.ledger];
}
