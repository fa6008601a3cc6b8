import type { TenantHistory } from "../../../worker/national/contract.ts";
import { m } from "../../words/m.ts";
import { formatPeriod } from "../../shared/locale/format-moment.ts";
import { DataTable, type DataColumn } from "../data-table.tsx";
import { findRate, Rate } from "../rate.tsx";

type Row = TenantHistory["windows"][number];

/** The windows in numbers: the twin of the chart above it. */
export function WindowsTable({ history }: { history: TenantHistory }) {
  const rate = (id: string, title: string, side: "actual" | "reported"): DataColumn<Row> => ({ id: `${id}.${side}`, title: `${title} (%)`, isCount: true, value: ({ rates }) => findRate(rates, id, side)?.percent ?? null, cell: ({ rates }) => <Rate rate={findRate(rates, id, side)} /> });
  const columns: DataColumn<Row>[] = [
    { id: "window", title: m.national_window(), isRowTitle: true, value: ({ window }) => formatPeriod(window.id) },
    { id: "services", title: m.statistics_services(), isCount: true, value: ({ services }) => services },
    { id: "unused", title: m.national_unused_short(), isCount: true, value: ({ unused }) => unused },
    rate("SERVICES_WITH_FILING", m.national_line_services(), "actual"),
    rate("RATE_VPCP", m.national_line_actual(), "actual"),
    rate("RATE_VPCP", m.national_line_reported(), "reported"),
    rate("RATE_EMC_FULL", m.national_line_full(), "actual"),
    rate("ON_TIME", m.national_line_on_time(), "actual"),
    { id: "without", title: m.statistics_without_counts(), isCount: true, value: ({ withoutCounts }) => withoutCounts },
  ];
  return <DataTable caption={m.national_over_time_title()} file={`${history.code}-windows-${history.view}`} columns={columns} rows={history.windows} rowKey={({ window }) => window.id} />;
}
