import { memo } from "react";
import type { FormPackage } from "../../../worker/forms/contract.ts";
import { m } from "../../words/m.ts";
import { Button } from "../../shared/components/button.tsx";
import { formatCount } from "../../shared/locale/format-count.ts";
import { CountInput } from "./count-input.tsx";
import type { CellText, DraftRow } from "./draft-store.ts";
import { columnGroups, fieldColumnNames, fieldColumns } from "./fields-columns.ts";
import { labelOf } from "./form-columns.ts";
import { RowMessage } from "./row-message.tsx";
import { totalOf, viewRow } from "./row-view.ts";
import { useCellKeys } from "./use-cell-keys.ts";
import type { EditorProps } from "./report-editor.tsx";

/** II.06a as on paper: the 13 columns with their numbers, a row a field of work, the sums below. */
export function FieldsTable({ pkg, editing, faults, locale }: EditorProps) {
  const { rows } = editing.draft;
  const keys = useCellKeys(rows.map((_, i) => i), fieldColumnNames, editing);
  return (
    <div className="table-scroll paper" role="region" aria-label={labelOf(pkg, "").replace(/\/$/, "") || m.group_received()} tabIndex={0} {...keys}>
      <table>
        <caption className="spoken-only">{m.fields_caption()}</caption>
        <thead>
          <tr>
            <th rowSpan={2} scope="col">{m.column_row_number()}</th>
            <th rowSpan={2} scope="col">{m.column_field()}</th>
            {columnGroups.map((group) => <th key={group.id} scope="colgroup" colSpan={group.columns.length} className="group">{group.title()}</th>)}
          </tr>
          <tr>{fieldColumns.map((column) => <th key={column.name} scope="col">{column.short()}</th>)}</tr>
          <tr className="numbers">{Array.from({ length: 13 }, (_, i) => <td key={i}>({i + 1})</td>)}</tr>
        </thead>
        <tbody>
          {rows.map((row, i) => <FieldRow key={row.given["field"]} pkg={pkg} row={row} index={i} faults={faults.get(i) ?? none} locale={locale} setCell={editing.setCell} setRow={editing.setRow} />)}
        </tbody>
        <tfoot>
          <tr>
            <td />
            <th scope="row">{m.sum_of_rows()}</th>
            {fieldColumns.map(({ name }) => <td key={name} className="count">{sumText(totalOf(rows, name))}</td>)}
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

const none: ReadonlySet<string> = new Set();

export function sumText(sum: number | null): string {
  return sum === null ? "–" : formatCount(sum);
}

type RowProps = { pkg: FormPackage; row: DraftRow; index: number; faults: ReadonlySet<string>; locale: string; setCell: (row: number, column: string, text: CellText) => void; setRow: (row: number, cells: Record<string, CellText>) => void };

const FieldRow = memo(function FieldRow({ pkg, row, index, faults, setCell, setRow }: RowProps) {
  const view = viewRow(pkg, row, faults);
  const totals = Object.entries(view.fillable);
  const messageId = `row-message-${index}`;
  const hasMessage = view.disagreements.length > 0 || totals.length > 0;
  return (
    <>
      <tr>
        <td className="count">{index + 1}</td>
        <th scope="row">{row.given["name"]}</th>
        {fieldColumns.map(({ name }) => (
          <td key={name} className="cell">
            <CountInput row={index} column={name} text={row.cells[name] ?? ""} label={`${row.given["name"]} ${labelOf(pkg, name)}`} isWrong={view.isWrong(name)} describedBy={view.disagreements.length > 0 ? messageId : undefined} onText={setCell} />
          </td>
        ))}
      </tr>
      <tr className={hasMessage ? "message-row" : "message-row without"}>
        <td colSpan={13}>
          <RowMessage id={messageId} disagreements={view.disagreements} />
          {totals.length > 0 && <FillTotals totals={totals} onFill={() => setRow(index, Object.fromEntries(totals.map(([name, sum]) => [name, String(sum)])))} />}
        </td>
      </tr>
    </>
  );
});

/** Offers the totals that follow from what is typed; the officer presses, nothing is filled in by itself. */
export function FillTotals({ totals, onFill }: { totals: readonly [string, number][]; onFill: () => void }) {
  return <Button kind="quiet" onPress={onFill}>{m.fill_totals({ totals: totals.map(([name, sum]) => `(${name.slice(1)}) = ${formatCount(sum)}`).join(", ") })}</Button>;
}
