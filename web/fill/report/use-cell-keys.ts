import { m } from "../../words/m.ts";
import { announce } from "../../shared/components/announcements.tsx";
import { cellId, parseCellId } from "./count-input.tsx";
import { parseBlock } from "./paste-cells.ts";
import type { DraftEditing } from "./use-report-draft.ts";

/**
 * What a table of counts does with keys and pastes, by delegation: Enter and the arrows go down and up a column, a block from a
 * spreadsheet is laid from the cell it is pasted into. `order` is the rows as they stand on the screen.
 */
export function useCellKeys(order: readonly number[], columns: readonly string[], editing: DraftEditing) {
  const onKeyDown = (event: KeyboardEvent) => {
    const cell = parseCellId((event.target as Element).id);
    const step = { ArrowDown: 1, Enter: 1, ArrowUp: -1 }[event.key];
    if (!cell || step === undefined || event.isComposing) return;
    event.preventDefault();
    const next = order[order.indexOf(cell.row) + step];
    const input = next === undefined ? null : (document.getElementById(cellId(next, cell.column)) as HTMLInputElement | null);
    input?.focus();
    input?.select();
  };
  const onPaste = (event: ClipboardEvent) => {
    const cell = parseCellId((event.target as Element).id);
    const block = parseBlock(event.clipboardData?.getData("text/plain") ?? "");
    if (!cell || !block) return;
    event.preventDefault();
    const { laid, left } = editing.paste(order, columns, cell, block);
    announce(left > 0 ? m.pasted_with_rest({ laid, left }) : m.pasted({ laid }));
  };
  return { onKeyDown, onPaste };
}
