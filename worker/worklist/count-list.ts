import { severities, type Severity } from "../audit/contract.ts";
import { conditionsOfTallies, countRows, countTallies, facetNames, officerIn, tallyAxisOf, withoutWithheld, type FacetName } from "../audit/count-facets.ts";
import { countStatement, tallyStatement, toCount, toTallies, toWithheld, withheldStatement, type Counted, type TalliedBy, type TallyAxis } from "../audit/tally-queries.ts";
import type { FacetsView } from "./contract.ts";
import type { ListScope } from "./list-discrepancies.ts";

/** So many rows a ledger are looked at where no tally answers. */
export const MOST_COUNTED = 5_000;

type Counts = { total: number; isCapped: boolean; facets: Record<FacetName, { value: string | number | boolean; count: number }[]>; atLeast: readonly FacetName[] };

/**
 * How many discrepancies the scope has, and how many of each state, severity, tenant, rule and period there would be if that facet were left
 * open. What tallies know costs by the number of those values. The rest is counted among MOST_COUNTED rows a ledger, every condition holding;
 * `atLeast` names the facets that may be larger for it. Severities stand by their rank, the others most frequent first.
 */
export async function countList(scope: ListScope): Promise<FacetsView> {
  const axis = tallyAxisOf(scope.conditions);
  const { facets, ...counts } = axis === null ? await countByRows(scope) : await countByTallies(scope, axis);
  return { ...counts, atLeast: [...counts.atLeast], facets: { ...facets, severity: facets.severity.toSorted((a, b) => Number(b.value) - Number(a.value)).map(({ value, count }) => ({ value: severities[Number(value)] as Severity, count })) } as FacetsView["facets"] };
}

async function countByTallies({ ledgers, conditions, tenant }: ListScope, axis: TallyAxis): Promise<Counts> {
  const other = axis === "rule" ? "period" : "rule";
  // Rules and periods are not tallied together: narrowed by one, the other is counted.
  const isOtherTallied = !conditions.some(({ on }) => on === axis);
  const appliedTo = (on: TallyAxis, by: TalliedBy) => [...conditionsOfTallies(conditions, on, by), ...(by === "tenant" && tenant !== null ? conditionsOfTallies(conditions, on, on) : [])];
  const officer = officerIn(conditions);
  const answers = await Promise.all(
    ledgers.map(async (ledger) => {
      const tally = (on: TallyAxis, by: TalliedBy) => tallyStatement(ledger, on, by, appliedTo(on, by));
      const [byAxis, byTenant, byOther, hidden] = await ledger.batch([
        tally(axis, axis), tally(axis, "tenant"), isOtherTallied ? tally(other, other) : countStatement(ledger, conditions, MOST_COUNTED), ...(officer === null ? [] : [withheldStatement(ledger, officer)]),
      ]);
      const withheld = toWithheld(hidden);
      const read = (result: D1Result, on: TallyAxis, by: TalliedBy) => withoutWithheld(toTallies(result), by, appliedTo(on, by), withheld);
      return {
        byAxis: read(byAxis!, axis, axis),
        byTenant: read(byTenant!, axis, "tenant"),
        byOther: isOtherTallied ? read(byOther!, other, other) : [],
        counted: isOtherTallied ? { groups: [], isCapped: false } : toCount<Counted>(byOther!, MOST_COUNTED),
      };
    }),
  );
  const { total, facets } = countTallies(answers.flatMap(({ byAxis }) => byAxis), axis, conditions);
  const { by: values, ...rest } = facets;
  const tenants = countTallies(answers.flatMap(({ byTenant }) => byTenant), "tenant", conditions).facets.by;
  const others = isOtherTallied ? countTallies(answers.flatMap(({ byOther }) => byOther), other, conditions).facets.by : countRows(answers.flatMap(({ counted }) => counted.groups)).facets[other];
  const isCapped = answers.some(({ counted }) => counted.isCapped);
  return {
    total,
    isCapped: false,
    facets: { ...rest, tenant: tenants, ...(axis === "rule" ? { rule: values, period: others } : { rule: others, period: values }) },
    // Of states beside NEW, the tallies do not know what nobody has.
    atLeast: facetNames.filter((name) => (name === other && isCapped) || (name === "state" && conditions.some(({ on }) => on === "assignee"))),
  };
}

async function countByRows({ ledgers, conditions }: ListScope): Promise<Counts> {
  const counted = (await Promise.all(ledgers.map((ledger) => countStatement(ledger, conditions, MOST_COUNTED).all()))).map((result) => toCount<Counted>(result, MOST_COUNTED));
  const isCapped = counted.some((one) => one.isCapped);
  return { ...countRows(counted.flatMap(({ groups }) => groups)), isCapped, atLeast: isCapped ? facetNames : [] };
}
