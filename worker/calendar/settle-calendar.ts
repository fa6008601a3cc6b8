import type { Context } from "../kernel/context.ts";
import { decideDays, decideSetting } from "../directory/decide-calendar.ts";
import { findAuthorityLedger } from "../tenancy/find-authority-ledger.ts";
import { AUTHORITY } from "../tenancy/require-role.ts";
import { changeOf, listUnapplied } from "./queries.ts";

/**
 * Brings what was approved into the directory, in the order of approval, and marks it. The authority's ledger and the directory are two
 * databases: what was approved and did not get there is brought by the hourly job. Once more, it changes nothing.
 */
export async function settleCalendar({ central, platform, now }: Pick<Context, "central" | "platform" | "now">): Promise<number> {
  const ledger = await findAuthorityLedger(central, platform);
  const waiting = ledger ? await listUnapplied(ledger) : [];
  for (const stored of waiting) {
    const change = changeOf(stored);
    if (change.kind === "setting") await decideSetting(central, stored.decidedIndex!, { ...change, reportTypeId: change.reportType });
    else await decideDays(central, stored.decidedIndex!, change.days);
    await ledger!.prepare("UPDATE calendar_change SET applied_at = ? WHERE tenant_id = ? AND number = ? AND applied_at IS NULL").bind(now, AUTHORITY, stored.number).run();
  }
  return waiting.length;
}
