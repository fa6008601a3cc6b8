import type { Context } from "../kernel/context.ts";
import { Problem } from "../kernel/problem.ts";
import { requireOfficer, requireRole, type SignedInOfficer } from "../tenancy/require-role.ts";
import { requireStepUp } from "../tenancy/require-step-up.ts";
import { isSamePerson } from "../tenancy/same-person.ts";
import { findKey, type RegisteredKey } from "./queries.ts";

/**
 * The key, if whoever is signed in owns it, under whichever account, or registers keys for the tenant, and has just proved to be there; to others it does not
 * exist, or is not theirs to change.
 */
export async function getChangeableKey(context: Context, kid: string): Promise<{ key: RegisteredKey; officer: SignedInOfficer; isOwner: boolean }> {
  const { ledger, tenant, now } = context;
  const officer = requireOfficer(context);
  const key = officer.tenantCode === tenant.code ? await findKey(ledger, tenant.code, kid, now) : null;
  const isOwner = key !== null && isSamePerson(officer, key.ownerId);
  if (!isOwner) requireRole(context, ["administrator", "operator"]);
  if (!key) throw new Problem("not-found", "The tenant has no such key.");
  requireStepUp(context);
  return { key, officer, isOwner };
}
