import type { TenantWindow } from "../../../worker/national/contract.ts";
import { m } from "../../words/m.ts";
import { SeverityTag } from "../../shared/components/tag.tsx";
import { WhenReady } from "../../shared/components/states.tsx";
import { inLocale } from "../../shared/locale/current-locale.ts";
import { formatCount, formatDifference } from "../../shared/locale/format-count.ts";
import { useRemote } from "../../shared/remote/use-remote.ts";
import { levelName } from "../../shared/statistics/level-name.ts";
import { DataTable, type DataColumn } from "../data-table.tsx";
import { Documents } from "./documents.tsx";

type Row = TenantWindow["services"][number];

/** One window of the tenant: the open discrepancies, the signed documents, and every service with both sides. */
export function TenantWindowSection({ code, window }: { code: string; window: string }) {
  const [remote, reload] = useRemote<TenantWindow>(`/v1/t/${encodeURIComponent(code)}/statistics/${encodeURIComponent(window)}`);
  return (
    <WhenReady remote={remote} retry={reload}>
      {({ services, documents, openDiscrepancies }) => (
        <>
          <h3>{m.national_open_discrepancies()}</h3>
          {openDiscrepancies.length === 0 ? <p>{m.national_open_none()}</p> : <ul className="tags">{openDiscrepancies.map(({ severity, count }) => <li key={severity}><SeverityTag severity={severity} /> {formatCount(count)}</li>)}</ul>}
          <Documents code={code} documents={documents} />
          <DataTable caption={m.national_services_both({ count: formatCount(services.length) })} file={`${code}-services-${window}`} columns={columnsOf(code)} rows={services} rowKey={(service) => service.code} first={{ id: "difference", isDown: true }} />
        </>
      )}
    </WhenReady>
  );
}

const differenceOf = ({ reported, actual }: Row) => (reported.online === null ? null : reported.online - actual.online);

function columnsOf(tenant: string): DataColumn<Row>[] {
  return [
    { id: "service", title: m.national_service(), isRowTitle: true, isSortable: true, value: ({ nameVi, nameEn }) => inLocale(nameVi, nameEn), cell: (row) => <><a href={`/national/t/${tenant}/${row.code}`}>{inLocale(row.nameVi, row.nameEn)}</a> <span className="soft code">{row.code}</span></> },
    { id: "level", title: m.statistics_level(), isSortable: true, value: ({ levelScheme, level }) => levelName(levelScheme, level) },
    { id: "reported", title: m.national_reported_online(), isCount: true, isSortable: true, value: ({ reported }) => reported.online },
    { id: "actual", title: m.national_actual_online(), isCount: true, isSortable: true, value: ({ actual }) => actual.online },
    { id: "difference", title: m.national_difference(), isCount: true, isSortable: true, value: differenceOf, cell: (row) => formatDifference(differenceOf(row)) },
    { id: "reportedTotal", title: m.national_reported_total(), isCount: true, isSortable: true, value: ({ reported }) => reported.total },
    { id: "actualTotal", title: m.national_actual_total(), isCount: true, isSortable: true, value: ({ actual }) => actual.total },
  ];
}
