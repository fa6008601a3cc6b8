import type { Context, Role } from "../kernel/context.ts";
import { findTenant } from "../directory/queries.ts";
import { addOfficer } from "../tenancy/add-officer.ts";
import { findOfficer } from "../tenancy/queries.ts";
import { requireStepUp } from "../tenancy/require-step-up.ts";
import { requireAppointable, requireRegistrar } from "./require-registrar.ts";

/** Adds a person with roles to the tenant and returns their id. They can do nothing until they use an enrolment link. */
export async function addPerson(context: Context, person: { name: string; unit: string; roles: readonly Role[] }): Promise<string> {
  const registrar = requireRegistrar(context);
  requireAppointable(registrar, person.roles.length === 0 ? ["officer"] : person.roles);
  requireStepUp(context);
  return addOfficer(context, { ...person, generated: await isMadeUp(context, registrar.officer) }, registrar.officer.id);
}

/** In the demo a made-up registrar adds made-up people; a real one adds real ones. */
async function isMadeUp({ platform, central }: Context, registrar: { id: string; tenantCode: string }): Promise<boolean> {
  const home = await findTenant(central, registrar.tenantCode);
  return (await findOfficer(platform.ledgers[home!.ledger], registrar.tenantCode, registrar.id))?.generated ?? false;
}
