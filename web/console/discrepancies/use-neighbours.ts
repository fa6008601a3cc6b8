import { useEffect, useRef } from "react";
import type { DiscrepancyView } from "../../../worker/worklist/contract.ts";
import { referenceOf } from "./reference.ts";

export type Neighbours = { previous: string | null; next: string | null };

/**
 * The rows before and after the open one. When that one has left the list, the row that took its place comes next. Closing the panel
 * gives the focus back to the row it was opened from, or to the row in its place.
 */
export function useNeighbours(rows: readonly DiscrepancyView[], opened: string | null): Neighbours {
  const references = rows.map(referenceOf);
  const place = useRef(0);
  const before = useRef<string | null>(null);
  const found = opened === null ? -1 : references.indexOf(opened);
  if (found >= 0) place.current = found;
  useEffect(() => {
    if (opened === null && before.current !== null) {
      const nearest = references[Math.min(place.current, references.length - 1)];
      (rowLink(before.current) ?? rowLink(nearest) ?? document.getElementById("list-title"))?.focus();
    }
    before.current = opened;
  }, [opened]);
  const at = (index: number) => references[index] ?? null;
  return { previous: at(place.current - 1), next: at(found >= 0 ? found + 1 : place.current) };
}

export function rowLink(reference: string | undefined): HTMLElement | null {
  return reference === undefined ? null : document.getElementById(`row-${reference}`);
}
