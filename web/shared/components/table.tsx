import type { ComponentChildren } from "preact";

export type Column<Row> = {
  id: string;
  title: ComponentChildren;
  cell: (row: Row) => ComponentChildren;
  /** Right-aligned with even digits. */
  isCount?: boolean;
  /** The cell that names the row. */
  isRowTitle?: boolean;
};

/** A table that scrolls inside itself when it is wider than the screen, and says so to the keyboard; on a phone each row is a card. */
export function Table<Row>(props: { caption: string; isCaptionShown?: boolean; columns: readonly Column<Row>[]; rows: readonly Row[]; rowKey: (row: Row) => string }) {
  const { caption, isCaptionShown = false, columns, rows, rowKey } = props;
  return (
    <div className="table-scroll as-cards" role="region" aria-label={caption} tabIndex={0}>
      <table>
        <caption className={isCaptionShown ? undefined : "spoken-only"}>{caption}</caption>
        <thead>
          <tr>{columns.map((column) => <th key={column.id} scope="col" className={column.isCount ? "count" : undefined}>{column.title}</th>)}</tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map((column) => (column.isRowTitle ? <th key={column.id} scope="row">{column.cell(row)}</th> : <td key={column.id} className={column.isCount ? "count" : undefined} data-label={typeof column.title === "string" ? column.title : undefined}>{column.cell(row)}</td>))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
