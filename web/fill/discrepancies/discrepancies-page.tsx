import type { DiscrepancyList, DiscrepancyView } from "../../../worker/worklist/contract.ts";
import type { SessionView } from "../../../worker/tenancy/contract.ts";
import { ruleNames, stateLooks } from "../../shared/discrepancies/words.ts";
import { m } from "../../words/m.ts";
import { useRemote } from "../../shared/remote/use-remote.ts";
import { ButtonLink } from "../../shared/components/button.tsx";
import { SelectField } from "../../shared/components/field.tsx";
import { EmptyState, WhenReady } from "../../shared/components/states.tsx";
import { SeverityTag, Tag } from "../../shared/components/tag.tsx";
import { inLocale } from "../../shared/locale/current-locale.ts";
import { formatValue, formatValueDifference } from "../../shared/locale/format-count.ts";
import { formatPeriod } from "../../shared/locale/format-moment.ts";
import { goTo, useQuery } from "../../shared/place/place.ts";
import { PageTitle } from "../page-title.tsx";
import { NextStep } from "./next-step.tsx";

const views = {
  open: { query: "q=state:open&sort=due", name: m.discrepancies_open, none: m.discrepancies_none },
  ours: { query: "q=state:AWAITING_EXPLANATION|UPHELD&sort=due", name: m.discrepancies_ours, none: m.discrepancies_none_ours },
  closed: { query: "q=state:closed&sort=newest", name: m.discrepancies_closed, none: m.discrepancies_none },
} as const;
const isView = (text: string | null): text is keyof typeof views => text !== null && text in views;

/** The unit's own discrepancies, those with the nearest due day first; which ones and which page stand in the address, so that going back finds the same place. */
export function DiscrepanciesPage({ session }: { session: SessionView }) {
  const [query] = useQuery();
  const show = query.get("show");
  const view = isView(show) ? show : "open";
  const cursor = query.get("from");
  const [list, reload] = useRemote<DiscrepancyList>(`/v1/t/${session.tenant.code}/discrepancies?${views[view].query}&limit=20${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`);
  const addressOf = (from: string | null) => `/fill/discrepancies?show=${view}${from ? `&from=${encodeURIComponent(from)}` : ""}`;
  return (
    <>
      <PageTitle text={m.fill_discrepancies()} />
      <SelectField id="which" label={m.discrepancies_which()} value={view} onChange={(value) => goTo(`/fill/discrepancies?show=${value}`, "replace")} options={Object.entries(views).map(([value, { name }]) => ({ value, label: name() }))} />
      <WhenReady remote={list} retry={reload}>
        {({ discrepancies, next }) => (
          <>
            {discrepancies.length === 0 && <EmptyState title={views[view].none()} />}
            <ul className="plain">
              {discrepancies.map((one) => <li key={one.id}><DiscrepancyCard discrepancy={one} /></li>)}
            </ul>
            <div className="actions">
              {cursor && <ButtonLink icon="back" href={addressOf(null)}>{m.page_first()}</ButtonLink>}
              {next && <ButtonLink icon="next" href={addressOf(next)}>{m.page_next()}</ButtonLink>}
            </div>
          </>
        )}
      </WhenReady>
    </>
  );
}

function DiscrepancyCard({ discrepancy }: { discrepancy: DiscrepancyView }) {
  const { id, rule, measure, severity, state, subject, period, reported, actual, difference } = discrepancy;
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
      <NextStep discrepancy={discrepancy} />
    </article>
  );
}
