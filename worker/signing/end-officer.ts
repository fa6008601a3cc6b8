import type { Context } from "../kernel/context.ts";
import { retireOfficer } from "../sign-in/retire-officer.ts";
import { revokeKeysOf } from "./revoke-keys-of.ts";

/** Ends an officer's work for the tenant: sessions and links at once, then their keys. */
export async function endOfficer(context: Context, officerId: string): Promise<void> {
  await retireOfficer(context, officerId);
  await revokeKeysOf(context, officerId, "affiliationChanged");
}
