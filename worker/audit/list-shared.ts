import type { Context } from "../kernel/context.ts";
import type { Window } from "../kernel/windows.ts";
import { listSharedServices, procedureOf } from "../catalogue/queries.ts";
import type { AuditFacts } from "./facts.ts";

/** What other units offer for everybody in the window, by procedure: one short key range a ledger. Null where nobody offers anything so. */
export async function listShared({ tenant, ledger, platform }: Pick<Context, "tenant" | "ledger" | "platform">, { from, to }: Pick<Window, "from" | "to">): Promise<AuditFacts["shared"]> {
  // The tenant's own ledger as the caller has it: its question travels with the others.
  const ledgers = Object.entries(platform.ledgers).map(([name, one]) => (name === tenant.ledger ? ledger : one));
  const found = (await Promise.all(ledgers.map((one) => listSharedServices(one, from, to)))).flat();
  if (found.length === 0) return null;
  const ofOthers = found.filter((service) => service.tenant !== tenant.code).toSorted((a, b) => (a.tenant + a.code < b.tenant + b.code ? -1 : 1));
  const procedures = Map.groupBy(ofOthers, ({ code }) => procedureOf(code));
  return new Map([...procedures].map(([procedure, services]) => [procedure, services.map(({ tenant: by, nameVi }) => ({ tenant: by, nameVi }))]));
}
