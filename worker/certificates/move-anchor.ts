import type { Context } from "../kernel/context.ts";
import { Problem } from "../kernel/problem.ts";
import { GuardFailed, record, thisIndex, type Guard } from "../log/record.ts";
import { requireRole } from "../tenancy/require-role.ts";
import { requireStepUp } from "../tenancy/require-step-up.ts";
import { isSamePerson } from "../tenancy/same-person.ts";
import { findAnchor, type Anchor } from "./queries.ts";

/** Trusts a proposed anchor from here on. Nobody approves what they added: two people stand behind every CA. */
export async function approveAnchor(context: Context, id: string): Promise<void> {
  const approver = requireRole(context, ["administrator", "operator"]);
  requireStepUp(context);
  const { ledger, tenant, now } = context;
  const anchor = await getAnchor(context, id);
  if (isSamePerson(approver, anchor.addedBy)) throw new Problem("self-approval", "Nobody approves an anchor that they added. Ask another administrator.");
  if (anchor.state !== "pending") throw new Problem("transition-refused", `The anchor is ${anchor.state}; only a pending one can be approved.`);
  const update = ledger
    .prepare(`UPDATE trust_anchor SET state = 'active', approved_by = ?, approved_at = ?, approved_idx = ${thisIndex} WHERE tenant_id = ? AND id = ?`)
    .bind(approver.id, now, tenant.code, tenant.code, id);
  await move(() => record(context, { kind: "anchor.approved", at: now, anchor: id, sha256: anchor.sha256, by: approver.id }, [update], [storedAs(anchor, ["pending"])]));
}

/**
 * Ends the trust at once, or withdraws a proposal: by one administrator, because less trust needs no second look. Keys whose certificates lead
 * to it sign nothing any more; what they signed stays.
 */
export async function retireAnchor(context: Context, id: string, reason: string): Promise<void> {
  const administrator = requireRole(context, ["administrator", "operator"]);
  requireStepUp(context);
  const { ledger, tenant, now } = context;
  const anchor = await getAnchor(context, id);
  if (anchor.state === "retired") throw new Problem("transition-refused", "The anchor is retired already.");
  const update = ledger
    .prepare(`UPDATE trust_anchor SET state = 'retired', retired_by = ?, retired_at = ?, reason = ?, retired_idx = ${thisIndex} WHERE tenant_id = ? AND id = ?`)
    .bind(administrator.id, now, reason, tenant.code, tenant.code, id);
  await move(() => record(context, { kind: "anchor.retired", at: now, anchor: id, sha256: anchor.sha256, by: administrator.id }, [update], [storedAs(anchor, ["pending", "active"])]));
}

export async function getAnchor({ ledger, tenant }: Context, id: string): Promise<Anchor> {
  const anchor = await findAnchor(ledger, tenant.code, id);
  if (!anchor) throw new Problem("not-found", "The tenant has no such anchor. GET …/anchors lists them.");
  return anchor;
}

function storedAs({ tenantId, id }: Anchor, states: readonly string[]): Guard {
  return { holds: "EXISTS (SELECT 1 FROM trust_anchor WHERE tenant_id = ? AND id = ? AND state IN (SELECT value FROM json_each(?)))", params: [tenantId, id, JSON.stringify(states)] };
}

async function move(write: () => Promise<unknown>): Promise<void> {
  await write().catch((error: unknown) => {
    if (error instanceof GuardFailed) throw new Problem("transition-refused", "Somebody else decided about this anchor meanwhile. Load the list again.");
    throw error;
  });
}
