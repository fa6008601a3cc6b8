import type { Platform } from "../kernel/context.ts";
import { forgetSessions } from "../tenancy/session-list.ts";

/** Sessions are listed and counted for so long after they were begun, in milliseconds; they live eight hours. */
const SESSIONS_KEPT = 48 * 3_600_000;

/** Takes away what says nothing any more, in every ledger: spent challenges and tokens that have expired, sessions of the days before. */
export async function forgetExpired(platform: Platform, now: number): Promise<void> {
  for (const ledger of Object.values(platform.ledgers)) {
    await ledger.prepare("DELETE FROM spent_token WHERE expires_at < ?").bind(now).run();
    await forgetSessions(ledger, now - SESSIONS_KEPT);
  }
}
