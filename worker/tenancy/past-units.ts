import type { Context } from "../kernel/context.ts";
import { record } from "../log/record.ts";

/** A unit outside the authority that an officer belongs to, or belonged to until the end of a day; null is "still". */
export type PastUnit = { unit: string; until: string | null };

/** Keeps which units the officer belongs or belonged to, in place of what was kept before. The log has their codes and days. */
export async function keepPastUnits(context: Context, officerId: string, units: readonly PastUnit[], by: string): Promise<void> {
  const { ledger, tenant, now } = context;
  const said = units.map(({ unit, until }) => `${unit}:${until ?? "now"}`).join(",");
  await record(context, { kind: "policy.changed", at: now, subject: officerId, units: said, by }, [
    ledger.prepare("DELETE FROM officer_past_unit WHERE tenant_id = ? AND officer_id = ?").bind(tenant.code, officerId),
    ledger
      .prepare("INSERT INTO officer_past_unit (tenant_id, officer_id, unit_tenant_code, until) SELECT ?, ?, value ->> 'unit', value ->> 'until' FROM json_each(?)")
      .bind(tenant.code, officerId, JSON.stringify(units)),
  ]);
}
