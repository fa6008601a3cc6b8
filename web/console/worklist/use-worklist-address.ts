import { useMemo } from "react";
import { useSearchParams } from "react-router";
import { defaultColumns, groupings, listColumns, listSorts, type Grouping, type ListColumn, type ListSort } from "../../../worker/worklist/contract.ts";
import type { SessionView } from "../../../worker/tenancy/contract.ts";

export const DEFAULT_QUERY = "state:open";

/** What the list shows, all of it in the address: it can be sent to a colleague, and Back goes back. */
export type WorklistAddress = { q: string; sort: ListSort; group: Grouping | null; columns: readonly ListColumn[]; opened: string | null };

export function useWorklistAddress() {
  const [params, setParams] = useSearchParams();
  const address = useMemo(() => readAddress(params), [params]);
  const change = (values: Record<string, string>, options?: { replace: boolean }) => setParams(changed(params, values), options);
  return {
    ...address,
    setQuery: (q: string) => change({ q: q === DEFAULT_QUERY ? "" : q, open: "" }),
    setSort: (sort: ListSort) => change({ sort: sort === "severity" ? "" : sort }),
    setGroup: (group: Grouping | null) => change({ group: group ?? "", open: "" }),
    setColumns: (columns: readonly ListColumn[]) => change({ columns: columns.join(",") === defaultColumns.join(",") ? "" : columns.join(",") }, { replace: true }),
    show: ({ query, sort, columns }: { query: string; sort: ListSort; columns?: readonly ListColumn[] }) =>
      change({ q: query === DEFAULT_QUERY ? "" : query, sort: sort === "severity" ? "" : sort, group: "", open: "", ...(columns ? { columns: columns.join(",") === defaultColumns.join(",") ? "" : columns.join(",") } : {}) }),
    open: (reference: string | null) => change({ open: reference ?? "" }, { replace: params.get("open") !== null && reference !== null }),
  };
}
export type Worklist = ReturnType<typeof useWorklistAddress>;

function readAddress(params: URLSearchParams): WorklistAddress {
  const columns = (params.get("columns") ?? "").split(",").filter((name): name is ListColumn => (listColumns as readonly string[]).includes(name));
  return {
    q: params.get("q") ?? DEFAULT_QUERY,
    sort: listSorts.find((sort) => sort === params.get("sort")) ?? "severity",
    group: groupings.find((group) => group === params.get("group")) ?? null,
    columns: columns.length > 0 ? columns : defaultColumns,
    opened: params.get("open"),
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

/** Where files of the list are made: of all tenants for the authority, of the own one for everybody else. */
export function exportPath(session: SessionView): string {
  return session.tenant.kind === "authority" ? "/v1/discrepancy-exports" : `/v1/t/${session.tenant.code}/discrepancy-exports`;
}
