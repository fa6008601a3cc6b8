import type { Tenant } from "../kernel/context.ts";
import type { GroupKind } from "./contract.ts";

/** Agencies of the government stand with the ministries, as in the reports on them. */
export function groupOf(tenant: Pick<Tenant, "kind">): GroupKind {
  return tenant.kind === "province" ? "province" : "ministry";
}
