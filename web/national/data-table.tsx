import type { ComponentChildren } from "preact";
import { useState } from "react";
import { m } from "../words/m.ts";
import { Button } from "../shared/components/button.tsx";
import { currentLocale } from "../shared/locale/current-locale.ts";
import { saveTable } from "../shared/components/save-table.ts";
import { useSteps } from "./steps.tsx";

export type DataColumn<Row> = {
  id: string;
  title: string;
  /** What the exported table says; also what is shown unless `cell` is given, and what the column is sorted by. Null is "no number". */
  value: (row: Row) => string | number | null;
  cell?: (row: Row) => ComponentChildren;
  isCount?: boolean;
  isRowTitle?: boolean;
  isSortable?: boolean;
};
export type Sorting = { id: string; isDown: boolean };

/** A table that is sorted by its headings and exported exactly as it stands; a phone shows it by steps. `first` is how it is sorted before anybody chooses. */
export function DataTable<Row>(props: { caption: string; file: string; columns: readonly DataColumn<Row>[]; rows: readonly Row[]; rowKey: (row: Row) => string; first?: Sorting }) {
  const { caption, file, columns, rows, rowKey, first } = props;
  const [chosen, setChosen] = useState<Sorting | null>(null);
  const sorting = chosen ?? first ?? null;
  const column = columns.find(({ id }) => id === sorting?.id);
  const sorted = column && sorting ? sortRows(rows, column.value, sorting.isDown) : rows;
  const { hold, classOf, more } = useSteps(rows.length);
  const sortBy = (id: string, isCount: boolean) => setChosen(sorting?.id === id ? { id, isDown: !sorting.isDown } : { id, isDown: isCount });
  return (
    <div className="data-table">
      <div className="table-scroll" role="region" aria-label={caption} tabIndex={0}>
        <table>
          <caption>{caption}</caption>
          <thead>
            <tr>
              {columns.map(({ id, title, isCount = false, isSortable = false }) => (
                <th key={id} scope="col" className={isCount ? "count" : undefined} aria-sort={sorting?.id === id ? (sorting.isDown ? "descending" : "ascending") : undefined}>
                  {isSortable ? (
                    <button type="button" className="sort" onClick={() => sortBy(id, isCount)}>
                      {title}<span aria-hidden="true">{sorting?.id === id ? (sorting.isDown ? " ▼" : " ▲") : " ↕"}</span>
                    </button>
                  ) : title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody ref={hold}>
            {sorted.map((row, place) => (
              <tr key={rowKey(row)} className={classOf(place)}>
                {columns.map(({ id, title, isCount, isRowTitle, value, cell }) => {
                  const shown = cell ? cell(row) : shownValue(value(row));
                  return isRowTitle ? <th key={id} scope="row">{shown}</th> : <td key={id} className={isCount ? "count" : undefined} data-label={title}>{shown}</td>;
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {more}
      <Button kind="quiet" icon="download" onPress={() => void saveTable(file, columns.map(({ title }) => title), sorted.map((row) => columns.map(({ value }) => value(row))))}>{m.national_export()}</Button>
    </div>
  );
}

function shownValue(value: string | number | null): string {
  if (value === null) return m.no_number_given();
  return typeof value === "number" ? new Intl.NumberFormat(currentLocale() === "en" ? "en-GB" : "vi-VN").format(value) : value;
}

/** What has no number stands last, whichever way the rest is sorted. */
function sortRows<Row>(rows: readonly Row[], value: (row: Row) => string | number | null, isDown: boolean): Row[] {
  const order = (a: string | number, b: string | number) => (typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), "vi"));
  return rows.toSorted((rowA, rowB) => {
    const [a, b] = [value(rowA), value(rowB)];
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    return isDown ? order(b, a) : order(a, b);
  });
}
