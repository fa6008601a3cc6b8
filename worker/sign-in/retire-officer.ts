import type { Context } from "../kernel/context.ts";
import { Problem } from "../kernel/problem.ts";
import { GuardFailed, record } from "../log/record.ts";
import { requireStepUp } from "../tenancy/require-step-up.ts";
import { isSamePerson } from "../tenancy/same-person.ts";
import { endSessionsStatement } from "../tenancy/session-list.ts";
import { revokeLinksStatement } from "./change-roles.ts";
import { getPerson, requireRegistrar } from "./require-registrar.ts";

/** The person acts for the tenant no more: sessions end, links are worth nothing. What they signed stays. Their keys are signing's to revoke. */
export async function retireOfficer(context: Context, officerId: string): Promise<void> {
  const { ledger, tenant, now } = context;
  const registrar = requireRegistrar(context);
  const person = await getPerson(context, registrar, officerId);
  if (isSamePerson(registrar.officer, person.id)) throw new Problem("self-approval", "Nobody ends their own work here. Ask another administrator of the tenant.");
  requireStepUp(context);
  const statements = [
    ledger.prepare("UPDATE officer SET ended_at = ? WHERE tenant_id = ? AND id = ?").bind(now, tenant.code, person.id),
    endSessionsStatement(ledger, { tenantId: tenant.code, id: person.id }, now),
    revokeLinksStatement(context, person.id),
  ];
  const stillActs = { holds: "EXISTS (SELECT 1 FROM officer WHERE tenant_id = ? AND id = ? AND ended_at IS NULL)", params: [tenant.code, person.id] };
  await record(context, { kind: "officer.ended", at: now, subject: person.id, by: registrar.officer.id }, statements, [stillActs]).catch((error: unknown) => {
    if (error instanceof GuardFailed) throw new Problem("not-found", "The person acts for the tenant no more already.");
    throw error;
  });
}
