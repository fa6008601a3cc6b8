import { memo, useState } from "react";
import type { FormPackage } from "../../../worker/forms/contract.ts";
import { m } from "../../words/m.ts";
import { Icon } from "../../shared/components/icon.tsx";
import { Tag } from "../../shared/components/tag.tsx";
import { CountInput, cellId } from "./count-input.tsx";
import { isRowFilled } from "./draft-answers.ts";
import type { CellText, DraftRow } from "./draft-store.ts";
import { columnGroups, fieldColumnNames, fieldColumns } from "./fields-columns.ts";
import { FillTotals, sumText } from "./fields-table.tsx";
import { RowMessage } from "./row-message.tsx";
import { totalOf, viewRow, type RowView } from "./row-view.ts";
import { useCellKeys } from "./use-cell-keys.ts";
import type { EditorProps } from "./report-editor.tsx";

/** II.06a on a phone: a card a field of work, all eleven counts below each other, the state of each card on its front. */
export function FieldsCards({ pkg, editing, faults, locale }: EditorProps) {
  const { rows } = editing.draft;
  const [open, setOpen] = useState<ReadonlySet<number>>(() => new Set([Math.max(rows.findIndex((row) => !isRowFilled(row)), 0)]));
  const toggle = (index: number) => setOpen((before) => new Set(before.has(index) ? [...before].filter((one) => one !== index) : [...before, index]));
  const keys = useCellKeys(rows.map((_, i) => i), fieldColumnNames, editing);
  return (
    <div {...keys}>
      {rows.map((row, i) => (
        <FieldCard key={row.given["field"]} pkg={pkg} row={row} index={i} count={rows.length} isOpen={open.has(i) || faults.has(i)} toggle={toggle} faults={faults.get(i) ?? none} locale={locale} setCell={editing.setCell} setRow={editing.setRow} />
      ))}
      <section className="card sums" aria-labelledby="sums-title">
        <h2 id="sums-title">{m.sum_of_rows()}</h2>
        <dl>
          {fieldColumns.map((column) => (
            <div key={column.name}>
              <dt>({column.number}) {groupTitleOf(column.name)} – {column.short()}</dt>
              <dd className="count">{sumText(totalOf(rows, column.name))}</dd>
            </div>
          ))}
        </dl>
      </section>
    </div>
  );
}

const none: ReadonlySet<string> = new Set();

function groupTitleOf(name: string): string {
  return columnGroups.find((group) => group.columns.some((column) => column.name === name))!.title();
}

type CardProps = { pkg: FormPackage; row: DraftRow; index: number; count: number; isOpen: boolean; toggle: (index: number) => void; faults: ReadonlySet<string>; locale: string; setCell: (row: number, column: string, text: CellText) => void; setRow: (row: number, cells: Record<string, CellText>) => void };

const FieldCard = memo(function FieldCard({ pkg, row, index, count, isOpen, toggle, faults, setCell, setRow }: CardProps) {
  const view = viewRow(pkg, row, faults);
  const totals = Object.entries(view.fillable);
  const bodyId = `field-${index}`;
  return (
    <section className="card field-card">
      <h2>
        <button type="button" aria-expanded={isOpen} aria-controls={bodyId} onClick={() => toggle(index)}>
          <span className="soft small">{m.row_of({ row: index + 1, count })}</span>
          <span className="field-name">{row.given["name"]}</span>
          <CardState row={row} view={view} />
        </button>
      </h2>
      {isOpen && (
        <div id={bodyId}>
          {columnGroups.map((group) => (
            <fieldset key={group.id}>
              <legend>{group.title()}</legend>
              {group.columns.map((column) => (
                <div key={column.name} className={column === group.columns[0] ? "count-line total" : "count-line"}>
                  <label htmlFor={cellId(index, column.name)}>
                    <span className="number">({column.number})</span> {column.short()}
                  </label>
                  <CountInput row={index} column={column.name} text={row.cells[column.name] ?? ""} isWrong={view.isWrong(column.name)} describedBy={view.disagreements.length > 0 ? `card-message-${index}` : undefined} onText={setCell} />
                </div>
              ))}
            </fieldset>
          ))}
          {totals.length > 0 && <FillTotals totals={totals} onFill={() => setRow(index, Object.fromEntries(totals.map(([name, sum]) => [name, String(sum)])))} />}
          <RowMessage id={`card-message-${index}`} disagreements={view.disagreements} />
        </div>
      )}
    </section>
  );
});

function CardState({ row, view }: { row: DraftRow; view: RowView }) {
  const fault = view.disagreements.some(({ level }) => level === "error");
  if (fault || fieldColumnNames.some((name) => row.cells[name]?.trim() !== "" && view.isWrong(name))) return <Tag tone="bad" icon="octagon" text={m.row_disagrees()} />;
  if (isRowFilled(row)) return <Tag tone="good" icon="check" text={m.row_agrees()} />;
  const missing = fieldColumnNames.filter((name) => row.cells[name]?.trim() === "").length;
  return (
    <span className="soft small">
      <Icon name="pen" /> {m.row_open({ missing })}
    </span>
  );
}
