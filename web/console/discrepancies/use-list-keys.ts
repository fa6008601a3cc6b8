import { useEffect } from "react";
import type { DiscrepancyView } from "../../../worker/review/contract.ts";
import { referenceOf } from "./reference.ts";
import { rowLink, type Neighbours } from "./use-neighbours.ts";

type List = { rows: readonly DiscrepancyView[]; neighbours: Neighbours; opened: string | null; open: (reference: string | null) => void };

/**
 * j and k walk the rows, Enter opens one, Escape closes the panel, j k or [ ] go on while it is open, / goes to the filters.
 * Never while something is being typed, never in a dialog, and never inside a Vietnamese input method's composition.
 */
export function useListKeys(list: List): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.isComposing || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || document.querySelector("dialog[open]")) return;
      if (!act(event.key, list)) return;
      event.preventDefault();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [list]);
}

/** True when the key meant something here. */
function act(key: string, { rows, neighbours, opened, open }: List): boolean {
  const isForth = key === "j" || key === "]";
  const isBack = key === "k" || key === "[";
  if (key === "/") focusFilters();
  else if (opened && key === "Escape") open(null);
  else if (opened && (isForth || isBack)) {
    const next = isForth ? neighbours.next : neighbours.previous;
    if (next) open(next);
  } else if (key === "j" || key === "k") walk(rows.map(referenceOf), isForth ? 1 : -1);
  else return false;
  return true;
}

function walk(references: readonly string[], step: number): void {
  const current = references.indexOf(document.activeElement?.id.replace(/^row-/, "") ?? "");
  rowLink(references[Math.max(0, Math.min(references.length - 1, current + step))])?.focus();
}

function focusFilters(): void {
  const first = document.getElementById("filter-state");
  const box = first?.closest("details");
  if (box) box.open = true;
  first?.focus();
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName));
}
