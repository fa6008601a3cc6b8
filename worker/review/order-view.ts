import type { Context } from "../kernel/context.ts";
import { Problem } from "../kernel/problem.ts";
import type { PlatformContext } from "../tenancy/authenticate.ts";
import { listOfficerNames } from "../tenancy/queries.ts";
import { AUTHORITY, requireAuthority } from "../tenancy/require-role.ts";
import { authorityContext } from "./bulk-contexts.ts";
import type { BulkList, BulkView, ItemList, ItemOutcome } from "./bulk-contract.ts";
import { findBulk, listBulksOf, listBulksUnderWay, listFailures, listItems, type StoredBulk, type StoredItem } from "./bulk-queries.ts";
import type { TransitionId } from "./contract.ts";
import { startsInOf } from "./run-order.ts";

/** How far an order has come, and what was refused. */
export async function getOrder(context: PlatformContext, bulkId: string): Promise<BulkView> {
  requireAuthority(context, ["auditor", "supervisor", "operator"]);
  const home = await authorityContext(context);
  const [bulk, failures] = await Promise.all([requireOrder(home, bulkId), listFailures(home.ledger, AUTHORITY, bulkId)]);
  const [view] = await toOrderViews(home, [bulk]);
  return { ...view!, failures };
}

/** A page of the caller's own orders, or for a supervisor of everybody's that are under way, the newest first. */
export async function listOrders(context: PlatformContext, { of, before = null, limit }: { of: "me" | "everybody"; before?: string | null | undefined; limit: number }): Promise<BulkList> {
  const officer = requireAuthority(context, of === "me" ? ["auditor", "supervisor"] : ["supervisor"]);
  const home = await authorityContext(context);
  const bulks = await (of === "me" ? listBulksOf(home.ledger, AUTHORITY, officer.id, before, limit + 1) : listBulksUnderWay(home.ledger, AUTHORITY, before, limit + 1));
  const page = bulks.slice(0, limit);
  return { orders: await toOrderViews(home, page), next: bulks.length > limit ? page.at(-1)!.id : null };
}

/** A page of what became of each item of an order, in its order. */
export async function listOrderItems(context: PlatformContext, bulkId: string, { outcome, after = -1, limit }: { outcome?: ItemOutcome | undefined; after?: number | undefined; limit: number }): Promise<ItemList> {
  requireAuthority(context, ["auditor", "supervisor", "operator"]);
  const home = await authorityContext(context);
  await requireOrder(home, bulkId);
  const found = await listItems(home.ledger, AUTHORITY, bulkId, { outcome, after, limit: limit + 1 });
  const page = found.slice(0, limit);
  return { items: page.map(toItemView), next: found.length > limit ? page.at(-1)!.place : null };
}

/** The order, if it is the officer's own to go on with. */
export async function requireOwnOrder(home: Context, bulkId: string, officerId: string): Promise<StoredBulk> {
  const bulk = await requireOrder(home, bulkId);
  if (bulk.actorId !== officerId) throw new Problem("not-permitted", "Only whoever gave the order goes on with it or takes it back. Look at its results, or give an order of your own.");
  return bulk;
}

export async function requireOrder({ ledger }: Context, id: string): Promise<StoredBulk> {
  const bulk = await findBulk(ledger, AUTHORITY, id);
  if (!bulk) throw new Problem("not-found", "There is no order with this id. GET /v1/discrepancies/bulk lists your own.");
  return bulk;
}

async function toOrderViews({ ledger, now }: Context, bulks: readonly StoredBulk[]): Promise<BulkList["orders"]> {
  const names = await listOfficerNames(ledger, AUTHORITY, [...new Set(bulks.flatMap(({ actorId, stoppedBy }) => (stoppedBy === null ? [actorId] : [actorId, stoppedBy])))]);
  return bulks.map((bulk) => toOrderView(bulk, names, now));
}

function toOrderView(bulk: StoredBulk, names: ReadonlyMap<string, string>, now: number): BulkList["orders"][number] {
  const { id, transition, at, total, moved, refused, progressedAt, finishedAt, manifest, submissionJti, actorId, stoppedAt, stoppedBy } = bulk;
  const left = total - moved - refused;
  const startsIn = startsInOf(bulk, now);
  const personOf = (officer: string) => ({ id: officer, name: names.get(officer) ?? null });
  return {
    id, transition: transition as TransitionId, at: textOf(at), by: personOf(actorId), total, moved, refused, manifest, submission: submissionJti,
    waiting: finishedAt === null ? left : 0,
    notMoved: finishedAt === null ? 0 : left,
    startsIn: startsIn > 0 && stoppedAt === null ? startsIn : null,
    stopped: stoppedAt === null ? null : { at: textOf(stoppedAt), by: personOf(stoppedBy!) },
    progressedAt: progressedAt === null ? null : textOf(progressedAt), finishedAt: finishedAt === null ? null : textOf(finishedAt),
  };
}

function toItemView({ place, unitTenantId, discrepancyId, version, outcome }: StoredItem): ItemList["items"][number] {
  const became = outcome === null ? "waiting" : outcome === "moved" || outcome === "stopped" ? outcome : "refused";
  return { place, tenant: unitTenantId, id: discrepancyId, version, outcome: became, code: became === "refused" ? outcome : null };
}

function textOf(at: number): string {
  return new Date(at).toISOString();
}
