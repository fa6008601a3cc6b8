import type { Context } from "../kernel/context.ts";
import { record } from "../log/record.ts";

/** Days, both inside; `validTo` null is "until further notice". */
export type NewObligation = { reportTypeId: string; validFrom: string; validTo: string | null };

/** The tenant owes the report for every window that the days touch, from now on for good: the past is never inferred anew. */
export async function addObligation(context: Pick<Context, "ledger" | "tenant" | "now">, { reportTypeId, validFrom, validTo }: NewObligation): Promise<void> {
  const { ledger, tenant, now } = context;
  await record(context, { kind: "policy.changed", at: now, subject: "obligation", reportType: reportTypeId, from: validFrom, to: validTo }, [
    ledger.prepare("INSERT INTO obligation (tenant_id, report_type_id, valid_from, valid_to) VALUES (?, ?, ?, ?)").bind(tenant.code, reportTypeId, validFrom, validTo),
  ]);
}
