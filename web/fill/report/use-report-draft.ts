import { useCallback, useEffect, useRef, useState } from "react";
import { dropDraft, saveDraft, type CellText, type DraftRow, type ReportDraft } from "./draft-store.ts";
import { layBlock } from "./paste-cells.ts";
import { serverNow } from "../../shared/remote/server-clock.ts";

export type DraftEditing = {
  draft: ReportDraft;
  savedAt: number | null;
  setCell: (row: number, column: string, text: CellText) => void;
  setRow: (row: number, cells: Record<string, CellText>) => void;
  setRows: (change: (rows: readonly DraftRow[]) => DraftRow[]) => void;
  paste: (order: readonly number[], columns: readonly string[], start: { row: number; column: string }, block: readonly string[][]) => { laid: number; left: number };
  drop: () => Promise<void>;
};

const SAVE_AFTER = 300;

/** The draft on the screen, kept on the device a moment after each change and when the page is left. */
export function useReportDraft(id: string, first: ReportDraft, firstSavedAt: number | null): DraftEditing {
  const [draft, setDraft] = useState(first);
  const [savedAt, setSavedAt] = useState(firstSavedAt);
  const unsaved = useRef<ReportDraft | null>(null);

  const save = useCallback(async () => {
    if (!unsaved.current) return;
    const taken = unsaved.current;
    unsaved.current = null;
    await saveDraft(id, taken);
    setSavedAt(serverNow());
  }, [id]);

  useEffect(() => {
    if (draft === first) return;
    unsaved.current = draft;
    const timer = setTimeout(() => void save(), SAVE_AFTER);
    return () => clearTimeout(timer);
  }, [draft]);

  useEffect(() => {
    const saveNow = () => void save();
    window.addEventListener("pagehide", saveNow);
    document.addEventListener("visibilitychange", saveNow);
    return () => {
      saveNow();
      window.removeEventListener("pagehide", saveNow);
      document.removeEventListener("visibilitychange", saveNow);
    };
  }, [save]);

  const changeRow = (row: number, cells: Record<string, CellText>) => setDraft((before) => ({ ...before, rows: replaceAt(before.rows, row, (old) => ({ ...old, cells: { ...old.cells, ...cells } })) }));
  return {
    draft,
    savedAt,
    setCell: useCallback((row, column, text) => changeRow(row, { [column]: text }), []),
    setRow: useCallback(changeRow, []),
    setRows: useCallback((change) => setDraft((before) => ({ ...before, rows: change(before.rows) })), []),
    paste: (order, columns, start, block) => {
      const { rows, laid, left } = layBlock(draft.rows, order, columns, start, block);
      setDraft({ ...draft, rows });
      return { laid, left };
    },
    drop: async () => {
      unsaved.current = null;
      await dropDraft(id);
    },
  };
}

function replaceAt(rows: readonly DraftRow[], at: number, change: (row: DraftRow) => DraftRow): DraftRow[] {
  return rows.map((row, i) => (i === at ? change(row) : row));
}
