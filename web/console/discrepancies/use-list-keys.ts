import { useEffect } from "react";
import type { DiscrepancyView } from "../../../worker/review/contract.ts";
import { referenceOf } from "./reference.ts";

/**
 * j and k walk the rows, Enter opens one, Escape closes the panel, [ and ] go on while it is open, / goes to the filters.
 * Never while something is being typed, and never inside a Vietnamese input method's composition.
 */
export function useListKeys(list: { rows: readonly DiscrepancyView[]; opened: string | null; open: (reference: string | null) => void }): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const step = steps[event.key];
      if (step !== undefined) {
        const references = list.rows.map(referenceOf);
        const current = list.opened ?? document.activeElement?.id.replace(/^row-/, "") ?? "";
        const next = references[Math.max(0, Math.min(references.length - 1, references.indexOf(current) + step))];
        if (!next) return;
        if (list.opened) list.open(next);
        else document.getElementById(`row-${next}`)?.focus();
      } else if (event.key === "Escape" && list.opened && !document.querySelector("dialog[open]")) list.open(null);
      else if (event.key === "/") document.getElementById("filter-state")?.focus();
      else return;
      event.preventDefault();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [list]);
}

const steps: Record<string, number> = { j: 1, k: -1, "]": 1, "[": -1 };

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName));
}
