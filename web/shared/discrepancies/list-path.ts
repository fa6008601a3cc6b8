import type { SessionView } from "../../../worker/tenancy/contract.ts";

/** The list that the reader has: every tenant's for the authority, their own for a unit. `part` goes on from there, e.g. `/facets`. */
export function listPath(session: SessionView, part = ""): string {
  return session.tenant.kind === "authority" ? `/v1/discrepancies${part}` : `/v1/t/${session.tenant.code}/discrepancies${part}`;
}
