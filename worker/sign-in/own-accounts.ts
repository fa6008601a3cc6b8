import type { Context } from "../kernel/context.ts";
import { getPolicy } from "../tenancy/policy-queries.ts";
import { toAccountView } from "./account-view.ts";
import type { AccountList } from "./contract.ts";
import { ownOfficer } from "./own-passkeys.ts";
import { listBoundAccounts } from "./queries.ts";

/** The accounts at identity providers that sign in as the signed-in person, and the provider whose accounts do so now. Binding is a registrar's work. */
export async function listOwnAccounts(context: Context): Promise<AccountList> {
  const { ledger, tenant } = context;
  const officer = await ownOfficer(context);
  const [bound, provider] = await Promise.all([listBoundAccounts(ledger, tenant.code, officer.id), getPolicy(ledger, tenant.code, "identity-provider")]);
  return { accounts: await Promise.all(bound.map(toAccountView)), provider: provider?.issuer ?? null };
}
