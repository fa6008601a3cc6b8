import type { Tenant } from "../kernel/context.ts";
import { Problem } from "../kernel/problem.ts";
import { findTenant } from "./queries.ts";

/** The tenant with this code, open or closed. Throws Problem `not-found`. */
export async function getTenant(central: D1Database, code: string): Promise<Tenant> {
  const tenant = await findTenant(central, code);
  if (!tenant) throw new Problem("not-found", "There is no tenant with this code. GET /v1/tenants lists them all.");
  return tenant;
}
