import type { Context } from "../kernel/context.ts";
import { Problem } from "../kernel/problem.ts";
import { GuardFailed, record } from "../log/record.ts";
import type { PlatformContext } from "../tenancy/authenticate.ts";
import { AUTHORITY, requireAuthority } from "../tenancy/require-role.ts";
import { authorityContext } from "./bulk-contexts.ts";
import type { BulkView } from "./bulk-contract.ts";
import { getOrder, requireOrder } from "./order-view.ts";
import { runOrder } from "./run-order.ts";

/** How often a go that was under way may have counted while we settle; then its runner ends the order. */
const TRIES = 5;

/**
 * Stops an order: what waits is not moved, what was moved stays and is listed. Before it begins that is nothing at all. By whoever gave it, or a
 * supervisor; signed ones too: a conclusion that was not given for a discrepancy yet is none. Again, it answers with the order as it is.
 */
export async function stopOrder(context: PlatformContext, bulkId: string): Promise<BulkView> {
  const officer = requireAuthority(context, ["auditor", "supervisor"]);
  const home = await authorityContext(context);
  const { actorId } = await requireOrder(home, bulkId);
  if (actorId !== officer.id && !officer.roles.includes("supervisor")) throw new Problem("not-permitted", "Only whoever gave the order, or a supervisor, stops it. Ask one of them.");
  await markStopped(home, bulkId, officer.id);
  for (let go = 0; go < TRIES; go++) if ((await runOrder(home, bulkId)).isFinished) break;
  return getOrder(context, bulkId);
}

async function markStopped(home: Context, bulkId: string, by: string): Promise<void> {
  const { ledger, now } = home;
  try {
    await record(
      home,
      { kind: "bulk-move", at: now, bulk: bulkId, act: "stop", by },
      [ledger.prepare("UPDATE bulk_move SET stopped_at = ?3, stopped_by = ?4 WHERE tenant_id = ?1 AND id = ?2").bind(AUTHORITY, bulkId, now, by)],
      [{ holds: "EXISTS (SELECT 1 FROM bulk_move WHERE tenant_id = ? AND id = ? AND finished_at IS NULL AND stopped_at IS NULL)", params: [AUTHORITY, bulkId] }],
    );
  } catch (error) {
    if (!(error instanceof GuardFailed)) throw error;
    const { stoppedAt } = await requireOrder(home, bulkId);
    // Somebody stopped it before: that is what was asked for.
    if (stoppedAt === null) throw new Problem("transition-refused", "The order is at its end: nothing of it waits. What it moved stays; make another move where it was wrong.");
  }
}
