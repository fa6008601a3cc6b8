import { useEffect, useRef, useState } from "react";
import { LEFT_BEHIND, type DiscrepancyList, type DiscrepancyView } from "../../../worker/worklist/contract.ts";
import { ApiError } from "../../shared/remote/api-error.ts";
import { callApi } from "../../shared/remote/call-api.ts";

/** Rows asked for at once. */
const PAGE = 200;
/** Where pages come short, so many new rows are enough until somebody scrolls on. */
const ENOUGH = 50;

/** `on` while one short page after the other is asked for; `stopped` by somebody; null where nothing is left or pages are full. */
export type Search = { state: "on" | "stopped" | "waiting"; lookedThrough: number };

export type ListPages = {
  rows: readonly DiscrepancyView[];
  /** Nothing has come yet. */
  isLoading: boolean;
  /** More is on its way, below what is there. */
  isLoadingMore: boolean;
  /** The rows are of the question before, until the answer to the new one is here. */
  isStale: boolean;
  hasMore: boolean;
  search: Search | null;
  error: ApiError | null;
};

type Held = { key: string; rows: readonly DiscrepancyView[]; next: string | null; lookedThrough: number; error: ApiError | null };

/**
 * The rows of the list, page after page as somebody scrolls: `more` fetches the next ones. A new question keeps the old rows on screen until
 * its first page has come. Rows that moved from one page to another between two reads are shown once. Where the Worker looks through many rows
 * that do not fit, its pages are short: they are asked for one after the other until there is enough to read, or `stop`; `goOn` goes on.
 */
export function useListPages(path: string, q: string, sort: string, limit = PAGE): ListPages & { more: () => void; reload: () => void; stop: () => void; goOn: () => void } {
  const key = `${path} ${sort} ${q}`;
  const [held, setHeld] = useState<Held>({ key: "", rows: [], next: null, lookedThrough: 0, error: null });
  const [isAsking, setAsking] = useState(false);
  const [isStopped, setStopped] = useState(false);
  const [round, setRound] = useState(0);
  const asking = useRef<AbortController | null>(null);

  const ask = async (from: string | null) => {
    const abort = new AbortController();
    asking.current = abort;
    setAsking(true);
    setStopped(false);
    try {
      let [next, found] = [from, 0];
      do {
        const isFirst = next === null;
        const page = await callApi<DiscrepancyList>(`${path}?${new URLSearchParams({ q, sort, limit: String(limit), ...(next === null ? {} : { cursor: next }) })}`, { signal: abort.signal });
        if (abort.signal.aborted) return;
        setHeld((before) => withPage(isFirst ? { key, rows: [], next: null, lookedThrough: 0, error: null } : before, page));
        next = page.isPartial ? page.next : null;
        found += page.discrepancies.length;
      } while (next !== null && found < Math.min(ENOUGH, limit));
    } catch (error) {
      if (!abort.signal.aborted) setHeld((before) => ({ ...(from === null && before.key !== key ? { rows: [], next: null, lookedThrough: 0 } : before), key, error: asApiError(error) }));
    } finally {
      if (asking.current === abort) {
        asking.current = null;
        setAsking(false);
      }
    }
  };
  useEffect(() => {
    void ask(null);
    return () => asking.current?.abort();
  }, [key, round]);

  const isCurrent = held.key === key;
  const goOn = () => void (asking.current === null && isCurrent && held.next !== null && ask(held.next));
  return {
    rows: held.rows,
    isLoading: held.key === "",
    isLoadingMore: isAsking && isCurrent,
    isStale: !isCurrent && held.key !== "",
    hasMore: held.next !== null,
    search: held.lookedThrough === 0 || held.next === null || !isCurrent ? null : { state: isStopped ? "stopped" : isAsking ? "on" : "waiting", lookedThrough: held.lookedThrough },
    error: held.error,
    more: () => !isStopped && goOn(),
    goOn,
    stop: () => (asking.current?.abort(), setStopped(true)),
    reload: () => setRound((before) => before + 1),
  };
}

function withPage(before: Held, page: DiscrepancyList): Held {
  const known = new Set(before.rows.map(({ id }) => id));
  return { ...before, rows: [...before.rows, ...page.discrepancies.filter(({ id }) => !known.has(id))], next: page.next, lookedThrough: before.lookedThrough + (page.isPartial ? LEFT_BEHIND : 0), error: null };
}

function asApiError(error: unknown): ApiError {
  return error instanceof ApiError ? error : new ApiError("internal", 0, String(error));
}
