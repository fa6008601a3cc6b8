import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { memo, useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { DiscrepancyView, ListColumn } from "../../../worker/worklist/contract.ts";
import { m } from "../../words/m.ts";
import { useLocale } from "../../shared/locale/current-locale.ts";
import { useMedia } from "../../shared/look/use-media.ts";
import { referenceOf } from "../discrepancies/reference.ts";
import { columnLooks } from "./columns.tsx";
import type { Selection } from "./use-selection.ts";

type Props = {
  rows: readonly DiscrepancyView[];
  /** Of the whole list, also of what has not been fetched; null until it is known. */
  total: number | null;
  columns: readonly ListColumn[];
  opened: string | null;
  active: string | null;
  setActive: (reference: string) => void;
  open: (reference: string) => void;
  selection: Selection | null;
  more: () => void;
};

const DENSE_ROW = 46;
const CARD = 150;
/** When so few rows are left below, the next page is fetched. */
const AHEAD = 40;

/**
 * The rows as a grid with one row in the tab order: j and k move it, Enter opens it, x selects it. Only what is near the window is in the
 * page, so ten thousand rows scroll like fifty; screen readers are told the real number. On a phone each row is a card.
 */
export function WorklistGrid({ rows, total, columns, opened, active, setActive, open, selection, more }: Props) {
  const isNarrow = useMedia("(max-width: 48rem)");
  const body = useRef<HTMLDivElement>(null);
  const [margin, setMargin] = useState(0);
  useEffect(() => setMargin((body.current?.getBoundingClientRect().top ?? 0) + window.scrollY), [rows.length === 0, isNarrow]);
  const virtual = useWindowVirtualizer({ count: rows.length, estimateSize: () => (isNarrow ? CARD : DENSE_ROW), overscan: 12, scrollMargin: margin, getItemKey: (index) => rows[index]!.id });
  const shown = virtual.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  useEffect(() => void (last >= rows.length - AHEAD && more()), [last, rows.length]);
  useFollowActive(rows, active, (index) => virtual.scrollToIndex(index, { align: "auto" }));
  const template = [...(selection ? ["2.75rem"] : []), ...columns.map((column) => columnLooks[column].width)].join(" ");
  const [openLatest, activateLatest] = [useLatest(open), useLatest(setActive)];
  const isActiveHere = useMemo(() => active !== null && rows.some((row) => referenceOf(row) === active), [rows, active]);
  const tabStop = isActiveHere ? active : rows[0] && referenceOf(rows[0]);
  return (
    <div className={isNarrow ? "worklist cards" : "worklist"} role="grid" aria-label={m.console_discrepancies()} aria-rowcount={(total ?? rows.length) + 1} aria-multiselectable={selection ? true : undefined}>
      <div role="rowgroup">
        <div role="row" className="worklist-row worklist-head" aria-rowindex={1} style={{ gridTemplateColumns: template }}>
          {selection && <span role="columnheader"><SelectAll rows={rows} selection={selection} /></span>}
          {columns.map((column) => <span key={column} role="columnheader" className={columnLooks[column].isCount ? "count" : undefined}>{columnLooks[column].title()}</span>)}
        </div>
      </div>
      <div role="rowgroup" ref={body} className="worklist-body" style={{ height: `${virtual.getTotalSize()}px` }}>
        {shown.map(({ index, start, key }) => {
          const row = rows[index]!;
          const reference = referenceOf(row);
          return (
            <GridRow
              key={key} row={row} reference={reference} index={index} top={start - margin} template={template} columns={columns} selection={selection} isSelected={selection?.has(reference) ?? false}
              isOpened={opened === reference} isTabStop={reference === tabStop} open={openLatest} setActive={activateLatest} measure={virtual.measureElement}
            />
          );
        })}
      </div>
    </div>
  );
}

type RowProps = {
  row: DiscrepancyView;
  reference: string;
  index: number;
  top: number;
  template: string;
  columns: readonly ListColumn[];
  selection: Selection | null;
  isSelected: boolean;
  isOpened: boolean;
  isTabStop: boolean;
  open: (reference: string) => void;
  setActive: (reference: string) => void;
  measure: (element: HTMLElement | null) => void;
};

/** Drawn anew only when something of it changed, or the language: scrolling moves rows, it does not write them again. */
const GridRow = memo(function GridRow({ row, reference, index, top, template, columns, selection, isSelected, isOpened, isTabStop, open, setActive, measure }: RowProps) {
  useLocale();
  return (
    <div
      id={`row-${reference}`} ref={measure} data-index={index} role="row" aria-rowindex={index + 2} aria-selected={selection ? isSelected : undefined}
      className={`worklist-row${isOpened ? " opened" : ""}${isSelected ? " selected" : ""}`} tabIndex={isTabStop ? 0 : -1}
      style={{ gridTemplateColumns: template, transform: `translateY(${top}px)` }}
      onClick={() => open(reference)} onFocus={() => setActive(reference)}
    >
      {selection && (
        <span role="gridcell" className="cell-select" onClick={(event) => event.stopPropagation()}>
          <label><input type="checkbox" tabIndex={-1} checked={isSelected} aria-label={m.select_row()} onClick={(event) => selection.toggle(reference, event.shiftKey)} /></label>
        </span>
      )}
      {columns.map((column) => (
        <span key={column} role="gridcell" className={`cell-${column}${columnLooks[column].isCount ? " count" : ""}`} data-label={columnLooks[column].title()}>{columnLooks[column].cell(row)}</span>
      ))}
    </div>
  );
});

/** One function for as long as the list stands, that does what the newest one does. */
function useLatest(act: (reference: string) => void): (reference: string) => void {
  const latest = useRef(act);
  latest.current = act;
  return useCallback((reference: string) => latest.current(reference), []);
}

function SelectAll({ rows, selection }: { rows: readonly DiscrepancyView[]; selection: Selection }) {
  const references = useMemo(() => rows.map(referenceOf), [rows]);
  const isAll = references.length > 0 && references.every(selection.has);
  return <label><input type="checkbox" checked={isAll} aria-label={m.select_loaded()} onChange={() => (isAll ? selection.clear() : selection.select(references))} /></label>;
}

/** The active row is brought into the page, then takes the focus: it may not have been drawn yet. */
function useFollowActive(rows: readonly DiscrepancyView[], active: string | null, scrollTo: (index: number) => void): void {
  useEffect(() => {
    const index = active === null ? -1 : rows.findIndex((row) => referenceOf(row) === active);
    if (index < 0 || document.activeElement?.id === `row-${active}` || !isInList(document.activeElement)) return;
    scrollTo(index);
    requestAnimationFrame(() => document.getElementById(`row-${active}`)?.focus({ preventScroll: true }));
  }, [active]);
}

function isInList(element: Element | null): boolean {
  return element === document.body || element?.closest('[role="grid"]') !== null;
}
