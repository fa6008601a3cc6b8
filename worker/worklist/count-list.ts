import { severities } from "../audit/contract.ts";
import { countFacets } from "../audit/count-facets.ts";
import { countMatching, isTallied, listTallies, listTalliesOf, listWithheldTallies, type Tally } from "../audit/tally-queries.ts";
import type { FacetsView } from "./contract.ts";
import type { ListScope } from "./list-discrepancies.ts";

/** Beyond this many rows a ledger stops counting what it has no tally of. */
export const MOST_COUNTED = 5_000;

/**
 * How many discrepancies the scope has, and how many of each state, severity, tenant, rule and period there would be if that facet were left
 * open. Questions that only name what is tallied read the tallies; others count the rows that fit, up to MOST_COUNTED a ledger.
 */
export async function countList(scope: ListScope): Promise<FacetsView> {
  const { tallies, isCapped } = await talliesOf(scope);
  const { total, facets } = countFacets(tallies, isTallied(scope.conditions) ? scope.conditions : []);
  return {
    total,
    isCapped,
    facets: { ...facets, severity: facets.severity.map(({ value, count }) => ({ value: severities[Number(value)]!, count })) } as FacetsView["facets"],
  };
}

export async function talliesOf({ ledgers, conditions, tenant }: ListScope): Promise<{ tallies: Tally[]; isCapped: boolean }> {
  if (isTallied(conditions)) {
    const officer = conditions.find((one) => one.on === "withheld")?.officer;
    const lists = await Promise.all(
      ledgers.map(async (ledger) => {
        const [all, withheld] = await Promise.all([tenant === null ? listTallies(ledger) : listTalliesOf(ledger, tenant), officer === undefined ? [] : listWithheldTallies(ledger, officer)]);
        return withheld.length === 0 ? all : without(all, withheld);
      }),
    );
    return { tallies: lists.flat(), isCapped: false };
  }
  const counted = await Promise.all(ledgers.map((ledger) => countMatching(ledger, conditions, MOST_COUNTED)));
  return { tallies: counted.flatMap(({ tallies }) => tallies), isCapped: counted.some(({ isCapped }) => isCapped) };
}

function without(all: readonly Tally[], withheld: readonly Tally[]): Tally[] {
  const keyOf = ({ tenantId, state, severity, rule, periodId, snoozed }: Tally) => [tenantId, state, severity, rule, periodId, snoozed].join(" ");
  const off = new Map(withheld.map((tally) => [keyOf(tally), tally]));
  return all.flatMap((tally) => {
    const less = off.get(keyOf(tally));
    const count = tally.count - (less?.count ?? 0);
    return count > 0 ? [{ ...tally, count, difference: tally.difference - (less?.difference ?? 0) }] : [];
  });
}
