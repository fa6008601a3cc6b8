import type { Context, Role } from "../kernel/context.ts";
import { Problem } from "../kernel/problem.ts";
import { findTenant } from "../directory/queries.ts";
import { findOfficer } from "../tenancy/queries.ts";
import { AUTHORITY, type SignedInOfficer } from "../tenancy/require-role.ts";
import type { DiscrepancyState } from "../audit/contract.ts";
import { isBarredFrom } from "./barred.ts";
import { transitions } from "./transitions.ts";

/** Roles of the authority that can do the next thing in the state; beside-the-state moves do not count. */
export function rolesThatCanAct(state: DiscrepancyState): Role[] {
  return [...new Set(transitions.filter(({ from, to, side }) => side === "authority" && to !== "same" && from.includes(state)).flatMap(({ id, roles }) => (id === "undo" || id === "break-glass" ? [] : roles)))];
}

/** The officer of the authority with this id, who can do the next thing and is not barred from the unit. Throws `body-invalid`. */
export async function requireAssignee({ central, platform, tenant, now }: Context, assignee: string, mover: SignedInOfficer, state: DiscrepancyState): Promise<string> {
  const authority = (await findTenant(central, AUTHORITY))!;
  const ledger = platform.ledgers[authority.ledger];
  const officer = assignee === mover.id ? { roles: mover.roles, ended: false } : await findOfficer(ledger, AUTHORITY, assignee);
  const roles = rolesThatCanAct(state);
  if (!officer || officer.ended || !officer.roles.some((role) => roles.includes(role))) throw refused(`The assignee can do the next thing: an officer of the authority with the role ${roles.join(" or ")}.`, "cannot-act");
  if (await isBarredFrom(ledger, assignee, tenant.code, now)) throw refused("The assignee belongs to the unit, or did in the last twelve months.", "barred");
  return assignee;
}

function refused(detail: string, code: string): Problem {
  return new Problem("body-invalid", `${detail} Choose somebody else.`, [{ pointer: "/assignee", code }]);
}
