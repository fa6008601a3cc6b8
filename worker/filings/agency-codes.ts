import type { Tenant } from "../kernel/context.ts";
import { level1Of } from "./filing-codes.ts";
import type { AgencyCode } from "./judge-filing.ts";

/** Every agency code of the directory with its dates; `isOwn` those of the tenant and of whom it took over from, however far back. */
export function agencyCodesOf(tenant: Tenant, tenants: readonly Tenant[]): AgencyCode[] {
  const own = new Set([tenant.code]);
  for (let size = 0; size < own.size; ) {
    size = own.size;
    for (const { code, successorCode } of tenants) if (successorCode !== null && own.has(successorCode)) own.add(code);
  }
  // The directory is remembered for a minute: a tenant that is new has its own code all the same.
  return [tenant, ...tenants.filter(({ code }) => code !== tenant.code)].map(({ code, agencyCode, validFrom, validTo }) => ({ level1: level1Of(agencyCode), validFrom, validTo, isOwn: own.has(code) }));
}
