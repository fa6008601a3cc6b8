import type { Context } from "../kernel/context.ts";
import { findTenant } from "../directory/queries.ts";
import { GuardFailed, record, thisIndex } from "../log/record.ts";
import { AUTHORITY } from "../tenancy/require-role.ts";
import { actAsSystem, type Surroundings } from "../tenancy/system-context.ts";
import type { Routine } from "./schema.ts";

/** The platform acting for the authority, with whom the marks are kept; null before there is one. */
export async function routineContext(surroundings: Surroundings): Promise<Context | null> {
  const authority = await findTenant(surroundings.central, AUTHORITY);
  return authority && actAsSystem(authority, surroundings);
}

/** The last day before `day` for which the routine ran to its end, or null. */
export function findLastMark({ ledger, tenant }: Context, routine: Routine, day: string): Promise<string | null> {
  return ledger.prepare("SELECT MAX(mark) AS last FROM routine_mark WHERE tenant_id = ? AND routine = ? AND mark < ?").bind(tenant.code, routine, day).first<string>("last");
}

/** Everything the routine ran to its end for. */
export async function listMarks({ ledger, tenant }: Context, routine: Routine): Promise<Set<string>> {
  const { results } = await ledger.prepare("SELECT mark FROM routine_mark WHERE tenant_id = ? AND routine = ?").bind(tenant.code, routine).all<{ mark: string }>();
  return new Set(results.map(({ mark }) => mark));
}

/** Keeps that the routine ran to its end. A second time it writes nothing. */
export async function keepMark(context: Context, routine: Routine, mark: string): Promise<void> {
  const { ledger, tenant, now } = context;
  const key = [tenant.code, routine, mark];
  await record(
    context,
    { kind: "routine.done", at: now, routine, mark },
    [ledger.prepare(`INSERT INTO routine_mark (tenant_id, routine, mark, log_idx) VALUES (?1, ?2, ?3, ${thisIndex.replace("?", "?1")})`).bind(...key)],
    [{ holds: "NOT EXISTS (SELECT 1 FROM routine_mark WHERE tenant_id = ? AND routine = ? AND mark = ?)", params: key }],
  ).catch((error: unknown) => {
    if (!(error instanceof GuardFailed)) throw error;
  });
}
