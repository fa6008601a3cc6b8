import { useEffect, useRef } from "react";
import { listColumns, type ListColumn } from "../../../worker/worklist/contract.ts";
import { m } from "../../words/m.ts";
import { announce } from "../../shared/components/announcements.tsx";
import { Button } from "../../shared/components/button.tsx";
import { Dialog } from "../../shared/components/dialog.tsx";
import { columnLooks } from "./columns.tsx";

type Props = { columns: readonly ListColumn[]; setColumns: (columns: readonly ListColumn[]) => void; offered: readonly ListColumn[]; close: () => void };

/** Which columns the list has, and in which order. The subject always stays: it names the row. */
export function ColumnChooser({ columns, setColumns, offered, close }: Props) {
  const list = useRef<HTMLUListElement>(null);
  /** The button that moved its column moves with it: it keeps the focus, or hands it to its neighbour at the end of the list. */
  const moved = useRef<{ column: ListColumn; step: -1 | 1 } | null>(null);
  useEffect(() => {
    if (!moved.current) return;
    const { column, step } = moved.current;
    moved.current = null;
    const buttons = [...(list.current?.querySelectorAll<HTMLButtonElement>(`[data-column="${column}"] button`) ?? [])];
    (step === -1 ? buttons : buttons.toReversed()).find(({ disabled }) => !disabled)?.focus();
  }, [columns]);
  const shown = columns.filter((column) => offered.includes(column));
  const rest = listColumns.filter((column) => offered.includes(column) && !columns.includes(column));
  const move = (column: ListColumn, step: -1 | 1) => {
    const to = shown.indexOf(column) + step;
    moved.current = { column, step };
    setColumns(shown.filter((one) => one !== column).toSpliced(to, 0, column));
    announce(m.column_placed({ column: columnLooks[column].title(), place: to + 1, count: shown.length }));
  };
  return (
    <Dialog title={m.columns_title()} onClose={close} actions={<Button kind="primary" onPress={close}>{m.close()}</Button>}>
      <ul className="column-choices" ref={list}>
        {shown.map((column, place) => (
          <li key={column} data-column={column}>
            <label><input type="checkbox" checked disabled={column === "subject"} onChange={() => setColumns(shown.filter((one) => one !== column))} /> {columnLooks[column].title()}</label>
            <span className="column-steps">
              <Button kind="quiet" label={m.column_earlier({ column: columnLooks[column].title() })} disabled={place === 0} onPress={() => move(column, -1)}>↑</Button>
              <Button kind="quiet" label={m.column_later({ column: columnLooks[column].title() })} disabled={place === shown.length - 1} onPress={() => move(column, 1)}>↓</Button>
            </span>
          </li>
        ))}
        {rest.map((column) => (
          <li key={column}><label><input type="checkbox" checked={false} onChange={() => setColumns([...shown, column])} /> {columnLooks[column].title()}</label></li>
        ))}
      </ul>
    </Dialog>
  );
}
