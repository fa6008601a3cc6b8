import type { ServiceHistory } from "../../../worker/national/contract.ts";
import { m } from "../../words/m.ts";
import { Notice } from "../../shared/components/notice.tsx";
import { WhenReady } from "../../shared/components/states.tsx";
import { inLocale } from "../../shared/locale/current-locale.ts";
import { formatDifference } from "../../shared/locale/format-count.ts";
import { formatDay, formatPeriod } from "../../shared/locale/format-moment.ts";
import { useRemote } from "../../shared/remote/use-remote.ts";
import { levelName } from "../../shared/statistics/level-name.ts";
import { DataTable, type DataColumn } from "../data-table.tsx";
import { usePageTitle } from "../../shared/place/use-page-title.ts";

type Row = ServiceHistory["windows"][number];

/** One service of one tenant over all windows: reported beside actual. */
export function ServicePage({ tenant, code }: { tenant: string; code: string }) {
  const [remote, reload] = useRemote<ServiceHistory>(`/v1/t/${encodeURIComponent(tenant)}/statistics/services/${encodeURIComponent(code)}`);
  return <WhenReady remote={remote} retry={reload}>{(history) => <Service history={history} />}</WhenReady>;
}

function Service({ history }: { history: ServiceHistory }) {
  const { service } = history.windows[0]!;
  const name = inLocale(service.nameVi, service.nameEn);
  usePageTitle(name);
  const columns: DataColumn<Row>[] = [
    { id: "window", title: m.national_window(), isRowTitle: true, value: ({ window }) => formatPeriod(window.id), cell: ({ window }) => <a href={`/national/t/${history.code}?window=${window.id}`}>{formatPeriod(window.id)}</a> },
    { id: "level", title: m.statistics_level(), value: ({ service: { levelScheme, level } }) => levelName(levelScheme, level) },
    { id: "reported", title: m.national_reported_online(), isCount: true, value: ({ service: { reported } }) => reported.online },
    { id: "actual", title: m.national_actual_online(), isCount: true, value: ({ service: { actual } }) => actual.online },
    { id: "difference", title: m.national_difference(), isCount: true, value: ({ service: { reported, actual } }) => (reported.online === null ? null : reported.online - actual.online), cell: ({ service: { reported, actual } }) => formatDifference(reported.online === null ? null : reported.online - actual.online) },
    { id: "total", title: m.national_actual_total(), isCount: true, value: ({ service: { actual } }) => actual.total },
    { id: "resolved", title: m.national_resolved_on_time(), isCount: true, value: ({ service: { actual } }) => `${actual.resolvedOnTime} / ${actual.resolved}` },
  ];
  return (
    <>
      <p><a href={`/national/t/${history.code}`}>{inLocale(history.nameVi, history.nameEn)}</a></p>
      <h1>{name}</h1>
      <dl className="facts">
        <dt>{m.national_code()}</dt>
        <dd className="code">{service.code}</dd>
        <dt>{m.national_field()}</dt>
        <dd>{inLocale(service.fieldVi, service.fieldEn)}</dd>
        <dt>{m.national_online_since()}</dt>
        <dd>{formatDay(service.onlineSince)}</dd>
      </dl>
      {history.generated && <Notice tone="attention" title={m.statistics_generated()} />}
      <DataTable caption={m.national_service_over_time()} file={`${history.code}-${service.code}`} columns={columns} rows={history.windows} rowKey={({ window }) => window.id} />
    </>
  );
}
