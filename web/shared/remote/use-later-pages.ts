import { useState } from "react";
import type { ApiError } from "./api-error.ts";
import { callApi } from "./call-api.ts";

type LaterPages<Item> = { rows: readonly Item[]; hasMore: boolean; isBusy: boolean; error: ApiError | null; more: () => void };

/** A list that is read page by page: the rows of the first page and of those that were asked for since, and a way to ask for the next. `next` of a page is where the one after it begins, null at the end. */
export function useLaterPages<Page extends { next: string | number | null }, Item>(first: Page, rowsOf: (page: Page) => readonly Item[], addressAfter: (next: string) => string): LaterPages<Item> {
  const [later, setLater] = useState<readonly Page[]>([]);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const pages = [first, ...later];
  const { next } = pages.at(-1)!;
  const more = async () => {
    setBusy(true);
    setError(null);
    try {
      const page = await callApi<Page>(addressAfter(String(next)));
      setLater((before) => [...before, page]);
    } catch (caught) {
      setError(caught as ApiError);
    }
    setBusy(false);
  };
  return { rows: pages.flatMap(rowsOf), hasMore: next !== null, isBusy, error, more: () => void more() };
}
