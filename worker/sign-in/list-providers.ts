import type { Platform, Tenant } from "../kernel/context.ts";
import { findTenant } from "../directory/queries.ts";
import { listTenantsWithPolicy } from "../tenancy/policy-queries.ts";

/** The tenants that have an identity provider, whichever ledger they live in. */
export async function listProviders(central: D1Database, platform: Platform): Promise<Tenant[]> {
  const codes = (await Promise.all(Object.values(platform.ledgers).map((ledger) => listTenantsWithPolicy(ledger, "identity-provider")))).flat();
  const found = await Promise.all(codes.map((code) => findTenant(central, code)));
  return found.filter((tenant) => tenant !== null);
}
