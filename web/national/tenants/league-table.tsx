import type { MergerView } from "../../../worker/directory/contract.ts";
import type { RateSeries, TenantRow } from "../../../worker/national/contract.ts";
import { m } from "../../words/m.ts";
import { inLocale } from "../../shared/locale/current-locale.ts";
import { formatCount, formatPercent } from "../../shared/locale/format-count.ts";
import { formatDay, formatPeriod } from "../../shared/locale/format-moment.ts";
import { Sparkline } from "../charts/sparkline.tsx";
import { DataTable, type DataColumn } from "../data-table.tsx";
import { findRate, Rate } from "../rate.tsx";
import { sideName, type ChosenRate } from "./choose-rate.tsx";

/** One row a tenant: the chosen rate, how it went over time, what was offered and not used, what was reported. */
export function LeagueTable({ rows, ranks, chosen, series, window, view }: { rows: readonly TenantRow[]; ranks: ReadonlyMap<string, number>; chosen: ChosenRate; series: RateSeries | "loading" | null; window: string; view: MergerView }) {
  // The column stands there before its pictures do, so that nothing moves when they come.
  const overTime = series === "loading" ? m.national_over_time_title() : series && series.windows.length > 1 ? m.national_over_time({ from: formatPeriod(series.windows[0]!.id), to: formatPeriod(series.windows.at(-1)!.id) }) : null;
  const said = (percents: readonly (number | null)[]) => percents.map((percent) => (percent === null ? m.national_no_rate() : formatPercent(percent, 1))).join(", ");
  const rateOf = (row: TenantRow) => findRate(row.rates, chosen.definition.id, chosen.side);
  const pointsOf = (row: TenantRow) => (series === "loading" ? [] : (series?.tenants.find(({ code }) => code === row.code)?.points.map((point) => point?.percent ?? null) ?? []));
  const columns: DataColumn<TenantRow>[] = [
    { id: "rank", title: m.national_rank(), isCount: true, isSortable: true, value: ({ code }) => ranks.get(code) ?? null },
    {
      id: "tenant", title: m.national_tenant(), isRowTitle: true, isSortable: true, value: (row) => inLocale(row.nameVi, row.nameEn),
      cell: (row) => (
        <>
          <a href={`/national/t/${row.code}?window=${window}${view === "as-now" ? "&view=as-now" : ""}`}>{inLocale(row.nameVi, row.nameEn)}</a> <span className="soft code">{row.code}</span>
          {row.members.length > 0 && <span className="soft small block">{m.national_members({ codes: row.members.join(", ") })}</span>}
          {row.closedOn !== null && <span className="soft small block">{m.national_closed_on({ day: formatDay(row.closedOn) })}</span>}
        </>
      ),
    },
    { id: "rate", title: `${inLocale(chosen.definition.nameVi, chosen.definition.nameEn)}, ${sideName(chosen.side)} (%)`, isCount: true, isSortable: true, value: (row) => rateOf(row)?.percent ?? null, cell: (row) => <Rate rate={rateOf(row)} /> },
    { id: "numerator", title: m.statistics_numerator(), isCount: true, isSortable: true, value: (row) => rateOf(row)?.numerator ?? null },
    { id: "denominator", title: m.statistics_denominator(), isCount: true, isSortable: true, value: (row) => rateOf(row)?.denominator ?? null },
    ...(overTime !== null
      ? [{ id: "time", title: overTime, value: (row: TenantRow) => pointsOf(row).map((percent) => percent ?? "–").join(" → "), cell: (row: TenantRow) => <><Sparkline percents={pointsOf(row)} /><span className="spoken-only">{said(pointsOf(row))}</span></> }]
      : []),
    { id: "services", title: m.statistics_services(), isCount: true, isSortable: true, value: ({ services }) => services },
    { id: "unused", title: m.national_unused_short(), isCount: true, isSortable: true, value: ({ unused }) => unused },
    { id: "reports", title: m.national_reports(), isCount: true, value: ({ reports }) => `${reports.filed}/${reports.expected}`, cell: ({ reports }) => m.national_reports_of({ filed: formatCount(reports.filed), expected: formatCount(reports.expected), late: formatCount(reports.filed - reports.onTime) }) },
  ];
  return <DataTable caption={m.national_tenants()} file={`tenants-${window}-${view}`} columns={columns} rows={rows} rowKey={({ code }) => code} first={{ id: "rate", isDown: true }} />;
}
