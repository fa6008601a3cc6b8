import type { Context } from "../kernel/context.ts";
import { Problem } from "../kernel/problem.ts";
import { GuardFailed, record, thisIndex } from "../log/record.ts";
import { requireOfficer, requireRole } from "../tenancy/require-role.ts";
import type { revocationReasons } from "./contract.ts";
import { findKey, type RegisteredKey } from "./queries.ts";

/** Ends a key for good: by its owner, or by an administrator. What it signed before stays accepted. */
export async function revokeKey(context: Context, kid: string, reason: (typeof revocationReasons)[number]): Promise<RegisteredKey> {
  const { ledger, tenant, now } = context;
  const officer = requireOfficer(context);
  const key = officer.tenantCode === tenant.code ? await findKey(ledger, tenant.code, kid) : null;
  if (key?.ownerId !== officer.id) requireRole(context, ["administrator", "operator"]);
  if (!key) throw new Problem("not-found", "The tenant has no such key.");
  if (key.state === "revoked") throw new Problem("transition-refused", "The key is revoked already.");
  const update = ledger
    .prepare(`UPDATE signing_key SET state = 'revoked', revoked_by = ?, revoked_at = ?, reason = ?, revoked_idx = ${thisIndex} WHERE tenant_id = ? AND kid = ?`)
    .bind(officer.id, now, reason, tenant.code, tenant.code, kid);
  const isLive = { holds: "EXISTS (SELECT 1 FROM signing_key WHERE tenant_id = ? AND kid = ? AND state <> 'revoked')", params: [tenant.code, kid] };
  await record(context, { kind: "key.revoked", at: now, kid, by: officer.id, reason }, [update], [isLive]).catch((error: unknown) => {
    if (error instanceof GuardFailed) throw new Problem("transition-refused", "The key is revoked already.");
    throw error;
  });
  return (await findKey(ledger, tenant.code, kid))!;
}
