import { listColumns, type ListColumn } from "../../../worker/worklist/contract.ts";
import { m } from "../../words/m.ts";
import { Button } from "../../shared/components/button.tsx";
import { Dialog } from "../../shared/components/dialog.tsx";
import { columnLooks } from "./columns.tsx";

type Props = { columns: readonly ListColumn[]; setColumns: (columns: readonly ListColumn[]) => void; offered: readonly ListColumn[]; close: () => void };

/** Which columns the list has, and in which order. The subject always stays: it names the row. */
export function ColumnChooser({ columns, setColumns, offered, close }: Props) {
  const rest = listColumns.filter((column) => offered.includes(column) && !columns.includes(column));
  const move = (column: ListColumn, step: -1 | 1) => {
    const from = columns.indexOf(column);
    const next = [...columns];
    next.splice(from, 1);
    next.splice(from + step, 0, column);
    setColumns(next);
  };
  return (
    <Dialog title={m.columns_title()} onClose={close} actions={<Button kind="primary" onPress={close}>{m.close()}</Button>}>
      <ul className="column-choices">
        {columns.map((column, place) => (
          <li key={column}>
            <label><input type="checkbox" checked disabled={column === "subject"} onChange={() => setColumns(columns.filter((one) => one !== column))} /> {columnLooks[column].title()}</label>
            <span className="column-steps">
              <Button kind="quiet" label={m.column_earlier({ column: columnLooks[column].title() })} disabled={place === 0} onPress={() => move(column, -1)}>↑</Button>
              <Button kind="quiet" label={m.column_later({ column: columnLooks[column].title() })} disabled={place === columns.length - 1} onPress={() => move(column, 1)}>↓</Button>
            </span>
          </li>
        ))}
        {rest.map((column) => (
          <li key={column}><label><input type="checkbox" checked={false} onChange={() => setColumns([...columns, column])} /> {columnLooks[column].title()}</label></li>
        ))}
      </ul>
    </Dialog>
  );
}
