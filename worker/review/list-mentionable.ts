import type { Context, Role } from "../kernel/context.ts";
import { findTenant } from "../directory/queries.ts";
import { listOfficers, type Officer } from "../tenancy/queries.ts";
import { AUTHORITY, isReaderOfAll } from "../tenancy/require-role.ts";
import { findDiscrepancy } from "../audit/queries.ts";
import type { Mentionable } from "./contract.ts";
import { requireFound } from "./get-discrepancy.ts";
import { requireAuthor } from "./require-author.ts";

const judges: readonly Role[] = ["auditor", "supervisor"];
const answering: readonly Role[] = ["officer", "head"];

/**
 * Whom the reader can mention in a comment here, by name and never themselves. The authority's people reach those who judge and those who
 * answer for the unit; the unit's people reach each other and whoever has the discrepancy. Whoever gives the second look is listed too: left out,
 * they would be given away, and what they are told waits for their answer.
 */
export async function listMentionable(context: Context, discrepancyId: string): Promise<Mentionable[]> {
  const reader = requireAuthor(context);
  const { ledger, central, platform, tenant } = context;
  const { assignee } = requireFound(await findDiscrepancy(ledger, tenant.code, discrepancyId));
  const authority = (await findTenant(central, AUTHORITY))!;
  const [own, theirs] = await Promise.all([listOfficers(ledger, tenant.code), listOfficers(platform.ledgers[authority.ledger], AUTHORITY)]);
  const ofAuthority = isReaderOfAll(reader) ? theirs.filter((officer) => holdsOneOf(officer, judges)) : theirs.filter(({ id }) => id === assignee);
  const ofUnit = own.filter((officer) => (isReaderOfAll(reader) ? holdsOneOf(officer, answering) : officer.roles.length > 0));
  return [...toMentionable(ofAuthority, "authority"), ...toMentionable(ofUnit, "unit")].filter(({ id }) => id !== reader.id);
}

function holdsOneOf({ roles }: Officer, wanted: readonly Role[]): boolean {
  return roles.some((role) => wanted.includes(role));
}

function toMentionable(officers: readonly Officer[], side: Mentionable["side"]): Mentionable[] {
  return officers.map(({ id, name, unit }) => ({ id, name, unit, side }));
}
