import * as z from "zod";
import { tenantKinds } from "../kernel/context.ts";

/** The code that names a tenant in addresses: the agency code, with the year of founding where a predecessor had it first. */
export const tenantCode = z.string().regex(/^(VN|[A-Y]\d{2})(-\d{4})?$/);

export const tenantView = z.object({
  code: tenantCode,
  agencyCode: z.string(),
  nameVi: z.string(),
  nameEn: z.string(),
  kind: z.enum(tenantKinds),
  type: z.string(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  successor: tenantCode.nullable(),
});
export type TenantView = z.infer<typeof tenantView>;
export const tenantList = z.object({ tenants: z.array(tenantView) });
