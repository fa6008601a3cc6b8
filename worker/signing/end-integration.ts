import type { Context } from "../kernel/context.ts";
import { Problem } from "../kernel/problem.ts";
import { GuardFailed, record } from "../log/record.ts";
import type { IntegrationEndReason } from "../tenancy/contract.ts";
import { integrationStillActs } from "../tenancy/integration-still-acts.ts";
import { findIntegration } from "../tenancy/queries.ts";
import { requireRole } from "../tenancy/require-role.ts";
import { requireStepUp } from "../tenancy/require-step-up.ts";
import { revokeKeysOf } from "./revoke-keys-of.ts";

/**
 * Ends a system's connection, for good: what it pushes and asks for is refused from the same moment, then each of its keys ends with its own entry in
 * the log. What it told stays. Throws Problem `transition-refused` when it was ended already.
 */
export async function endIntegration(context: Context, id: string, reason: IntegrationEndReason): Promise<void> {
  const administrator = requireRole(context, ["administrator"]);
  const { ledger, tenant, now } = context;
  const integration = await findIntegration(ledger, tenant.code, id);
  if (!integration) throw new Problem("not-found", "The tenant has no such integration. GET …/integrations lists them.");
  if (integration.endedAt !== null) throw endedAlready();
  requireStepUp(context);
  const update = ledger.prepare("UPDATE integration SET ended_at = ?, ended_by = ?, end_reason = ? WHERE tenant_id = ? AND id = ?").bind(now, administrator.id, reason, tenant.code, id);
  await record(context, { kind: "integration.ended", at: now, subject: id, by: administrator.id, reason }, [update], [integrationStillActs(tenant.code, id)]).catch((error: unknown) => {
    throw error instanceof GuardFailed ? endedAlready() : error;
  });
  await revokeKeysOf(context, id, "cessation");
}

function endedAlready(): Problem {
  return new Problem("transition-refused", "This integration was ended already. To connect the system again, add a new one.");
}
