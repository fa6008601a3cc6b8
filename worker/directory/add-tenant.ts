import type { LedgerName, Tenant } from "../kernel/context.ts";
import { drizzle } from "drizzle-orm/d1";
import { forgetDirectory } from "./queries.ts";
import { tenant as tenantTable } from "./schema.ts";
import { sortKeyOf } from "./sort-key.ts";

/** Adds a tenant to the directory and gives it its place in its ledger. Running it again for the same tenant changes nothing. */
export async function addTenant(central: D1Database, ledgers: Readonly<Record<LedgerName, D1Database>>, tenant: Tenant): Promise<void> {
  await ledgers[tenant.ledger].prepare("INSERT INTO ledger_tenant (tenant_id) VALUES (?) ON CONFLICT DO NOTHING").bind(tenant.code).run();
  await drizzle(central).insert(tenantTable).values({ ...tenant, sortKey: sortKeyOf(tenant.nameVi) }).onConflictDoNothing();
  forgetDirectory();
}
