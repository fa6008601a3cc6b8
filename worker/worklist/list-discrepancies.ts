import type { Actor, Context } from "../kernel/context.ts";
import type { PlatformContext } from "../tenancy/authenticate.ts";
import { AUTHORITY, requireAuthority, requireReaderOrMachine } from "../tenancy/require-role.ts";
import type { Condition } from "../audit/discrepancy-conditions.ts";
import { compareRows, listPage, placeOf, type ListedDiscrepancy } from "../audit/list-queries.ts";
import type { DiscrepancyList, ListParameters, ListSort } from "./contract.ts";
import { toDiscrepancyViews } from "./discrepancy-view.ts";
import { readCursor, toCursor, type ListName } from "./list-cursor.ts";
import { readQuery } from "./read-query.ts";

/** Whose rows a list has: every tenant's in these ledgers, or one tenant's in its own. */
export type ListScope = { ledgers: readonly D1Database[]; conditions: readonly Condition[]; tenant: string | null };

/**
 * A page of the discrepancies of all tenants that the query asks for, open ones first, then in the order asked for. Every ledger is asked
 * once, at the same time, for one row more than the page; a row that changes its place meanwhile may be seen twice or not.
 */
export async function listAllDiscrepancies(context: PlatformContext, parameters: ListParameters): Promise<DiscrepancyList> {
  return pageOf(context, await scopeOfAll(context, parameters.q), parameters);
}

/** A page of one tenant's discrepancies; for its own people, its integrations and the authority. */
export async function listOwnDiscrepancies(context: Context, parameters: ListParameters): Promise<DiscrepancyList> {
  return pageOf(context, await scopeOfTenant(context, parameters.q), parameters);
}

/** What the query asks for among all tenants' discrepancies. Throws for everybody but the authority's people. */
export async function scopeOfAll(context: PlatformContext, q: string): Promise<ListScope> {
  requireAuthority(context, ["auditor", "supervisor", "operator"]);
  return { ledgers: Object.values(context.platform.ledgers), conditions: [...(await readQuery(context, q)), ...seenBy(context.actor)], tenant: null };
}

/** What the query asks for among the discrepancies of the context's tenant, whatever tenants it names itself. */
export async function scopeOfTenant(context: Context, q: string): Promise<ListScope> {
  requireReaderOrMachine(context);
  const { code } = context.tenant;
  const own: Condition = { on: "tenant", isNot: false, values: [code] };
  return { ledgers: [context.ledger], conditions: [own, ...(await readQuery(context, q)), ...seenBy(context.actor)], tenant: code };
}

/** Whoever is to give a second look does not learn from a list, a count or a file what was decided first: what is withheld is in none of theirs. */
function seenBy(actor: Actor): Condition[] {
  return actor.kind === "officer" && actor.tenantCode === AUTHORITY ? [{ on: "withheld", isNot: true, officer: actor.id }] : [];
}

/** The rows of the scope that come next in the order, merged over its ledgers: at most `limit`. */
export async function readRows(scope: ListScope, sort: ListSort, after: Parameters<typeof listPage>[3], limit: number): Promise<ListedDiscrepancy[]> {
  const pages = await Promise.all(scope.ledgers.map((ledger) => listPage(ledger, scope.conditions, sort, after, limit)));
  return pages.flat().sort(compareRows(sort)).slice(0, limit);
}

async function pageOf(context: Pick<Context, "central" | "platform" | "now">, scope: ListScope, { q, sort, cursor, limit }: ListParameters): Promise<DiscrepancyList> {
  const list: ListName = { q, sort, tenant: scope.tenant };
  const after = cursor === undefined ? null : await readCursor(cursor, list);
  const rows = await readRows(scope, sort, after, limit + 1);
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return { discrepancies: await toDiscrepancyViews(context, shown), next: last ? await toCursor(placeOf(last, sort), list) : null };
}
