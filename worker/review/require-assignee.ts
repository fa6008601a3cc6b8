import type { Context, Role } from "../kernel/context.ts";
import { Problem } from "../kernel/problem.ts";
import { findTenant } from "../directory/queries.ts";
import { findOfficer } from "../tenancy/queries.ts";
import { AUTHORITY, type SignedInOfficer } from "../tenancy/require-role.ts";
import type { DiscrepancyState } from "../audit/contract.ts";
import { isBarredFrom } from "./barred.ts";
import { conditions } from "./conditions.ts";
import type { Movable, Mover } from "./movable.ts";
import { transitions, type Transition } from "./transitions.ts";

/** Roles of the authority that can do the next thing in the state; beside-the-state moves do not count. */
export function rolesThatCanAct(state: DiscrepancyState): Role[] {
  return [...new Set(movesAhead(state).flatMap(({ roles }) => roles))];
}

/** The officer of the authority with this id, who can do the next thing themselves and is not barred from the unit. Throws `body-invalid`. */
export async function requireAssignee({ central, platform, tenant, now }: Context, assignee: string, mover: SignedInOfficer, record: Movable): Promise<string> {
  const authority = (await findTenant(central, AUTHORITY))!;
  const ledger = platform.ledgers[authority.ledger];
  const officer = assignee === mover.id ? { ...mover, ended: false } : await findOfficer(ledger, AUTHORITY, assignee);
  const roles = rolesThatCanAct(record.state);
  if (!officer || officer.ended || !officer.roles.some((role) => roles.includes(role))) throw refused(`The assignee can do the next thing: an officer of the authority with the role ${roles.join(" or ")}.`, "cannot-act");
  if (await isBarredFrom(ledger, assignee, tenant.code, now)) throw refused("The assignee belongs to the unit, or did in the last twelve months.", "barred");
  const taker: Mover = { kind: "officer", id: officer.id, accounts: officer.accounts, tenantCode: AUTHORITY, roles: officer.roles };
  if (movesAhead(record.state).filter((row) => (row.id !== "reopen" || record.contested.length > 0) && row.roles.some((role) => officer.roles.includes(role))).every((row) => isSelfApproval(row, record, taker))) {
    throw refused("The assignee had a part in this that keeps them from deciding about it.", "self-approval");
  }
  return assignee;
}

/** What leads the authority's people out of the state. */
function movesAhead(state: DiscrepancyState): Transition[] {
  return transitions.filter(({ id, from, to, side }) => side === "authority" && to !== "same" && from.includes(state) && id !== "undo" && id !== "break-glass");
}

function isSelfApproval({ only }: Transition, record: Movable, taker: Mover): boolean {
  return only.some((id) => conditions[id].code === "self-approval" && !conditions[id].holds(record, taker));
}

function refused(detail: string, code: string): Problem {
  return new Problem("body-invalid", `${detail} Choose somebody else.`, [{ pointer: "/assignee", code }]);
}
