import { addDays, startOfDay } from "../kernel/windows.ts";
import { ledgerNames, type Platform } from "../kernel/context.ts";
import { listTenants } from "../directory/queries.ts";
import { listRunsBetween, type AuditRun } from "./run-queries.ts";

/** Every tenant's runs that began on the Vietnamese day, newest first: one call a ledger. */
export async function listRunsOfDay(central: D1Database, platform: Platform, day: string): Promise<AuditRun[]> {
  const tenants = await listTenants(central);
  const runs = await Promise.all(
    ledgerNames.map((ledger) => {
      const codes = tenants.filter((tenant) => tenant.ledger === ledger).map(({ code }) => code);
      return listRunsBetween(platform.ledgers[ledger], codes, startOfDay(day), startOfDay(addDays(day, 1)));
    }),
  );
  return runs.flat().sort((a, b) => (a.id < b.id ? 1 : -1));
}
