import type { DraftRow } from "./draft-store.ts";

/** A block copied from a spreadsheet as rows of cells; null when it is a single value, which is typed like any other. */
export function parseBlock(text: string): string[][] | null {
  const lines = text.replace(/\r\n?/g, "\n").replace(/\n+$/, "").split("\n");
  const block = lines.map((line) => line.split("\t").map((cell) => cell.trim()));
  return block.length > 1 || block[0]!.length > 1 ? block : null;
}

/**
 * The rows with the block laid over them from one cell to the right and downwards. `order` names the rows as they stand on the
 * screen, so that a filtered list takes a paste where the eye sees it. What does not fit is counted in `left`.
 */
export function layBlock(rows: readonly DraftRow[], order: readonly number[], columns: readonly string[], start: { row: number; column: string }, block: readonly string[][]): { rows: DraftRow[]; laid: number; left: number } {
  const next = rows.map((row) => ({ ...row, cells: { ...row.cells } }));
  const firstRow = order.indexOf(start.row);
  const firstColumn = columns.indexOf(start.column);
  let laid = 0;
  let left = 0;
  block.forEach((line, down) =>
    line.forEach((text, right) => {
      const row = next[order[firstRow + down] ?? -1];
      const column = columns[firstColumn + right];
      if (!row || column === undefined) return void left++;
      row.cells[column] = text;
      laid++;
    }),
  );
  return { rows: next, laid, left };
}
