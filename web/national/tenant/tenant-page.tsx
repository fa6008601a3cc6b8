import type { TenantHistory } from "../../../worker/national/contract.ts";
import { m } from "../../words/m.ts";
import { Notice } from "../../shared/components/notice.tsx";
import { EmptyState, WhenReady } from "../../shared/components/states.tsx";
import { SelectField } from "../../shared/components/field.tsx";
import { inLocale } from "../../shared/locale/current-locale.ts";
import { formatDay, formatPeriod, formatWindow } from "../../shared/locale/format-moment.ts";
import { useRemote } from "../../shared/remote/use-remote.ts";
import { Definitions } from "../definitions.tsx";
import { useQuery } from "../../shared/place/place.ts";
import { usePageTitle } from "../../shared/place/use-page-title.ts";
import { RatesOverTime } from "./rates-over-time.tsx";
import { TenantWindowSection } from "./tenant-window.tsx";
import { WindowsTable } from "./windows-table.tsx";

/** One tenant: its rates over time, with or without those it took over, and one window down to its services. */
export function TenantPage({ code }: { code: string }) {
  const [query] = useQuery();
  const view = query.get("view") === "as-now" ? "as-now" : "as-was";
  const [remote, reload] = useRemote<TenantHistory>(`/v1/t/${encodeURIComponent(code)}/statistics?view=${view}`);
  return <WhenReady remote={remote} retry={reload}>{(history) => <Tenant history={history} />}</WhenReady>;
}

function Tenant({ history }: { history: TenantHistory }) {
  const [query, change] = useQuery();
  const name = inLocale(history.nameVi, history.nameEn);
  usePageTitle(name);
  const window = history.windows.find(({ window: { id } }) => id === query.get("window"))?.window ?? history.windows[0]?.window;
  return (
    <>
      <h1>{name} <span className="soft code">{history.code}</span></h1>
      {history.closedOn !== null && (
        <Notice tone="note" title={m.national_closed_on({ day: formatDay(history.closedOn) })}>
          {history.successor && <p><a href={`/national/t/${history.successor}?view=as-now`}>{m.national_successor({ code: history.successor })}</a></p>}
        </Notice>
      )}
      {history.predecessors.length > 0 && (
        <p>{m.national_predecessors()} {history.predecessors.map((code, place) => <span key={code}>{place > 0 && ", "}<a href={`/national/t/${code}`} className="code">{code}</a></span>)}</p>
      )}
      {history.generated && <Notice tone="attention" title={m.statistics_generated()} />}
      {history.predecessors.length > 0 && (
        <div className="choices">
          <SelectField id="view" label={m.national_view()} value={history.view} onChange={(value) => change({ view: value === "as-was" ? null : value })} options={[{ value: "as-was", label: m.national_as_was() }, { value: "as-now", label: m.national_as_now() }]} />
        </div>
      )}
      {history.windows.length === 0 ? <EmptyState title={m.national_tenant_no_windows()} /> : (
        <>
          <RatesOverTime history={history} />
          <WindowsTable history={history} />
        </>
      )}
      {window && history.windows.length > 0 && (
        <>
          <h2 id="window-title">{m.national_window_of({ window: formatPeriod(window.id) })}</h2>
          <SelectField id="window" label={m.national_window()} value={window.id} onChange={(id) => change({ window: id })} options={history.windows.map(({ window: one }) => ({ value: one.id, label: `${formatPeriod(one.id)} (${formatWindow(one)})` }))} />
          <TenantWindowSection code={history.code} window={window.id} />
        </>
      )}
      {history.definitions.length > 0 && <Definitions definitions={history.definitions} />}
    </>
  );
}
