import { useState } from "react";
import type { DiscrepancyList, DiscrepancyView } from "../../../worker/worklist/contract.ts";
import type { SessionView } from "../../../worker/tenancy/contract.ts";
import { ruleNames, stateLooks } from "../../shared/discrepancies/words.ts";
import { m } from "../../words/m.ts";
import { useRemote } from "../../shared/remote/use-remote.ts";
import { Button } from "../../shared/components/button.tsx";
import { SelectField } from "../../shared/components/field.tsx";
import { EmptyState, WhenReady } from "../../shared/components/states.tsx";
import { SeverityTag, Tag } from "../../shared/components/tag.tsx";
import { inLocale } from "../../shared/locale/current-locale.ts";
import { formatValue, formatValueDifference } from "../../shared/locale/format-count.ts";
import { formatDay, formatPeriod } from "../../shared/locale/format-moment.ts";
import { PageTitle } from "../page-title.tsx";

const views = { awaiting: "state:AWAITING_EXPLANATION", open: "state:open", closed: "state:closed" } as const;
type View = keyof typeof views;

/** The unit's own discrepancies: those that wait for its explanation first. */
export function DiscrepanciesPage({ session }: { session: SessionView }) {
  const [view, setView] = useState<View>("open");
  const [cursors, setCursors] = useState<readonly string[]>([]);
  const cursor = cursors.at(-1);
  const [list, reload] = useRemote<DiscrepancyList>(`/v1/t/${session.tenant.code}/discrepancies?q=${views[view]}&limit=20${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`);
  const names: Record<View, () => string> = { open: m.discrepancies_open, awaiting: m.discrepancies_awaiting, closed: m.discrepancies_closed };
  return (
    <>
      <PageTitle text={m.fill_discrepancies()} />
      <SelectField id="which" label={m.discrepancies_which()} value={view} onChange={(value) => (setView(value as View), setCursors([]))} options={(Object.keys(names) as View[]).map((value) => ({ value, label: names[value]() }))} />
      <WhenReady remote={list} retry={reload}>
        {({ discrepancies, next }) => (
          <>
            {discrepancies.length === 0 && <EmptyState title={m.discrepancies_none()} />}
            <ul className="plain">
              {discrepancies.map((one) => <li key={one.id}><DiscrepancyCard discrepancy={one} /></li>)}
            </ul>
            <div className="actions">
              {cursors.length > 0 && <Button icon="back" onPress={() => setCursors(cursors.slice(0, -1))}>{m.page_before()}</Button>}
              {next && <Button icon="next" onPress={() => setCursors([...cursors, next])}>{m.page_next()}</Button>}
            </div>
          </>
        )}
      </WhenReady>
    </>
  );
}

function DiscrepancyCard({ discrepancy }: { discrepancy: DiscrepancyView }) {
  const { id, rule, measure, severity, state, subject, period, reported, actual, difference, dueOn } = discrepancy;
  return (
    <article className="card discrepancy-card">
      <h2><a href={`/fill/discrepancies/${id}`}>{ruleNames[rule]()}</a></h2>
      <p className="tags">
        <SeverityTag severity={severity} />
        <Tag {...stateLooks[state]} text={stateLooks[state].text()} />
      </p>
      <p>{subject ? inLocale(subject.nameVi, subject.nameEn) : m.discrepancy_whole_unit()} · {formatPeriod(period)}</p>
      {(reported !== null || actual !== null) && (
        <p className="sides">
          <span>{m.side_reported()} <strong>{formatValue(measure, reported)}</strong></span>
          <span>{m.side_actual()} <strong>{formatValue(measure, actual)}</strong></span>
          {difference !== null && <span>{m.side_difference()} <strong>{formatValueDifference(measure, difference)}</strong></span>}
        </p>
      )}
      {state === "UPHELD" && dueOn && <p><strong>{m.upheld_correct_by({ day: formatDay(dueOn) })}</strong></p>}
      {state === "AWAITING_EXPLANATION" && dueOn && <p><strong>{m.explain_until({ day: formatDay(dueOn) })}</strong></p>}
    </article>
  );
}
