import type { Overview, TenantHistory } from "../../../worker/national/contract.ts";
import type { SessionView } from "../../../worker/tenancy/contract.ts";
import { m } from "../../words/m.ts";
import { ButtonLink } from "../../shared/components/button.tsx";
import { SeverityTag } from "../../shared/components/tag.tsx";
import { WhenReady } from "../../shared/components/states.tsx";
import { formatCount } from "../../shared/locale/format-count.ts";
import { useRemote } from "../../shared/remote/use-remote.ts";
import { hasRole } from "../../shared/session/use-session.ts";
import { Definitions } from "../definitions.tsx";
import { RatesOverTime } from "../tenant/rates-over-time.tsx";
import { WindowsTable } from "../tenant/windows-table.tsx";
import { usePageTitle } from "../../shared/place/use-page-title.ts";
import { DueReports } from "./due-reports.tsx";
import { LastRuns } from "./last-runs.tsx";
import { ReportingCard } from "./reporting-card.tsx";

/** A tenant's own people: what is due, what is open, what was audited last, and their figures over time. */
export function OwnPage({ session }: { session: SessionView }) {
  const { code } = session.tenant;
  usePageTitle(m.own_title());
  const [overview, reload] = useRemote<Overview>(`/v1/t/${code}/overview`);
  const [history, reloadHistory] = useRemote<TenantHistory>(`/v1/t/${code}/statistics?view=as-now`);
  const isFiler = hasRole(session, "officer", "head");
  return (
    <>
      <h1>{m.own_title()}</h1>
      <WhenReady remote={overview} retry={reload}>
        {({ today, due, filed, openDiscrepancies, runs }) => (
          <div className="own">
            <section className="card" aria-labelledby="own-due">
              <h2 id="own-due">{m.own_due()}</h2>
              <DueReports due={due} isFiler={isFiler} />
              <p className="soft small">{m.own_filed({ count: formatCount(filed) })}</p>
            </section>
            <section className="card" aria-labelledby="own-open">
              <h2 id="own-open">{m.own_open()}</h2>
              {openDiscrepancies.length === 0 ? <p>{m.own_open_none()}</p> : <ul className="tags">{openDiscrepancies.map(({ severity, count }) => <li key={severity}><SeverityTag severity={severity} /> {formatCount(count)}</li>)}</ul>}
              <ButtonLink href={isFiler ? "/fill/discrepancies" : "/console/discrepancies"}>{m.own_open_all()}</ButtonLink>
            </section>
            <section className="card" aria-labelledby="own-runs">
              <h2 id="own-runs">{m.own_runs()}</h2>
              <LastRuns runs={runs} />
            </section>
            <ReportingCard code={code} year={today.slice(0, 4)} />
          </div>
        )}
      </WhenReady>
      <h2>{m.own_figures()}</h2>
      <p><a href={`/national/t/${code}`}>{m.own_public()}</a></p>
      <WhenReady remote={history} retry={reloadHistory}>
        {(known) => (known.windows.length === 0 ? <p>{m.national_tenant_no_windows()}</p> : <><RatesOverTime history={known} /><WindowsTable history={known} /><Definitions definitions={known.definitions} /></>)}
      </WhenReady>
    </>
  );
}
