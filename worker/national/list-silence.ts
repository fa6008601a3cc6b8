import type { Platform } from "../kernel/context.ts";
import { getHolidays } from "../directory/queries.ts";
import { dueDayOf } from "../directory/report-windows.ts";
import type { Silence } from "./contract.ts";
import { aboutWindow, readWindow } from "./read-window.ts";
import { namesOf } from "./tenant-table.ts";

/** Who owed a report of the window and gave none, who listed services without numbers, and who came late. */
export async function listSilence(central: D1Database, platform: Platform, periodId: string): Promise<Silence> {
  const [national, holidays] = await Promise.all([readWindow(central, platform, periodId), getHolidays(central)]);
  const { tenants, heads, owing, window, reportType } = national;
  const dueOn = dueDayOf(reportType, window.id, holidays);
  const headOf = new Map(heads.map((head) => [head.tenantId, head]));
  const owes = new Set(owing.map(({ tenantId }) => tenantId));
  const known = [...tenants.values()].map((tenant) => ({ tenant, head: headOf.get(tenant.code), row: { ...namesOf(tenant), dueOn } }));
  return {
    ...aboutWindow(national),
    missing: known.flatMap(({ tenant, head, row }) => (owes.has(tenant.code) && !head?.filed ? [{ ...row, audited: head !== undefined }] : [])),
    withoutNumbers: known.flatMap(({ head, row }) => (head?.reportWithoutCounts ? [{ ...row, services: head.reportServices ?? 0, withoutCounts: head.reportWithoutCounts }] : [])),
    late: known.flatMap(({ head, row }) => (head?.filed && !head.onTime ? [row] : [])),
  };
}
