import { listTenants } from "../directory/queries.ts";
import { severityAt, type RuleId } from "../audit/contract.ts";
import { conditionsOfTallies, conditionsOn, meets, officerIn, tallyAxisOf, withoutWithheld } from "../audit/count-facets.ts";
import { countStatement, groupBySubject, tallyStatement, toCount, toTallies, toWithheld, withheldStatement, type Counted, type TalliedBy, type Tally } from "../audit/tally-queries.ts";
import { getRule } from "../audit/rules/registry.ts";
import type { Grouping, GroupsView } from "./contract.ts";
import { MOST_COUNTED } from "./count-list.ts";
import type { ListScope } from "./list-discrepancies.ts";
import { printQuery } from "./query-language.ts";

type Group = GroupsView["groups"][number];

/** No screen needs more groups than this. */
const MOST_GROUPS = 500;

/** The scope's discrepancies by rule, tenant, period or subject: how many, and the sum of their differences. Largest groups first. */
export async function groupList(central: D1Database, scope: ListScope, q: string, by: Grouping): Promise<GroupsView> {
  if (by === "subject") return groupSubjects(scope, q);
  const { members, isCapped } = await membersOf(scope, by);
  const names = by === "tenant" ? new Map((await listTenants(central)).map((tenant) => [tenant.code, tenant])) : null;
  const groups = [...Map.groupBy(members, ({ value }) => value)].map(([value, those]): Group => ({
    value,
    ...namesOf(by, value, names),
    ...sumOf(those),
    query: narrowed(q, by, value),
  }));
  return { by, groups: groups.sort(largestFirst).slice(0, MOST_GROUPS), isCapped };
}

type Member = Pick<Tally, "value" | "count" | "difference" | "severity">;

/** From the tallies where they answer, else from so many rows a ledger. */
async function membersOf({ ledgers, conditions }: ListScope, by: TalliedBy): Promise<{ members: Member[]; isCapped: boolean }> {
  const axis = tallyAxisOf(conditions);
  if (axis !== null && (by === "tenant" || by === axis || !conditions.some(({ on }) => on === axis))) {
    const on = by === "tenant" ? axis : by;
    const [applied, officer] = [conditionsOfTallies(conditions, on, by), officerIn(conditions)];
    const answers = await Promise.all(
      ledgers.map(async (ledger) => {
        const [tallies, hidden] = await ledger.batch([tallyStatement(ledger, on, by, applied), ...(officer === null ? [] : [withheldStatement(ledger, officer)])]);
        return withoutWithheld(toTallies(tallies!), by, applied, toWithheld(hidden));
      }),
    );
    const rest = conditionsOn(conditions, by);
    return { members: answers.flat().filter((tally) => rest.every((condition) => meets(condition, tally))), isCapped: false };
  }
  const counted = (await Promise.all(ledgers.map((ledger) => countStatement(ledger, conditions, MOST_COUNTED).all()))).map((result) => toCount<Counted>(result, MOST_COUNTED));
  return { members: counted.flatMap(({ groups }) => groups).map((row) => ({ ...row, value: row[memberOf[by]] })), isCapped: counted.some(({ isCapped }) => isCapped) };
}

const memberOf = { rule: "rule", tenant: "tenantId", period: "periodId" } as const;

async function groupSubjects(scope: ListScope, q: string): Promise<GroupsView> {
  const found = await Promise.all(scope.ledgers.map((ledger) => groupBySubject(ledger, scope.conditions, MOST_COUNTED)));
  const groups = [...Map.groupBy(found.flatMap(({ groups: rows }) => rows), ({ subject }) => subject)].map(([value, rows]): Group => ({
    value,
    // Rows about a whole unit bear that unit's name, and the group is of all units.
    ...(value === "" ? { nameVi: "", nameEn: "" } : { nameVi: rows[0]!.nameVi, nameEn: rows[0]!.nameEn }),
    count: rows.reduce((sum, { count }) => sum + count, 0),
    difference: rows.reduce((sum, { difference }) => sum + difference, 0),
    severity: severityAt(Math.max(...rows.map(({ severity }) => severity))),
    query: narrowed(q, "subject", value),
  }));
  return { by: "subject", groups: groups.sort(largestFirst).slice(0, MOST_GROUPS), isCapped: found.some(({ isCapped }) => isCapped) };
}

function namesOf(by: Exclude<Grouping, "subject">, value: string, tenants: ReadonlyMap<string, { nameVi: string; nameEn: string }> | null): { nameVi: string; nameEn: string } {
  if (by === "tenant") return { nameVi: tenants?.get(value)?.nameVi ?? value, nameEn: tenants?.get(value)?.nameEn ?? value };
  if (by === "rule") return { nameVi: getRule(value as RuleId).nameVi, nameEn: getRule(value as RuleId).nameEn };
  return { nameVi: value, nameEn: value };
}

function sumOf(members: readonly Member[]): Pick<Group, "count" | "difference" | "severity"> {
  return {
    count: members.reduce((sum, { count }) => sum + count, 0),
    difference: members.reduce((sum, { difference }) => sum + difference, 0),
    severity: severityAt(Math.max(...members.map(({ severity }) => severity))),
  };
}

/** The text of the list that holds exactly this group. */
function narrowed(q: string, by: Grouping, value: string): string {
  const key = by === "subject" ? "service" : by;
  return `${q} ${printQuery([{ type: "key", key, isNot: false, values: [{ operator: "=", value: value === "" ? "none" : value }] }])}`.trim();
}

function largestFirst(a: Group, b: Group): number {
  return b.count - a.count || b.difference - a.difference || (a.value < b.value ? -1 : 1);
}
