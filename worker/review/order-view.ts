import type { Context } from "../kernel/context.ts";
import { Problem } from "../kernel/problem.ts";
import type { PlatformContext } from "../tenancy/authenticate.ts";
import { AUTHORITY, requireAuthority } from "../tenancy/require-role.ts";
import { authorityContext } from "./bulk-contexts.ts";
import type { BulkList, BulkView } from "./bulk-contract.ts";
import { findBulk, listBulksOf, listFailures, type StoredBulk } from "./bulk-queries.ts";
import type { TransitionId } from "./contract.ts";

/** How far an order has come, and what was refused. */
export async function getOrder(context: PlatformContext, bulkId: string): Promise<BulkView> {
  requireAuthority(context, ["auditor", "supervisor", "operator"]);
  const home = await authorityContext(context);
  const [bulk, failures] = await Promise.all([requireOrder(home, bulkId), listFailures(home.ledger, AUTHORITY, bulkId)]);
  return { ...toOrderView(bulk), failures };
}

/** A page of the caller's own orders, the newest first. */
export async function listOwnOrders(context: PlatformContext, { before, limit }: { before?: string | undefined; limit: number }): Promise<BulkList> {
  const officer = requireAuthority(context, ["auditor", "supervisor"]);
  const { ledger } = await authorityContext(context);
  const bulks = await listBulksOf(ledger, AUTHORITY, officer.id, before ?? null, limit + 1);
  const page = bulks.slice(0, limit);
  return { orders: page.map(toOrderView), next: bulks.length > limit ? page.at(-1)!.id : null };
}

/** The order, if it is the officer's own to go on with. */
export async function requireOwnOrder(home: Context, bulkId: string, officerId: string): Promise<StoredBulk> {
  const bulk = await requireOrder(home, bulkId);
  if (bulk.actorId !== officerId) throw new Problem("not-permitted", "Only whoever gave the order goes on with it or takes it back. Look at its results, or give an order of your own.");
  return bulk;
}

async function requireOrder({ ledger }: Context, id: string): Promise<StoredBulk> {
  const bulk = await findBulk(ledger, AUTHORITY, id);
  if (!bulk) throw new Problem("not-found", "There is no order with this id. GET /v1/discrepancies/bulk lists your own.");
  return bulk;
}

function toOrderView({ id, transition, at, total, moved, refused, progressedAt, finishedAt, manifest, submissionJti }: StoredBulk): BulkList["orders"][number] {
  return {
    id, transition: transition as TransitionId, at: textOf(at), total, moved, refused, waiting: total - moved - refused, manifest, submission: submissionJti,
    progressedAt: progressedAt === null ? null : textOf(progressedAt), finishedAt: finishedAt === null ? null : textOf(finishedAt),
  };
}

function textOf(at: number): string {
  return new Date(at).toISOString();
}
