import type { Platform, Tenant } from "../kernel/context.ts";
import { foldMergers } from "../directory/fold-mergers.ts";
import type { MergerView } from "../directory/contract.ts";
import type { TenantRow, TenantTable } from "./contract.ts";
import { groupOf } from "./group-of.ts";
import { definitionsOf, ratesOf } from "./rates-of.ts";
import { aboutWindow, readWindow, type NationalWindow } from "./read-window.ts";

/** Every tenant's numbers in one window, as the tenants were or as they are now. Throws Problem `not-found` for a window without figures. */
export async function getTenantTable(central: D1Database, platform: Platform, periodId: string, view: MergerView): Promise<TenantTable> {
  const national = await readWindow(central, platform, periodId);
  const tenants = tenantRows(national, view);
  return { ...aboutWindow(national), view, definitions: definitionsOf(tenants.flatMap(({ rates }) => rates)), tenants };
}

/** One row a tenant that has figures or owes a report of the window. */
export function tenantRows({ tenants, figures, heads, owing }: Pick<NationalWindow, "tenants" | "figures" | "heads" | "owing">, view: MergerView): TenantRow[] {
  const parts = [
    ...figures.map((figure) => ({ tenantId: figure.tenantId, figure })),
    ...heads.map((head) => ({ tenantId: head.tenantId, head })),
    ...owing.map(({ tenantId }) => ({ tenantId, owes: true })),
  ];
  return [...foldMergers<{ tenantId: string; figure?: (typeof figures)[number]; head?: (typeof heads)[number]; owes?: boolean }>(parts, tenants, view)].map(([tenant, own]) => {
    const ownFigures = own.flatMap(({ figure }) => figure ?? []);
    const ownHeads = own.flatMap(({ head }) => head ?? []);
    const members = [...new Set(own.map(({ tenantId }) => tenantId))];
    return {
      ...namesOf(tenant),
      closedOn: tenant.validTo,
      successor: tenant.successorCode,
      members: members.length === 1 && members[0] === tenant.code ? [] : members,
      services: ownFigures.reduce((sum, { services }) => sum + services, 0),
      unused: ownHeads.reduce((sum, { unusedCount }) => sum + unusedCount, 0),
      withoutCounts: ownFigures.reduce((sum, { reportedWithoutCounts }) => sum + reportedWithoutCounts, 0),
      reports: { expected: own.filter(({ owes }) => owes).length, filed: ownHeads.filter(({ filed }) => filed).length, onTime: ownHeads.filter(({ onTime }) => onTime).length },
      rates: ratesOf(ownFigures, ownHeads),
    };
  });
}

export function namesOf(tenant: Tenant) {
  const { code, nameVi, nameEn } = tenant;
  return { code, nameVi, nameEn, kind: groupOf(tenant) };
}
