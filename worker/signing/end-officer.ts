import type { Context } from "../kernel/context.ts";
import { thisIndex } from "../log/record.ts";
import { retireOfficer } from "../sign-in/retire-officer.ts";
import { requireOfficer } from "../tenancy/require-role.ts";
import { keyStoredAs, recordKeyChange } from "./key-events.ts";
import { listKeys } from "./queries.ts";

/**
 * Ends an officer's work for the tenant: sessions and links at once, then each key with its own entry in the log. A key that this
 * does not reach, because something failed in between, signs nothing either: its owner has left.
 */
export async function endOfficer(context: Context, officerId: string): Promise<void> {
  await retireOfficer(context, officerId);
  const { ledger, tenant, now } = context;
  const by = requireOfficer(context).id;
  for (const { key } of await listKeys(ledger, tenant.code, now, officerId)) {
    if (key.revokedIndex !== null) continue;
    const update = ledger
      .prepare(`UPDATE signing_key SET state = 'revoked', revoked_by = ?, revoked_at = ?, reason = 'affiliationChanged', revoked_idx = ${thisIndex} WHERE tenant_id = ? AND kid = ?`)
      .bind(by, now, tenant.code, tenant.code, key.kid);
    await recordKeyChange(context, { kind: "key.revoked", at: now, kid: key.kid, by, reason: "affiliationChanged" }, [update], keyStoredAs(context, key.kid, ["pending", "active", "suspended"]));
  }
}
