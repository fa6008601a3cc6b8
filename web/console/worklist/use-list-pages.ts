import { useCallback, useEffect, useRef, useState } from "react";
import type { DiscrepancyList, DiscrepancyView } from "../../../worker/worklist/contract.ts";
import { ApiError } from "../../shared/remote/api-error.ts";
import { callApi } from "../../shared/remote/call-api.ts";

/** Rows asked for at once. */
const PAGE = 200;

export type ListPages = {
  rows: readonly DiscrepancyView[];
  /** Nothing has come yet. */
  isLoading: boolean;
  /** More is on its way, below what is there. */
  isLoadingMore: boolean;
  /** The rows are of the question before, until the answer to the new one is here. */
  isStale: boolean;
  hasMore: boolean;
  error: ApiError | null;
};

type Held = { key: string; rows: readonly DiscrepancyView[]; next: string | null; error: ApiError | null };

/**
 * The rows of the list, page after page as somebody scrolls: `more` fetches the next ones. A new question keeps the old rows on screen until
 * its first page has come. Rows that moved from one page to another between two reads are shown once.
 */
export function useListPages(path: string, q: string, sort: string): ListPages & { more: () => void; reload: () => void } {
  const key = `${path} ${sort} ${q}`;
  const [held, setHeld] = useState<Held>({ key: "", rows: [], next: null, error: null });
  const [isLoadingMore, setLoadingMore] = useState(false);
  const [round, setRound] = useState(0);
  const busy = useRef(false);

  const read = useCallback((cursor: string | null, signal?: AbortSignal) => callApi<DiscrepancyList>(`${path}?${new URLSearchParams({ q, sort, limit: String(PAGE), ...(cursor ? { cursor } : {}) })}`, signal ? { signal } : {}), [path, q, sort]);

  useEffect(() => {
    const abort = new AbortController();
    busy.current = true;
    read(null, abort.signal)
      .then((page) => setHeld({ key, rows: page.discrepancies, next: page.next, error: null }))
      .catch((error: unknown) => {
        if (!abort.signal.aborted) setHeld({ key, rows: [], next: null, error: asApiError(error) });
      })
      .finally(() => (busy.current = false));
    return () => abort.abort();
  }, [key, round]);

  const more = () => {
    if (busy.current || held.key !== key || held.next === null) return;
    busy.current = true;
    setLoadingMore(true);
    read(held.next)
      .then((page) => setHeld((before) => (before.key === key ? { ...before, rows: joined(before.rows, page.discrepancies), next: page.next } : before)))
      .catch((error: unknown) => setHeld((before) => (before.key === key ? { ...before, error: asApiError(error) } : before)))
      .finally(() => ((busy.current = false), setLoadingMore(false)));
  };

  return {
    rows: held.rows,
    isLoading: held.key === "",
    isLoadingMore,
    isStale: held.key !== key && held.key !== "",
    hasMore: held.next !== null,
    error: held.error,
    more,
    reload: () => setRound((before) => before + 1),
  };
}

function joined(before: readonly DiscrepancyView[], page: readonly DiscrepancyView[]): DiscrepancyView[] {
  const known = new Set(before.map(({ id }) => id));
  return [...before, ...page.filter(({ id }) => !known.has(id))];
}

function asApiError(error: unknown): ApiError {
  return error instanceof ApiError ? error : new ApiError("internal", 0, String(error));
}
