import type { Actor, Context } from "../kernel/context.ts";
import { addDays, dayAt } from "../kernel/windows.ts";
import { findTenant } from "../directory/queries.ts";
import { listPastUnits } from "../tenancy/queries.ts";
import { AUTHORITY } from "../tenancy/require-role.ts";
import { BARRED_FOR } from "./limits.ts";

/** Whether the officer of the authority belongs to the unit, or belonged to it in the last twelve months: then they decide nothing about it. */
export async function isBarredFrom(authorityLedger: D1Database, officerId: string, unit: string, now: number): Promise<boolean> {
  const since = addDays(dayAt(now), -BARRED_FOR);
  const units = await listPastUnits(authorityLedger, AUTHORITY, officerId);
  return units.some((past) => past.unit === unit && (past.until === null || past.until >= since));
}

/** The same for whoever acts in the context; people of units judge nothing, so only the authority's are asked about. */
export async function isActorBarred({ actor, central, platform, tenant, now }: Pick<Context, "central" | "platform" | "tenant" | "now"> & { actor: Actor }): Promise<boolean> {
  if (actor.kind !== "officer" || actor.tenantCode !== AUTHORITY) return false;
  const authority = await findTenant(central, AUTHORITY);
  return authority !== null && isBarredFrom(platform.ledgers[authority.ledger], actor.id, tenant.code, now);
}
