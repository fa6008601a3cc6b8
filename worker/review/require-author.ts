import type { Context } from "../kernel/context.ts";
import { Problem } from "../kernel/problem.ts";
import { requireReader, type SignedInOfficer } from "../tenancy/require-role.ts";

/** Who reads the discrepancy and holds any role: what is said is logged, and the other side is told. */
export function requireAuthor(context: Pick<Context, "actor" | "tenant">): SignedInOfficer {
  const author = requireReader(context);
  if (author.roles.length === 0) throw new Problem("not-permitted", "Commenting needs a role in the tenant, and you hold none. Ask your tenant's administrator.");
  return author;
}
