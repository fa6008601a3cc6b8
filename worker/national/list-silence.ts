import type { Platform } from "../kernel/context.ts";
import { showReporting } from "../submissions/show-reporting.ts";
import type { Timing } from "../submissions/obligation-contract.ts";
import type { Silence } from "./contract.ts";
import { aboutWindow, readWindow } from "./read-window.ts";
import { namesOf } from "./tenant-table.ts";

/**
 * Who owed a report of the window and gave none, who can still come in time, who came late or within more time that was granted, and who
 * listed services without numbers. By our own receipts at `now`: nobody is silent before the last day in time, an extension's too, has passed.
 */
export async function listSilence(central: D1Database, platform: Platform, periodId: string, now: number): Promise<Silence> {
  const national = await readWindow(central, platform, periodId);
  const { tenants, heads, reportType, window } = national;
  const { rows, dueOn } = await showReporting({ central, platform, now }, reportType.id, window.id);
  const headOf = new Map(heads.map((head) => [head.tenantId, head]));
  const timed = (timing: Timing) =>
    rows.flatMap((row) => {
      const tenant = tenants.get(row.tenant);
      return tenant && row.isOwed && row.timing === timing ? [{ ...namesOf(tenant), dueOn: row.dueOn, extendedTo: row.extendedTo }] : [];
    });
  return {
    ...aboutWindow(national),
    missing: timed("missing").map((row) => ({ ...row, audited: headOf.has(row.code) })),
    waiting: timed("open"),
    withoutNumbers: [...tenants.values()].flatMap((tenant) => {
      const head = headOf.get(tenant.code);
      const extendedTo = rows.find((row) => row.tenant === tenant.code)?.extendedTo ?? null;
      return head?.reportWithoutCounts ? [{ ...namesOf(tenant), dueOn, extendedTo, services: head.reportServices ?? 0, withoutCounts: head.reportWithoutCounts }] : [];
    }),
    late: timed("late"),
    byExtension: timed("on-time-by-extension"),
  };
}
