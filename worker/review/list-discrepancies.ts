import type { Context } from "../kernel/context.ts";
import { Problem } from "../kernel/problem.ts";
import { findTenant } from "../directory/queries.ts";
import type { PlatformContext } from "../tenancy/authenticate.ts";
import { requireAuthority, requireReaderOrMachine } from "../tenancy/require-role.ts";
import { severityRank } from "../audit/contract.ts";
import { comparePlaces, listDiscrepancies, type DiscrepancyFilters } from "../audit/queries.ts";
import type { DiscrepancyList, DiscrepancyQuery } from "./contract.ts";
import { toDiscrepancyViews } from "./discrepancy-view.ts";
import { readCursor, toCursor } from "./list-cursor.ts";

/**
 * A page of the discrepancies of all tenants: open before closed, severe before slight, new before old. Every ledger is asked
 * once, at the same time, for one row more than the page; a row that changes its place meanwhile may be seen twice or not.
 */
export async function listAllDiscrepancies(context: PlatformContext, query: DiscrepancyQuery): Promise<DiscrepancyList> {
  requireAuthority(context, ["auditor", "supervisor", "operator"]);
  return listPage(context.central, await ledgersOf(context, query.tenant), query);
}

/** A page of one tenant's discrepancies, in the same order; for its own people and for the authority. */
export async function listOwnDiscrepancies(context: Context, query: Omit<DiscrepancyQuery, "tenant">): Promise<DiscrepancyList> {
  requireReaderOrMachine(context);
  return listPage(context.central, [context.ledger], { ...query, tenant: context.tenant.code });
}

async function ledgersOf({ central, platform }: PlatformContext, tenantCode: string | undefined): Promise<D1Database[]> {
  if (tenantCode === undefined) return Object.values(platform.ledgers);
  const tenant = await findTenant(central, tenantCode);
  if (!tenant) throw new Problem("query-invalid", `There is no tenant \`${tenantCode}\`. GET /v1/tenants lists them all.`, [{ pointer: "/tenant", code: "unknown-tenant" }]);
  return [platform.ledgers[tenant.ledger]];
}

async function listPage(central: D1Database, ledgers: readonly D1Database[], query: DiscrepancyQuery): Promise<DiscrepancyList> {
  const filters = filtersOf(query);
  const after = query.cursor === undefined ? null : await readCursor(query.cursor, filters);
  const pages = await Promise.all(ledgers.map((ledger) => listDiscrepancies(ledger, filters, after, query.limit + 1)));
  const rows = pages.flat().sort(comparePlaces);
  const shown = rows.slice(0, query.limit);
  const last = rows.length > query.limit ? shown.at(-1) : undefined;
  return { discrepancies: await toDiscrepancyViews(central, shown), next: last ? await toCursor(last, filters) : null };
}

function filtersOf({ tenant, state, severity, rule, period, service }: DiscrepancyQuery): DiscrepancyFilters {
  return { tenant, state, severity: severity && severityRank(severity), rule, period, subject: service };
}
