import type { Platform } from "../kernel/context.ts";
import { Problem } from "../kernel/problem.ts";
import { requeueFailed, reopenNight } from "./night-progress.ts";
import { findAuthorityLedger } from "../tenancy/find-authority-ledger.ts";
import { getNight } from "./show-nights.ts";
import type { Night } from "./start-audit.ts";

/**
 * Puts what failed in a night back into its queue and starts its Workflow again for that. Two people at once retry each audit once.
 * Throws Problem `transition-refused` when nothing of the night has failed.
 */
export async function retryNight(scope: { central: D1Database; platform: Platform; now: number }, workflow: Workflow, key: string): Promise<{ night: string; retried: number }> {
  const night = await getNight(scope, key);
  const counts = await Promise.all(Object.values(scope.platform.ledgers).map((ledger) => requeueFailed(ledger, key)));
  const retried = counts.reduce((sum, count) => sum + count, 0);
  if (retried === 0) throw new Problem("transition-refused", "Nothing of this night has failed, or somebody has just asked for it again. Look at the night: what is under way is shown there.");
  await reopenNight((await findAuthorityLedger(scope.central, scope.platform))!, key);
  const id = `night_${key}_again-${scope.now}`;
  await workflow.createBatch([{ id, params: { key, day: night.day, isRetry: true } satisfies Night }]);
  return { night: id, retried };
}
