import { accountDigest } from "./account-digest.ts";
import type { AccountView } from "./contract.ts";
import type { BoundAccount } from "./queries.ts";

/** A bound account with who bound it and when it signed somebody in last. */
export async function toAccountView({ issuer, subject, boundBy, boundByName, boundAt, lastUsedAt }: BoundAccount): Promise<AccountView> {
  return {
    id: await accountDigest({ issuer, subject }), issuer, subject, boundBy: { id: boundBy, name: boundByName }, boundAt: new Date(boundAt).toISOString(),
    lastUsedAt: lastUsedAt === null ? null : new Date(lastUsedAt).toISOString(),
  };
}
