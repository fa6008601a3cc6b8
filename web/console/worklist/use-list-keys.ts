import { useEffect, useRef } from "react";
import { shippedViews } from "../../../worker/worklist/shipped-views.ts";
import { announce } from "../../shared/components/announcements.tsx";
import { m } from "../../words/m.ts";
import type { Neighbours } from "../discrepancies/use-neighbours.ts";
import { readPress, type ListAction } from "./list-keys.ts";
import type { Selection } from "./use-selection.ts";
import type { Worklist } from "./use-worklist-address.ts";

export type KeyTargets = {
  list: Worklist;
  /** References of the rows, in their order. */
  order: readonly string[];
  active: string | null;
  setActive: (reference: string) => void;
  neighbours: Neighbours;
  selection: Selection | null;
  showHelp: () => void;
  /** Single keys can be switched off (WCAG 2.1.4). */
  isOn: boolean;
};

/** A sequence is given up when the second key does not come. Milliseconds. */
const SECOND_KEY_WITHIN = 1500;

/** The keys of docs/worklist.md: never while something is typed or a dialog is open. Every one of them is a visible button too. */
export function useListKeys(targets: KeyTargets): void {
  const begun = useRef<{ key: string; at: number } | null>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!targets.isOn || isTyping(event.target) || document.querySelector("dialog[open]")) return;
      const first = begun.current && Date.now() - begun.current.at < SECOND_KEY_WITHIN ? begun.current.key : null;
      begun.current = null;
      const read = readPress(event, first);
      if (read === null) return;
      if ("begun" in read) begun.current = { key: read.begun, at: Date.now() };
      else if (act(read.action, targets)) event.preventDefault();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [targets]);
}

/** True when the key meant something here. */
function act(action: ListAction, { list, order, active, setActive, neighbours, selection, showHelp }: KeyTargets): boolean {
  switch (action) {
    case "next": case "previous": return walk(action === "next" ? 1 : -1);
    case "next-open": case "previous-open": {
      const beside = action === "next-open" ? neighbours.next : neighbours.previous;
      if (list.opened === null || beside === null) return false;
      return done(list.open(beside));
    }
    case "open": return active !== null && isOnRow() ? done(list.open(active)) : false;
    case "back": return list.opened !== null ? done(list.open(null)) : false;
    case "select": case "select-range": return active !== null && selection ? done(selection.toggle(active, action === "select-range")) : false;
    case "search": return focusOn("query");
    case "help": return done(showHelp());
    case "evidence": return focusOn("panel-evidence");
    case "comment": return focusOn("comment-text");
    case "view:inbox": case "view:mine": case "view:due": return done(list.show(shippedViews.find(({ id }) => `view:${id}` === action)!));
    case "move:accept": case "move:acknowledge": case "move:ask": case "move:assign": case "move:request-dismissal": case "move:set-due": case "move:snooze": case "move:take": case "move:uphold":
      return pressIn(document.querySelector(".panel"), action, m.key_open_first());
    case "move:undo": return pressIn(document.body, action, m.key_nothing_to_undo());
  }

  function walk(step: 1 | -1): boolean {
    if (list.opened !== null) {
      const beside = step === 1 ? neighbours.next : neighbours.previous;
      return beside !== null && done(list.open(beside));
    }
    const place = active === null ? -1 : order.indexOf(active);
    const next = order[Math.max(0, Math.min(order.length - 1, place + step))];
    return next !== undefined && done(setActive(next));
  }
}

/** Presses the button of the place that carries the action; says so when there is none, because the key was meant. */
function pressIn(place: Element | null, action: ListAction, otherwise: string): boolean {
  const button = place?.querySelector<HTMLButtonElement>(`button[data-key="${action}"]:not(:disabled)`);
  if (button) button.click();
  else announce(place && action !== "move:undo" ? m.key_not_now() : otherwise);
  return true;
}

function focusOn(id: string): boolean {
  const element = document.getElementById(id);
  element?.scrollIntoView({ block: "center" });
  element?.focus();
  return element !== null;
}

function isOnRow(): boolean {
  return document.activeElement?.getAttribute("role") === "row" || document.activeElement === document.body;
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName) && (target as HTMLInputElement).type !== "checkbox");
}

function done(_: void): true {
  return true;
}
