import type { Tenant } from "../kernel/context.ts";
import type { MergerView } from "./contract.ts";

/** The tenant under which another's numbers stand: itself as-was, who took over last as-now. A successor nobody knows ends the way. */
export function standsUnder(tenant: Tenant, tenants: ReadonlyMap<string, Tenant>, view: MergerView): Tenant {
  if (view === "as-was") return tenant;
  const seen = new Set<string>();
  for (let one = tenant; ; ) {
    seen.add(one.code);
    const next = one.successorCode === null ? undefined : tenants.get(one.successorCode);
    if (!next || seen.has(next.code)) return one;
    one = next;
  }
}

/** Everybody who was merged into the tenant, at once or in steps; without itself. */
export function predecessorsOf(tenant: Tenant, tenants: ReadonlyMap<string, Tenant>): Tenant[] {
  return [...tenants.values()].filter((one) => one.code !== tenant.code && leadsTo(one, tenant, tenants));
}

function leadsTo(from: Tenant, to: Tenant, tenants: ReadonlyMap<string, Tenant>): boolean {
  const seen = new Set<string>();
  for (let one: Tenant | undefined = from; one && !seen.has(one.code); one = one.successorCode === null ? undefined : tenants.get(one.successorCode)) {
    if (one.code === to.code) return true;
    seen.add(one.code);
  }
  return false;
}

/**
 * Things of tenants, gathered under whom they stand, in the directory's order. Sums are made of what is gathered, never rates of rates:
 * nothing of a window is changed by a merger after it.
 */
export function foldMergers<Thing extends { tenantId: string }>(things: readonly Thing[], tenants: ReadonlyMap<string, Tenant>, view: MergerView): Map<Tenant, Thing[]> {
  const folded = new Map<string, Thing[]>();
  for (const thing of things) {
    const tenant = tenants.get(thing.tenantId);
    if (!tenant) continue;
    const { code } = standsUnder(tenant, tenants, view);
    folded.set(code, [...(folded.get(code) ?? []), thing]);
  }
  return new Map([...tenants.values()].flatMap((tenant) => (folded.has(tenant.code) ? [[tenant, folded.get(tenant.code)!] as const] : [])));
}
