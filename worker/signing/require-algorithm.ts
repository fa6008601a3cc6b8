import type { Context } from "../kernel/context.ts";
import { Problem } from "../kernel/problem.ts";
import { defaultAlgorithms, signingAlgorithms, type SigningAlgorithm } from "../tenancy/contract.ts";
import { getPolicy } from "../tenancy/policy-queries.ts";

export type Signers = "officers" | "integrations";

/**
 * GFS-1, S4: what the tenant's keys may sign with. The two that are always allowed, and what is never offered, are told apart without
 * the database; the others are the tenant's policy. Ed25519 is not on the list of TT 15/2025, so only machines may use it.
 */
export async function requireAlgorithm({ ledger, tenant }: Pick<Context, "ledger" | "tenant">, alg: string, signers: Signers): Promise<SigningAlgorithm> {
  const known = signingAlgorithms.find((one) => one === alg);
  if (!known) throw notAllowed(`It is none of ${signingAlgorithms.join(", ")}.`);
  if (defaultAlgorithms.includes(known)) return known;
  if (known === "Ed25519" && signers === "officers") throw notAllowed("Ed25519 is for integrations only.");
  const allowed = await getPolicy(ledger, tenant.code, "signing-algorithms");
  if (!allowed.includes(known)) throw notAllowed(`The tenant's policy does not allow ${known}.`);
  return known;
}

function notAllowed(why: string): Problem {
  return new Problem("alg-not-allowed", `${why} Sign with a key for ${defaultAlgorithms.join(" or ")}, which are always allowed (TT 15/2025/TT-BKHCN), or for what the tenant's administrator has switched on (GET …/policies).`);
}
