import { useMemo, useRef, useState } from "react";

export type Selection = {
  /** References, `tenant/id`, in the order of the list. */
  chosen: readonly string[];
  /** Everything the query asks for, also what is not on screen. */
  isAllMatching: boolean;
  has: (reference: string) => boolean;
  /** `isRange` selects everything between this row and the one chosen before. */
  toggle: (reference: string, isRange: boolean) => void;
  select: (references: readonly string[]) => void;
  selectAllMatching: () => void;
  /** Everything of another question, which is about to be asked. */
  selectAllOf: (question: string) => void;
  clear: () => void;
};

/** Which rows are chosen for a move of many. It starts anew with every question, so that nobody moves what they no longer see. */
export function useSelection(order: readonly string[], question: string): Selection {
  const [held, setHeld] = useState<{ question: string; chosen: ReadonlySet<string>; isAllMatching: boolean }>({ question, chosen: new Set(), isAllMatching: false });
  const anchor = useRef<string | null>(null);
  const current = held.question === question ? held : { question, chosen: new Set<string>(), isAllMatching: false };
  return useMemo(() => {
    const put = (chosen: ReadonlySet<string>, isAllMatching = false) => setHeld({ question, chosen, isAllMatching });
    return {
      chosen: order.filter((reference) => current.chosen.has(reference)),
      isAllMatching: current.isAllMatching,
      has: (reference) => current.isAllMatching || current.chosen.has(reference),
      toggle: (reference, isRange) => {
        const next = new Set(current.isAllMatching ? order : current.chosen);
        const range = isRange && anchor.current !== null ? between(order, anchor.current, reference) : [reference];
        const isChosen = next.has(reference);
        for (const one of range) {
          if (isRange || !isChosen) next.add(one);
          else next.delete(one);
        }
        anchor.current = reference;
        put(next);
      },
      select: (references) => put(new Set(references)),
      selectAllMatching: () => put(new Set(order), true),
      selectAllOf: (next) => setHeld({ question: next, chosen: new Set(), isAllMatching: true }),
      clear: () => put(new Set()),
    };
  }, [order, current]);
}

function between(order: readonly string[], one: string, other: string): readonly string[] {
  const places = [order.indexOf(one), order.indexOf(other)];
  const [from, to] = [Math.min(...places), Math.max(...places)];
  return from < 0 ? [other] : order.slice(from, to + 1);
}
