import type { TenantRow } from "../../../worker/national/contract.ts";
import { findRate } from "../rate.tsx";
import type { ChosenRate } from "./choose-rate.tsx";

/** The place of each tenant by the chosen rate, the highest first; who shares a rate shares a place (1, 2, 2, 4). Without a rate there is no place. */
export function rankRows(rows: readonly TenantRow[], { definition, side }: ChosenRate): ReadonlyMap<string, number> {
  const rated = rows.flatMap(({ code, rates }) => {
    const percent = findRate(rates, definition.id, side)?.percent ?? null;
    return percent === null ? [] : [{ code, percent }];
  });
  return new Map(rated.map(({ code, percent }) => [code, 1 + rated.filter((other) => other.percent > percent).length]));
}
