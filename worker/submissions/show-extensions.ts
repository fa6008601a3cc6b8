import type { Context, Platform } from "../kernel/context.ts";
import { findTenant, listTenants } from "../directory/queries.ts";
import { AUTHORITY } from "../tenancy/require-role.ts";
import { listOfficerNames } from "../tenancy/queries.ts";
import { toExtensionView } from "./extension-view.ts";
import type { ExtensionView, ObligationList } from "./obligation-contract.ts";
import { listExtensions, listOpenExtensions, readObligations, type ExtensionRow } from "./obligation-queries.ts";

/** The tenant's requests for more time with their answers, the newest first. */
export async function showExtensions({ ledger, tenant, central, platform }: Context): Promise<ExtensionView[]> {
  const rows = await listExtensions(ledger, tenant.code);
  const [own, deciders] = await Promise.all([listOfficerNames(ledger, tenant.code, rows.map(({ requestedBy }) => requestedBy)), authorityNames({ central, platform }, rows.flatMap(({ decidedBy }) => decidedBy ?? []))]);
  return rows.map((row) => toExtensionView(row, new Map([...own, ...deciders])));
}

/** Everything that waits for the authority's answer, or for another one because its answer is contested: the oldest first. */
export async function showOpenExtensions({ central, platform }: { central: D1Database; platform: Platform }): Promise<ExtensionView[]> {
  const lists = await Promise.all(Object.values(platform.ledgers).map((ledger) => listOpenExtensions(ledger)));
  const tenants = new Map((await listTenants(central)).map((tenant) => [tenant.code, tenant]));
  const deciders = await authorityNames({ central, platform }, lists.flat().flatMap(({ decidedBy }) => decidedBy ?? []));
  const views = await Promise.all(
    [...Map.groupBy(lists.flat(), ({ tenantId }) => tenantId)].map(async ([code, rows]: [string, ExtensionRow[]]) => {
      const names = await listOfficerNames(platform.ledgers[tenants.get(code)!.ledger], code, rows.map(({ requestedBy }) => requestedBy));
      return rows.map((row) => toExtensionView(row, new Map([...names, ...deciders])));
    }),
  );
  return views.flat().toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/** What the tenant owes, and everything that was decided about it. */
export async function showObligations({ ledger, tenant, central, platform }: Context): Promise<ObligationList> {
  const { obligations, events } = await readObligations(ledger, tenant.code);
  const names = await authorityNames({ central, platform }, events.map(({ actorId }) => actorId));
  return {
    obligations: obligations.map(({ reportTypeId, validFrom, validTo, policyVersion }) => ({ reportType: reportTypeId, from: validFrom, to: validTo, policyVersion })),
    history: events.map((event) => ({
      reportType: event.reportTypeId,
      version: event.version,
      action: event.action,
      from: event.validFrom,
      to: event.validTo,
      reason: event.reason,
      by: { id: event.actorId, name: names.get(event.actorId) ?? null },
      at: new Date(event.at).toISOString(),
      logIndex: event.logIndex,
    })),
  };
}

async function authorityNames({ central, platform }: { central: D1Database; platform: Platform }, ids: readonly string[]): Promise<Map<string, string>> {
  const authority = ids.length > 0 ? await findTenant(central, AUTHORITY) : null;
  return authority ? listOfficerNames(platform.ledgers[authority.ledger], AUTHORITY, [...new Set(ids)]) : new Map();
}
