import type { Platform } from "../kernel/context.ts";
import { Problem } from "../kernel/problem.ts";
import { systemContextOf } from "../tenancy/system-context.ts";
import { listKeysToRetire } from "./queries.ts";
import { retireKey } from "./revoke-key.ts";

/**
 * Writes into each tenant's log that replaced keys have ended whose overlap is over at `now` (milliseconds). They stopped signing at
 * that very moment without it; the entry lets whoever reads only the log know. Returns how many ended. Run twice, it does nothing more.
 */
export async function retireKeys(central: D1Database, platform: Platform, now: number): Promise<number> {
  let ended = 0;
  for (const ledger of Object.values(platform.ledgers)) {
    for (const { tenantId, kid } of await listKeysToRetire(ledger, now)) {
      const context = await systemContextOf(tenantId, { central, platform, now });
      try {
        await retireKey(context, { kid });
        ended++;
      } catch (error) {
        // Its owner revoked it a moment ago: that is in the log already.
        if (!(error instanceof Problem)) throw error;
      }
    }
  }
  return ended;
}
