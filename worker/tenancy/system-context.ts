import { findTenant } from "../directory/queries.ts";
import type { Context, Platform, Tenant } from "../kernel/context.ts";

/** What the platform has at hand when it acts by itself; a `Context` of any tenant is one too. */
export type Surroundings = { central: D1Database; platform: Platform; now: number };

/** The context in which the platform itself acts for a tenant: the "jobs" of the two places where a context is built. */
export function actAsSystem(tenant: Tenant, { central, platform, now }: Surroundings): Context {
  return { tenant, actor: { kind: "system" }, ledger: platform.ledgers[tenant.ledger], central, now, platform };
}

/** The same by the tenant's code. Throws an ordinary `Error` when the directory has no such tenant: that is a fault of ours, no question of a caller. */
export async function systemContextOf(tenantCode: string, surroundings: Surroundings): Promise<Context> {
  const tenant = await findTenant(surroundings.central, tenantCode);
  if (!tenant) throw new Error(`The directory has no tenant ${tenantCode}`);
  return actAsSystem(tenant, surroundings);
}
