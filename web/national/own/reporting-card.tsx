import type { ReportingOfTenant } from "../../../worker/submissions/obligation-contract.ts";
import { m } from "../../words/m.ts";
import { WhenReady } from "../../shared/components/states.tsx";
import { formatCount } from "../../shared/locale/format-count.ts";
import { useRemote } from "../../shared/remote/use-remote.ts";

/** How the tenant reported in a year: expected, received, in time, complete. Counts, not a bare rate. */
export function ReportingCard({ code, year }: { code: string; year: string }) {
  const [remote, reload] = useRemote<ReportingOfTenant>(`/v1/t/${code}/reporting?year=${year}`);
  return (
    <section className="card" aria-labelledby="own-reporting">
      <h2 id="own-reporting">{m.own_reporting({ year })}</h2>
      <WhenReady remote={remote} retry={reload}>
        {({ figures }) => (
          <dl className="facts">
            <dt>{m.own_expected()}</dt>
            <dd>{formatCount(figures.expected)}</dd>
            <dt>{m.own_received()}</dt>
            <dd>{formatCount(figures.received)} / {formatCount(figures.due)} {m.own_of_due()}</dd>
            <dt>{m.own_on_time()}</dt>
            <dd>{formatCount(figures.onTime + figures.onTimeByExtension)}{figures.onTimeByExtension > 0 && ` (${m.own_by_extension({ count: formatCount(figures.onTimeByExtension) })})`}</dd>
            <dt>{m.own_complete()}</dt>
            <dd>{formatCount(figures.complete)}{figures.marked > 0 && ` (${m.own_marked({ count: formatCount(figures.marked) })})`}</dd>
            <dt>{m.own_late()}</dt>
            <dd>{formatCount(figures.late)}</dd>
            <dt>{m.own_missing()}</dt>
            <dd>{formatCount(figures.missing)}</dd>
          </dl>
        )}
      </WhenReady>
    </section>
  );
}
