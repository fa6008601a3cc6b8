import type { Context } from "../kernel/context.ts";
import { thisIndex } from "../log/record.ts";
import { requireOfficer } from "../tenancy/require-role.ts";
import type { RevocationReason } from "./contract.ts";
import { keyStoredAs, recordKeyChange } from "./key-events.ts";
import { listKeys } from "./queries.ts";

/** Ends every key of an owner who acts for the tenant no more, each with its own entry in the log. A key that this does not reach, because something failed in between, signs nothing either. */
export async function revokeKeysOf(context: Context, ownerId: string, reason: RevocationReason): Promise<void> {
  const { ledger, tenant, now } = context;
  const by = requireOfficer(context).id;
  for (const { key } of await listKeys(ledger, tenant.code, now, ownerId)) {
    if (key.revokedIndex !== null) continue;
    const update = ledger
      .prepare(`UPDATE signing_key SET state = 'revoked', revoked_by = ?, revoked_at = ?, reason = ?, revoked_idx = ${thisIndex} WHERE tenant_id = ? AND kid = ?`)
      .bind(by, now, reason, tenant.code, tenant.code, key.kid);
    await recordKeyChange(context, { kind: "key.revoked", at: now, kid: key.kid, by, reason }, [update], keyStoredAs(context, key.kid, ["pending", "active", "suspended"]));
  }
}
