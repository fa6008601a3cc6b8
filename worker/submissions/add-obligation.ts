import type { Context } from "../kernel/context.ts";
import { GuardFailed, record, thisIndex, type Guard } from "../log/record.ts";
import { Problem } from "../kernel/problem.ts";

/** Days, both inside; `validTo` null is "until further notice". */
export type NewObligation = { reportTypeId: string; validFrom: string; validTo: string | null; reason?: string };
/** Who decides, as the log and the history keep it. */
const actorIdOf = (context: Pick<Context, "actor">) => ("id" in context.actor ? context.actor.id : context.actor.kind);

/** Bound as ?1 in every statement here. */
const entryIndex = thisIndex.replace("?", "?1");
const nextVersion = "COALESCE((SELECT MAX(version) + 1 FROM obligation_event WHERE tenant_id = ?1 AND report_type_id = ?2), 1)";

/**
 * The tenant owes the report for every window that the days touch, from now on for good: the past is never inferred anew. Throws
 * Problem `version-conflict` where the days meet those of an obligation that is there.
 */
export async function addObligation(context: Pick<Context, "ledger" | "tenant" | "now" | "actor">, { reportTypeId, validFrom, validTo, reason = "" }: NewObligation): Promise<void> {
  const { ledger, tenant, now } = context;
  const by = actorIdOf(context);
  const free: Guard = {
    holds: "NOT EXISTS (SELECT 1 FROM obligation WHERE tenant_id = ? AND report_type_id = ? AND valid_from <= ? AND (valid_to IS NULL OR valid_to >= ?))",
    params: [tenant.code, reportTypeId, validTo ?? "9999-12-31", validFrom],
  };
  await record(
    context,
    { kind: "obligation.set", at: now, reportType: reportTypeId, from: validFrom, to: validTo, by },
    [
      eventStatement(ledger, tenant.code, reportTypeId, "set", validFrom, validTo, reason, by, now),
      ledger
        .prepare("INSERT INTO obligation (tenant_id, report_type_id, valid_from, valid_to, policy_version) VALUES (?1, ?2, ?3, ?4, (SELECT MAX(version) FROM obligation_event WHERE tenant_id = ?1 AND report_type_id = ?2))")
        .bind(tenant.code, reportTypeId, validFrom, validTo),
    ],
    [free],
  ).catch((error: unknown) => {
    if (error instanceof GuardFailed) throw new Problem("version-conflict", "The tenant owes this report on some of these days already. Load the obligations again: end the one that is there, or begin on the day after its last.");
    throw error;
  });
}

/** The obligation ends with `lastDay`. What was owed up to then stays owed; a second person at once changes nothing more. */
export async function endObligation(context: Pick<Context, "ledger" | "tenant" | "now" | "actor">, { reportTypeId, validFrom, lastDay, reason }: { reportTypeId: string; validFrom: string; lastDay: string; reason: string }): Promise<void> {
  const { ledger, tenant, now } = context;
  const by = actorIdOf(context);
  await record(
    context,
    { kind: "obligation.ended", at: now, reportType: reportTypeId, from: validFrom, to: lastDay, by },
    [
      eventStatement(ledger, tenant.code, reportTypeId, "end", validFrom, lastDay, reason, by, now),
      ledger
        .prepare("UPDATE obligation SET valid_to = ?4, policy_version = (SELECT MAX(version) FROM obligation_event WHERE tenant_id = ?1 AND report_type_id = ?2) WHERE tenant_id = ?1 AND report_type_id = ?2 AND valid_from = ?3")
        .bind(tenant.code, reportTypeId, validFrom, lastDay),
    ],
    [{ holds: "EXISTS (SELECT 1 FROM obligation WHERE tenant_id = ? AND report_type_id = ? AND valid_from = ? AND (valid_to IS NULL OR valid_to > ?))", params: [tenant.code, reportTypeId, validFrom, lastDay] }],
  ).catch((error: unknown) => {
    if (error instanceof GuardFailed) throw new Problem("version-conflict", "There is no such obligation, or it ends on that day or earlier already. Load the obligations again; a longer one is set anew from the day after.");
    throw error;
  });
}

function eventStatement(ledger: D1Database, tenantCode: string, reportTypeId: string, action: "set" | "end", validFrom: string, validTo: string | null, reason: string, by: string, now: number): D1PreparedStatement {
  return ledger
    .prepare(
      `INSERT INTO obligation_event (tenant_id, report_type_id, version, action, valid_from, valid_to, reason, actor_id, at, log_idx)
       VALUES (?1, ?2, ${nextVersion}, ?3, ?4, ?5, ?6, ?7, ?8, ${entryIndex})`,
    )
    .bind(tenantCode, reportTypeId, action, validFrom, validTo, reason, by, now);
}
