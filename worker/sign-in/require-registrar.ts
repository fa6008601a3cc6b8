import type { Context, Role } from "../kernel/context.ts";
import { Problem } from "../kernel/problem.ts";
import { findOfficer, type Officer } from "../tenancy/queries.ts";
import { AUTHORITY, requireOfficer, requireRole, type SignedInOfficer } from "../tenancy/require-role.ts";

/** Who adds people and gives out enrolment links. `isAppointing`: the authority's operator at another tenant, where only administrators are theirs to appoint. */
export type Registrar = { officer: SignedInOfficer; isAppointing: boolean };

/** An administrator of the tenant; the authority's operator, at home and at every tenant. */
export function requireRegistrar(context: Pick<Context, "actor" | "tenant">): Registrar {
  const officer = requireOfficer(context);
  const isOperator = officer.tenantCode === AUTHORITY && officer.roles.includes("operator");
  if (isOperator) return { officer, isAppointing: context.tenant.code !== AUTHORITY };
  return { officer: requireRole(context, ["administrator"]), isAppointing: false };
}

/** The officer whom the registrar may act upon; `not-found` for nobody, `not-permitted` where an operator reaches beyond a tenant's administrators. */
export async function getPerson(context: Context, registrar: Registrar, id: string): Promise<Officer> {
  const person = await findOfficer(context.ledger, context.tenant.code, id);
  if (!person || person.ended) throw new Problem("not-found", "The tenant has no such person, or they act for it no more. GET …/people lists who does.");
  if (registrar.isAppointing && !person.roles.includes("administrator")) throw onlyAdministrators();
  return person;
}

/** An operator gives and takes nothing but `administrator` at another tenant. */
export function requireAppointable(registrar: Registrar, changed: readonly Role[]): void {
  if (registrar.isAppointing && changed.some((role) => role !== "administrator")) throw onlyAdministrators();
}

function onlyAdministrators(): Problem {
  return new Problem("not-permitted", "The authority's operator appoints a tenant's administrators and nobody else. The tenant's own administrators do the rest.");
}
