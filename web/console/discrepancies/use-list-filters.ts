import { useMemo } from "react";
import { useSearchParams } from "react-router";
import type { SessionView } from "../../../worker/tenancy/contract.ts";

/** The filters as they stand in the address, without the cursor and without what is open in the panel. */
export const filterNames = ["state", "severity", "rule", "tenant", "period", "service"] as const;
export type FilterName = (typeof filterNames)[number];
export type Filters = Partial<Record<FilterName, string>>;

/** The address is the state of the list: it can be shared, and Back goes back. */
export function useListFilters() {
  const [params, setParams] = useSearchParams();
  const filters = useMemo(() => Object.fromEntries(filterNames.flatMap((name) => (params.get(name) ? [[name, params.get(name)!]] : []))) as Filters, [params]);
  return {
    filters,
    isFiltered: Object.keys(filters).length > 0,
    opened: params.get("open"),
    cursor: params.get("cursor"),
    setFilter: (name: FilterName, value: string) => setParams(changed(params, { [name]: value, cursor: "", open: "" })),
    clear: () => setParams({}),
    goTo: (cursor: string | null) => setParams(changed(params, { cursor: cursor ?? "", open: "" })),
    open: (reference: string | null) => setParams(changed(params, { open: reference ?? "" }), { replace: params.get("open") !== null && reference !== null }),
  };
}

function changed(params: URLSearchParams, values: Record<string, string>): URLSearchParams {
  const next = new URLSearchParams(params);
  for (const [name, value] of Object.entries(values)) {
    if (value) next.set(name, value);
    else next.delete(name);
  }
  return next;
}

/** The address of the list in the API: of all tenants for the authority, of the own one for everybody else. */
export function listAddress(session: SessionView, filters: Filters, cursor: string | null): string {
  const query = new URLSearchParams({ state: "open", ...filters, limit: "50", ...(cursor ? { cursor } : {}) });
  if (session.tenant.kind === "authority") return `/v1/discrepancies?${query}`;
  query.delete("tenant");
  return `/v1/t/${session.tenant.code}/discrepancies?${query}`;
}
