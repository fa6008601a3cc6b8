import { useSearchParams } from "react-router";
import type * as z from "zod";
import type { ServicesStatistics, statisticsWindows } from "../../../worker/statistics/contract.ts";
import { m } from "../../words/m.ts";
import { useRemote } from "../../shared/remote/use-remote.ts";
import { SelectField } from "../../shared/components/field.tsx";
import { Notice } from "../../shared/components/notice.tsx";
import { EmptyState, WhenReady } from "../../shared/components/states.tsx";
import { inLocale } from "../../shared/locale/current-locale.ts";
import { formatCount } from "../../shared/locale/format-count.ts";
import { formatPeriod, formatWindow } from "../../shared/locale/format-moment.ts";
import { usePageTitle } from "../use-page-title.ts";
import { NationalTable } from "./national-table.tsx";

type Windows = z.infer<typeof statisticsWindows>;

/** The table of the yearly report, for anyone: ministries beside provinces, every share with what it is made of. */
export function StatisticsPage() {
  usePageTitle(m.console_statistics());
  const [windows, reloadWindows] = useRemote<Windows>("/v1/statistics/windows");
  return (
    <>
      <h1>{m.statistics_title()}</h1>
      <p className="lead">{m.statistics_lead()}</p>
      <WhenReady remote={windows} retry={reloadWindows}>
        {({ windows: known }) => (known.length === 0 ? <EmptyState title={m.statistics_none()} /> : <OneWindow windows={known} />)}
      </WhenReady>
    </>
  );
}

function OneWindow({ windows }: { windows: Windows["windows"] }) {
  const [params, setParams] = useSearchParams();
  const chosen = params.get("window") ?? widestOf(windows);
  const [remote, reload] = useRemote<ServicesStatistics>(`/v1/statistics/services?window=${encodeURIComponent(chosen)}`);
  return (
    <>
      <SelectField id="statistics-window" label={m.column_period()} value={chosen} onChange={(window) => setParams({ window })} options={windows.map(({ id, from, to }) => ({ value: id, label: `${formatPeriod(id)} (${formatWindow({ from, to })})` }))} />
      <WhenReady remote={remote} retry={reload}>
        {(statistics) => (
          <>
            {statistics.generated && <Notice tone="attention" title={m.statistics_generated()} />}
            <p>{m.statistics_window({ window: formatWindow(statistics.window) })} {m.statistics_coverage({ audited: formatCount(statistics.coverage.audited), tenants: formatCount(statistics.coverage.tenants) })}</p>
            <NationalTable groups={statistics.groups} />
            <section className="definition" aria-labelledby="definition-title">
              <h2 id="definition-title">{m.statistics_definition()}: {inLocale(statistics.definition.nameVi, statistics.definition.nameEn)}</h2>
              <dl>
                <dt>{m.statistics_numerator()}</dt>
                <dd>{inLocale(statistics.definition.numeratorVi, statistics.definition.numeratorEn)}</dd>
                <dt>{m.statistics_denominator()}</dt>
                <dd>{inLocale(statistics.definition.denominatorVi, statistics.definition.denominatorEn)}</dd>
              </dl>
              <p className="soft small"><span className="code">{statistics.definition.id} v{statistics.definition.version}</span></p>
            </section>
          </>
        )}
      </WhenReady>
    </>
  );
}

/** The window most tenants were audited in: what a visitor most likely came for. */
function widestOf(windows: Windows["windows"]): string {
  return windows.reduce((widest, one) => (one.tenants > widest.tenants ? one : widest)).id;
}
