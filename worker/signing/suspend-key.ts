import type { Context } from "../kernel/context.ts";
import { Problem } from "../kernel/problem.ts";
import { requireRole } from "../tenancy/require-role.ts";
import { getChangeableKey } from "./get-changeable-key.ts";
import { keyStoredAs, recordKeyChange } from "./key-events.ts";

/** Takes a key out of use until it is resumed: by its owner, or by an administrator. What it signed before stays valid. */
export async function suspendKey(context: Context, kid: string): Promise<void> {
  const { key, officer } = await getChangeableKey(context, kid);
  if (key.state !== "active") throw new Problem("transition-refused", `The key is ${key.state}; only an active key can be suspended.`);
  const { ledger, tenant, now } = context;
  const update = ledger.prepare("UPDATE signing_key SET state = 'suspended', suspended_by = ? WHERE tenant_id = ? AND kid = ?").bind(officer.id, tenant.code, kid);
  await recordKeyChange(context, { kind: "key.suspended", at: now, kid, by: officer.id }, [update], keyStoredAs(context, kid, ["active"]));
}

/** Puts a suspended key back into use: by whoever suspended it, or by an administrator who does not own it. */
export async function resumeKey(context: Context, kid: string): Promise<void> {
  const { key, officer, isOwner } = await getChangeableKey(context, kid);
  if (key.state !== "suspended") throw new Problem("transition-refused", `The key is ${key.state}; only a suspended key can be resumed.`);
  if (key.suspendedBy !== officer.id) {
    if (isOwner) throw new Problem("self-approval", "Somebody else suspended your key. Ask an administrator of the tenant to resume it.");
    requireRole(context, ["administrator", "operator"]);
  }
  const { ledger, tenant, now } = context;
  const update = ledger.prepare("UPDATE signing_key SET state = 'active', suspended_by = NULL WHERE tenant_id = ? AND kid = ?").bind(tenant.code, kid);
  await recordKeyChange(context, { kind: "key.resumed", at: now, kid, by: officer.id }, [update], keyStoredAs(context, kid, ["suspended"]));
}
