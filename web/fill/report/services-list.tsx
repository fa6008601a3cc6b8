import { memo, useMemo, useState } from "react";
import type { FormPackage } from "../../../worker/forms/contract.ts";
import { m } from "../../words/m.ts";
import { CheckField, TextField } from "../../shared/components/field.tsx";
import { EmptyState } from "../../shared/components/states.tsx";
import { foldForSearch } from "../../../worker/kernel/fold-for-search.ts";
import { CountInput, cellId } from "./count-input.tsx";
import { isRowFilled } from "./draft-answers.ts";
import type { CellText, DraftRow } from "./draft-store.ts";
import { sumText } from "./fields-table.tsx";
import { labelOf, textOf } from "./form-columns.ts";
import type { EditorProps } from "./report-editor.tsx";
import { RowMessage } from "./row-message.tsx";
import { totalOf, viewRow } from "./row-view.ts";
import { useCellKeys } from "./use-cell-keys.ts";

const columns = ["online", "total"] as const;

/** The services report: two counts a service, or the explicit word that there is no number. */
export function ServicesList({ pkg, editing, faults, locale }: EditorProps) {
  const { rows } = editing.draft;
  const [search, setSearch] = useState("");
  const [isOnlyOpen, setOnlyOpen] = useState(false);
  // Not again while typing: a row must not vanish under the fingers that fill it in.
  const order = useMemo(() => listShown(rows, search, isOnlyOpen), [search, isOnlyOpen, rows.length]);
  const keys = useCellKeys(order, columns, editing);
  const open = rows.filter((row) => !isRowFilled(row)).length;
  return (
    <>
      <div className="services-tools">
        <TextField id="search-services" type="search" label={m.services_search()} value={search} onChange={setSearch} />
        <CheckField id="only-open" label={m.services_only_open({ open })} checked={isOnlyOpen} onChange={setOnlyOpen} />
      </div>
      <p className="soft small">{m.services_paste_hint()}</p>
      <p className="spoken-only" role="status">{m.services_shown({ shown: order.length, count: rows.length })}</p>
      {order.length === 0 && <EmptyState title={isOnlyOpen && search === "" ? m.services_all_filled() : m.nothing_found()} />}
      <div className="services" {...keys}>
        {order.length > 0 && (
          <div className="services-head" aria-hidden="true">
            <span>{labelOf(pkg, "name")}</span>
            {columns.map((column) => <span key={column}>{labelOf(pkg, column)}</span>)}
            <span />
          </div>
        )}
        {order.map((i) => <ServiceRow key={rows[i]!.given["service"]} pkg={pkg} row={rows[i]!} index={i} faults={faults.get(i) ?? none} locale={locale} setCell={editing.setCell} setRow={editing.setRow} />)}
      </div>
      <dl className="card facts">
        <dt>{m.services_filled()}</dt>
        <dd>{m.services_filled_of({ filled: rows.length - open, count: rows.length })}</dd>
        {columns.map((column) => (
          <>
            <dt key={column}>{m.sum_of_rows()} {labelOf(pkg, column)}</dt>
            <dd>{sumText(totalOf(rows, column))}</dd>
          </>
        ))}
        <dt>{m.no_number_given()}</dt>
        <dd>{rows.filter(hasNoNumber).length}</dd>
      </dl>
    </>
  );
}

const none: ReadonlySet<string> = new Set();

function listShown(rows: readonly DraftRow[], search: string, isOnlyOpen: boolean): number[] {
  const wanted = foldForSearch(search);
  return rows.flatMap((row, i) => {
    const isFound = wanted === "" || foldForSearch(`${row.given["service"]} ${row.given["name"]}`).includes(wanted);
    return isFound && !(isOnlyOpen && isRowFilled(row)) ? [i] : [];
  });
}

function hasNoNumber(row: DraftRow): boolean {
  return columns.every((column) => row.cells[column] === null);
}

type RowProps = { pkg: FormPackage; row: DraftRow; index: number; faults: ReadonlySet<string>; locale: string; setCell: (row: number, column: string, text: CellText) => void; setRow: (row: number, cells: Record<string, CellText>) => void };

const ServiceRow = memo(function ServiceRow({ pkg, row, index, faults, setCell, setRow }: RowProps) {
  const view = viewRow(pkg, row, faults);
  const isWithout = hasNoNumber(row);
  const name = row.given["name"] ?? "";
  const level = textOf(pkg, `code:/rows/level=${row.given["level"]}`);
  return (
    <section className={isWithout ? "service without" : "service"} aria-label={name}>
      <div className="service-name">
        <strong>{name}</strong>
        <span className="soft small"><span className="code">{row.given["service"]}</span> · {level}</span>
      </div>
      {columns.map((column) => (
        <div key={column} className="count-line">
          <label htmlFor={cellId(index, column)}>{labelOf(pkg, column)}</label>
          <CountInput row={index} column={column} text={row.cells[column] ?? ""} isWrong={view.isWrong(column)} isDisabled={isWithout} describedBy={`service-message-${index}`} onText={setCell} />
        </div>
      ))}
      <CheckField id={`without-${index}`} label={m.no_number_given()} checked={isWithout} onChange={(checked) => setRow(index, { online: checked ? null : "", total: checked ? null : "" })} />
      <RowMessage id={`service-message-${index}`} disagreements={view.disagreements} />
    </section>
  );
});
