import type { Context } from "../kernel/context.ts";
import { Problem } from "../kernel/problem.ts";
import { findTenant } from "../directory/queries.ts";
import { keepPastUnits, type PastUnit } from "../tenancy/past-units.ts";
import { requireStepUp } from "../tenancy/require-step-up.ts";
import { isSamePerson } from "../tenancy/same-person.ts";
import { getPerson, requireRegistrar } from "./require-registrar.ts";

/** Keeps which units the person belongs or belonged to besides this tenant: nobody decides about a unit of their own. Not about oneself. */
export async function changeUnits(context: Context, officerId: string, units: readonly PastUnit[]): Promise<void> {
  const registrar = requireRegistrar(context);
  const person = await getPerson(context, registrar, officerId);
  if (isSamePerson(registrar.officer, person.id)) throw new Problem("self-approval", "Nobody writes down their own units. Ask another administrator of the tenant.");
  requireStepUp(context);
  const known = await Promise.all(units.map(async ({ unit }) => (await findTenant(context.central, unit)) !== null));
  const unknown = known.flatMap((isKnown, i) => (isKnown ? [] : [{ pointer: `/units/${i}/unit`, code: "unknown" }]));
  if (unknown.length > 0) throw new Problem("body-invalid", "A unit is no tenant of the directory. `errors` names each; GET /v1/tenants lists them all.", unknown);
  await keepPastUnits(context, person.id, units, registrar.officer.id);
}
