import type { Context } from "../kernel/context.ts";
import { Problem } from "../kernel/problem.ts";
import { thisIndex } from "../log/record.ts";
import { requireRole } from "../tenancy/require-role.ts";
import { requireStepUp } from "../tenancy/require-step-up.ts";
import { isSamePerson } from "../tenancy/same-person.ts";
import { keyStoredAs, recordKeyChange } from "./key-events.ts";
import { findKey } from "./queries.ts";

/** Makes a waiting key active. Whoever owns it or registered it cannot, under no account of theirs: two people stand behind every key. */
export async function approveKey(context: Context, kid: string): Promise<void> {
  const approver = requireRole(context, ["administrator", "operator"]);
  const { ledger, tenant, now } = context;
  const key = await findKey(ledger, tenant.code, kid, now);
  if (!key) throw new Problem("not-found", "The tenant has no such key.");
  requireStepUp(context);
  if (isSamePerson(approver, key.ownerId) || isSamePerson(approver, key.registeredBy)) throw new Problem("self-approval", "Nobody approves a key that they own or registered, under no account of theirs. Ask another administrator.");
  if (key.state !== "pending") throw new Problem("transition-refused", `The key is ${key.state}; only a pending key can be approved.`);
  const update = ledger
    .prepare(`UPDATE signing_key SET state = 'active', approved_by = ?, approved_at = ?, activated_idx = ${thisIndex} WHERE tenant_id = ? AND kid = ?`)
    .bind(approver.id, now, tenant.code, tenant.code, kid);
  await recordKeyChange(context, { kind: "key.activated", at: now, kid, by: approver.id }, [update], keyStoredAs(context, kid, ["pending"]));
}
