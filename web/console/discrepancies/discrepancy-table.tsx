import type { DiscrepancyView } from "../../../worker/review/contract.ts";
import { m } from "../../words/m.ts";
import { SeverityTag, Tag } from "../../shared/components/tag.tsx";
import { formatCount } from "../../shared/locale/format-count.ts";
import { formatPeriod } from "../../shared/locale/format-moment.ts";
import { inLocale } from "../../shared/locale/current-locale.ts";
import { Difference } from "./difference.tsx";
import { referenceOf } from "./reference.ts";
import { DueDay } from "./due-day.tsx";
import { ruleNames, stateLooks } from "../../shared/discrepancies/words.ts";

type Props = { rows: readonly DiscrepancyView[]; opened: string | null; open: (reference: string) => void; isAuthority: boolean };

/** The rows: a dense table where there is room, one card a row on a phone (the same markup, laid out by CSS). */
export function DiscrepancyTable({ rows, opened, open, isAuthority }: Props) {
  return (
    <table className="dense">
      <caption className="spoken-only">{m.console_discrepancies()}</caption>
      <thead>
        <tr>
          <th scope="col">{m.column_severity()}</th>
          <th scope="col">{m.column_state()}</th>
          {isAuthority && <th scope="col">{m.column_tenant()}</th>}
          <th scope="col">{m.column_subject()}</th>
          <th scope="col" className="beside-panel">{m.column_period()}</th>
          <th scope="col" className="count beside-panel">{m.column_reported()}</th>
          <th scope="col" className="count beside-panel">{m.column_actual()}</th>
          <th scope="col" className="count">{m.column_difference()}</th>
          <th scope="col" className="beside-panel">{m.column_due()}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const reference = referenceOf(row);
          const state = stateLooks[row.state];
          const isCounted = row.measure !== "report" && row.measure !== "report-window";
          return (
            <tr key={reference} className={opened === reference ? "opened" : undefined} onClick={() => open(reference)}>
              <td className="cell-tag"><SeverityTag severity={row.severity} /></td>
              <td className="cell-tag"><Tag tone={state.tone} icon={state.icon} text={state.text()} /></td>
              {isAuthority && <td className="cell-tenant">{inLocale(row.tenant.nameVi, row.tenant.nameEn)}</td>}
              <th scope="row" className="cell-subject">
                <a id={`row-${reference}`} href={`?open=${reference}`} aria-current={opened === reference ? "true" : undefined} onClick={(event) => (event.preventDefault(), event.stopPropagation(), open(reference))}>
                  {row.subject ? inLocale(row.subject.nameVi, row.subject.nameEn) : m.subject_whole_unit()}
                </a>
                <span className="soft small cell-rule">
                  {row.subject && <span className="code">{row.subject.code} · </span>}
                  {ruleNames[row.rule]()}
                </span>
              </th>
              <td className="beside-panel cell-period">{formatPeriod(row.period)}</td>
              <td className={isCounted ? "count beside-panel" : "count beside-panel no-value"} data-label={m.column_reported()}>{isCounted ? formatCount(row.reported) : "–"}</td>
              <td className={isCounted ? "count beside-panel" : "count beside-panel no-value"} data-label={m.column_actual()}>{isCounted ? formatCount(row.actual) : "–"}</td>
              <td className={row.difference === null ? "count no-value" : "count"} data-label={m.column_difference()}><Difference row={row} /></td>
              <td className={row.dueOn === null ? "beside-panel no-value" : "beside-panel"} data-label={m.column_due()}><DueDay day={row.dueOn} /></td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
