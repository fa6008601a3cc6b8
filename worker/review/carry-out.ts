import { messageOf } from "../kernel/database-error.ts";
import type { PlatformContext } from "../tenancy/authenticate.ts";
import { AUTHORITY } from "../tenancy/require-role.ts";
import { systemContextOf } from "../tenancy/system-context.ts";
import { authorityContext } from "./bulk-contexts.ts";
import { listStalled } from "./bulk-queries.ts";
import { runOrder } from "./run-order.ts";

/** What a runner of its own (worker/jobs.ts) is told. */
export type OrderJob = { bulk: string };

/** An order nothing was heard of for so long has lost its runner. Milliseconds. */
const STALLED_AFTER = 120_000;

/** Moves the first items at once; what waits then is moved by a runner of its own, whether or not anybody looks on. */
export async function carryOut(context: PlatformContext, workflow: Workflow, bulk: string): Promise<void> {
  const { isFinished } = await runOrder(await authorityContext(context), bulk);
  if (isFinished) return;
  // The order is kept: should no runner start now, resumeStalled finds it.
  await workflow.createBatch([{ id: bulk, params: { bulk } satisfies OrderJob }]).catch((error: unknown) => console.error(JSON.stringify({ job: "order", bulk, error: messageOf(error) })));
}

/** Gives orders that have lost their runner a new one; returns which. A runner that is still there does no harm: each item is moved once. */
export async function resumeStalled(home: Pick<PlatformContext, "central" | "platform" | "now">, workflow: Workflow): Promise<string[]> {
  const { ledger } = await systemContextOf(AUTHORITY, home);
  const stalled = await listStalled(ledger, AUTHORITY, home.now - STALLED_AFTER);
  if (stalled.length > 0) await workflow.createBatch(stalled.map((bulk) => ({ id: `${bulk}_${Math.floor(home.now / STALLED_AFTER)}`, params: { bulk } satisfies OrderJob })));
  return stalled;
}
