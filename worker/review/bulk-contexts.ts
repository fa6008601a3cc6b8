import type { Context } from "../kernel/context.ts";
import { findTenant } from "../directory/queries.ts";
import type { PlatformContext } from "../tenancy/authenticate.ts";
import { AUTHORITY, type SignedInOfficer } from "../tenancy/require-role.ts";

/** The authority's own context, for whoever acts across tenants: orders live with it. */
export async function authorityContext({ central, platform, actor, now }: PlatformContext): Promise<Context> {
  const tenant = (await findTenant(central, AUTHORITY))!;
  return { tenant, actor, ledger: platform.ledgers[tenant.ledger], central, now, platform };
}

/** The context of one audited unit for the officer of the authority; null where there is no such tenant. */
export async function unitContext({ central, platform, now }: Omit<PlatformContext, "actor">, actor: SignedInOfficer, tenantCode: string): Promise<Context | null> {
  const tenant = await findTenant(central, tenantCode);
  return tenant && { tenant, actor, ledger: platform.ledgers[tenant.ledger], central, now, platform };
}
