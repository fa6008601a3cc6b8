import type { Tenant } from "../kernel/context.ts";
import type { TenantView } from "./contract.ts";

export function toTenantView(tenant: Tenant): TenantView {
  const { code, agencyCode, nameVi, nameEn, kind, type, validFrom, validTo, successorCode } = tenant;
  return { code, agencyCode, nameVi, nameEn, kind, type, from: validFrom, to: validTo, successor: successorCode };
}

/** Whether the legal entity exists on the day. */
export function isInForce(tenant: Pick<Tenant, "validFrom" | "validTo">, day: string): boolean {
  return (tenant.validFrom === null || tenant.validFrom <= day) && (tenant.validTo === null || day <= tenant.validTo);
}
