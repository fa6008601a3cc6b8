import type { Context } from "../kernel/context.ts";
import { Problem } from "../kernel/problem.ts";

/** How long after its end a tenant can still file what it owed until then, in milliseconds. */
const AFTERMATH = 400 * 86_400_000;

/** A closed tenant's ledger is frozen, once the last of its reports can no longer be due. */
export function requireOpenTenant({ tenant, now }: Pick<Context, "tenant" | "now">): void {
  if (tenant.validTo === null || now < Date.parse(tenant.validTo) + AFTERMATH) return;
  const next = tenant.successorCode ? ` Its successor is ${tenant.successorCode}: sign for that tenant.` : "";
  throw new Problem("tenant-closed", `${tenant.code} ended on ${tenant.validTo}; nothing is filed for it any more.${next}`);
}
