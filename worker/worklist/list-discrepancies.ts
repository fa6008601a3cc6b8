import type { Actor, Context } from "../kernel/context.ts";
import type { PlatformContext } from "../tenancy/authenticate.ts";
import { AUTHORITY, requireAuthority, requireReaderOrMachine } from "../tenancy/require-role.ts";
import type { Condition } from "../audit/discrepancy-conditions.ts";
import { comparePlaces, placeOf, type ListPlace, type ListSort } from "../audit/list-orders.ts";
import { listPage, type ListedDiscrepancy } from "../audit/list-queries.ts";
import { MOST_LOOKED_AT, type DiscrepancyList, type ListParameters } from "./contract.ts";
import { toDiscrepancyViews } from "./discrepancy-view.ts";
import { readCursor, toCursor, type ListName } from "./list-cursor.ts";
import { readQuery } from "./read-query.ts";

/** Whose rows a list has: every tenant's in these ledgers, or one tenant's in its own. */
export type ListScope = { ledgers: readonly D1Database[]; conditions: readonly Condition[]; tenant: string | null };

/**
 * A page of the discrepancies of all tenants that the query asks for, open ones first, then in the order asked for. Every ledger is asked
 * once, at the same time, for one row more than the page; a row that changes its place meanwhile may be seen twice or not. A page that
 * would look at more than MOST_LOOKED_AT of a ledger ends there, short or empty, and `next` goes on.
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

/** `next` is the place to go on from, null at the end; `isPartial` when it is only as far as was looked. */
export type RowsPage = { rows: ListedDiscrepancy[]; next: ListPlace | null; isPartial: boolean };

/**
 * The rows of the scope that come next in the order, merged over its ledgers: at most `limit`, and of each ledger at most `most` looked at. Where
 * one ledger was not looked through to its end, nothing after that place is shown: it may have rows that stand before.
 */
export async function readRows({ ledgers, conditions }: ListScope, sort: ListSort, after: ListPlace | null, limit: number, most = MOST_LOOKED_AT): Promise<RowsPage> {
  const inOrder = comparePlaces(sort);
  const pages = await Promise.all(ledgers.map((ledger) => listPage(ledger, conditions, sort, after, limit + 1, most)));
  const frontier = pages.flatMap(({ lookedTo }) => lookedTo ?? []).sort(inOrder)[0] ?? null;
  const placed = pages.flatMap(({ rows }) => rows).map((row) => ({ row, place: placeOf(row, sort) }));
  const known = placed.filter(({ place }) => frontier === null || inOrder(place, frontier) <= 0).sort((a, b) => inOrder(a.place, b.place));
  const shown = known.slice(0, limit);
  const isFull = known.length > limit;
  return { rows: shown.map(({ row }) => row), next: isFull ? shown.at(-1)!.place : frontier, isPartial: frontier !== null && shown.length < limit };
}

/** So many are looked at, and so many read, at once by whoever wants all of them. */
const AT_ONCE = { looked: 50_000, rows: 1_000 };

/** Every row of the scope as it is now, in the order; goes on until there is no more, or more than `most`. */
export async function readAllRows(scope: ListScope, sort: ListSort, most: number): Promise<ListedDiscrepancy[]> {
  const all: ListedDiscrepancy[] = [];
  for (let after: ListPlace | null = null; ; ) {
    const { rows, next } = await readRows(scope, sort, after, AT_ONCE.rows, AT_ONCE.looked);
    all.push(...rows);
    if (next === null || all.length > most) return all;
    after = next;
  }
}

async function pageOf(context: Pick<Context, "central" | "platform" | "now">, scope: ListScope, { q, sort, cursor, limit }: ListParameters): Promise<DiscrepancyList> {
  const list: ListName = { q, sort, tenant: scope.tenant };
  const after = cursor === undefined ? null : await readCursor(cursor, list);
  const { rows, next, isPartial } = await readRows(scope, sort, after, limit);
  return { discrepancies: await toDiscrepancyViews(context, rows), next: next && (await toCursor(next, list)), isPartial };
}
