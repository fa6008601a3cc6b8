import type { Platform, Tenant, TenantKind } from "../kernel/context.ts";
import { findTenant } from "../directory/queries.ts";
import { getPolicy } from "../tenancy/policy-queries.ts";
import { listOfficers } from "../tenancy/queries.ts";
import type { PolicyValue } from "../tenancy/contract.ts";
import { AUTHORITY } from "../tenancy/require-role.ts";
import { systemContextOf } from "../tenancy/system-context.ts";
import { isBarredFrom } from "./barred.ts";
import { chooseAssignee, type Judge } from "./choose-assignee.ts";
import { countLoads, listUnassigned } from "./due-queries.ts";
import { moveBySystem } from "./system-move.ts";

/** So many are given out in one go; the rest waits for the next. */
const AT_ONCE = 200;
type Rule = PolicyValue<"review-assignment">;

/**
 * Gives new discrepancies to auditors by the authority's policy: the team for the kind of unit, the least loaded first, nobody beyond the
 * cap and nobody about a unit of theirs. `tenantCode` null is every unit of every ledger. Returns how many were given.
 */
export async function assignNew(central: D1Database, platform: Platform, tenantCode: string | null, now: number): Promise<number> {
  const authority = await findTenant(central, AUTHORITY);
  if (!authority) return 0;
  const home = platform.ledgers[authority.ledger];
  const only = tenantCode === null ? null : await findTenant(central, tenantCode);
  const ledgers = only ? [platform.ledgers[only.ledger]] : Object.values(platform.ledgers);
  const [rule, officers, loads] = await Promise.all([getPolicy(home, AUTHORITY, "review-assignment"), listOfficers(home, AUTHORITY), Promise.all(Object.values(platform.ledgers).map(countLoads))]);
  const judges: Judge[] = officers.filter(({ roles }) => roles.includes("auditor")).map(({ id, accounts, unit }) => ({ id, accounts, department: unit, load: loads.reduce((sum, load) => sum + (load.get(id) ?? 0), 0) }));
  const teams = new Map<string, Judge[]>();
  const teamOf = async ({ code, kind }: Tenant) => {
    const team = teams.get(code) ?? (await withoutBarred(home, teamFor(judges, kind, rule), code, now));
    teams.set(code, team);
    return team;
  };
  let given = 0;
  for (const ledger of ledgers) {
    // Whose team has nobody left gets nothing more today, and keeps nobody else waiting.
    const unserved = new Set<string>();
    for (let left = AT_ONCE; left > 0; ) {
      const passed = unserved.size;
      let moved = 0;
      for (const discrepancy of await listUnassigned(ledger, tenantCode, [...unserved], left)) {
        if (unserved.has(discrepancy.tenantId)) continue;
        const context = await systemContextOf(discrepancy.tenantId, { central, platform, now });
        const chosen = chooseAssignee(await teamOf(context.tenant), rule.loadCap, given);
        if (!chosen) unserved.add(discrepancy.tenantId);
        else if (await moveBySystem(context, discrepancy, { transition: "assign", to: discrepancy.state, content: { overlay: { assignee: chosen.id, snooze: null } } })) {
          chosen.load++;
          given++;
          moved++;
        }
      }
      if (moved === 0 && unserved.size === passed) break;
      left -= moved;
    }
  }
  return given;
}

/** The department that the policy names for this kind of unit; all auditors where it names none. */
function teamFor(judges: readonly Judge[], kind: TenantKind, { teams }: Rule): Judge[] {
  const departments = teams.filter((team) => team.kind === kind).map(({ department }) => department);
  return departments.length === 0 ? [...judges] : judges.filter(({ department }) => departments.includes(department));
}

async function withoutBarred(home: D1Database, team: readonly Judge[], unit: string, now: number): Promise<Judge[]> {
  const barred = await Promise.all(team.map(({ id }) => isBarredFrom(home, id, unit, now)));
  return team.filter((_, place) => !barred[place]);
}
