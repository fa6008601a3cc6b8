import { Problem } from "../kernel/problem.ts";
import type { PlatformContext } from "../tenancy/authenticate.ts";
import { AUTHORITY, requireAuthority } from "../tenancy/require-role.ts";
import { authorityContext } from "./bulk-contexts.ts";
import { BULK_CHUNK, type BulkRequest, type BulkView } from "./bulk-contract.ts";
import { listMoved } from "./bulk-queries.ts";
import { carryOut } from "./carry-out.ts";
import { UNDO_WITHIN, type UnsignedRequest } from "./contract.ts";
import { keepOrder } from "./keep-order.ts";
import { getOrder, requireOwnOrder } from "./order-view.ts";
import { chooseForMove, listDigest } from "./preview-many.ts";
import { runOrder } from "./run-order.ts";

/**
 * Keeps the order with its list as it is now. A small one is carried out at once; a large one is left to a runner and begins when the time in
 * which moves are taken back is over, so that taking it back (stop-order.ts) moves nothing at all.
 */
export async function moveMany(context: PlatformContext, workflow: Workflow, order: BulkRequest): Promise<BulkView> {
  const officer = requireAuthority(context, ["auditor", "supervisor"]);
  const items = await chooseForMove(context, order);
  const { transition } = order.request;
  const startsAt = items.length > BULK_CHUNK ? context.now + UNDO_WITHIN : null;
  const { id } = await keepOrder(await authorityContext(context), { by: officer.id, transition, request: order.request as UnsignedRequest, manifest: await listDigest(items, transition), startsAt, items, signed: null });
  await carryOut(context, workflow, id);
  return getOrder(context, id);
}

/** Moves the next ones of an own order now, whatever its runner does. */
export async function goOnWithOrder(context: PlatformContext, bulkId: string): Promise<BulkView> {
  const officer = requireAuthority(context, ["auditor", "supervisor"]);
  const home = await authorityContext(context);
  await requireOwnOrder(home, bulkId, officer.id);
  await runOrder(home, bulkId);
  return getOrder(context, bulkId);
}

/** Takes back an own, small, unsigned order: each of its moves that is younger than ten seconds and the last of its discrepancy. An order of its own, with an outcome for each. */
export async function undoOrder(context: PlatformContext, bulkId: string): Promise<BulkView> {
  const officer = requireAuthority(context, ["auditor", "supervisor"]);
  const home = await authorityContext(context);
  const bulk = await requireOwnOrder(home, bulkId, officer.id);
  if (bulk.submissionJti !== null || bulk.transition === "undo" || bulk.total > BULK_CHUNK) {
    throw new Problem("transition-refused", `Only an unsigned order of at most ${BULK_CHUNK} is taken back as a whole. A larger one waits ten seconds before it begins: stop it (…/stop), and what waits is not moved. Of what was moved already, make another move instead.`);
  }
  const items = (await listMoved(home.ledger, AUTHORITY, bulkId)).map(({ unitTenantId, discrepancyId, version }) => ({ tenant: unitTenantId, id: discrepancyId, version: version + 1 }));
  const { id } = await keepOrder(home, { by: officer.id, transition: "undo", request: { transition: "undo" }, manifest: await listDigest(items, "undo"), startsAt: null, items, signed: null });
  await runOrder(home, id);
  return getOrder(context, id);
}
