import type { ServicesStatistics } from "../../../worker/statistics/contract.ts";
import { m } from "../../words/m.ts";
import { formatCount, formatPercent } from "../../shared/locale/format-count.ts";
import { levelName } from "../../shared/statistics/level-name.ts";
import { DataTable, type DataColumn } from "../data-table.tsx";

type Group = ServicesStatistics["groups"][number];

/** One row a kind of tenant and level. The bar repeats the number; the number stands beside what it is a share of. */
export function LevelTable({ groups, window }: { groups: readonly Group[]; window: string }) {
  const columns: DataColumn<Group>[] = [
    { id: "group", title: m.statistics_group(), isRowTitle: true, value: ({ kind }) => (kind === "ministry" ? m.statistics_ministries() : m.statistics_provinces()) },
    { id: "level", title: m.statistics_level(), value: ({ levelScheme, level }) => levelName(levelScheme, level) },
    { id: "services", title: m.statistics_services(), isCount: true, value: ({ services }) => services },
    { id: "used", title: m.statistics_with_filings(), isCount: true, value: ({ withOnlineFilings }) => withOnlineFilings },
    {
      id: "share", title: `${m.statistics_share()} (%)`, isCount: true, value: ({ share }) => share,
      cell: ({ share, decimals, withOnlineFilings, services }) => (
        <span className="share">
          <strong>{formatPercent(share, decimals)}</strong>
          <meter className="share-bar" min={0} max={100} value={share ?? 0} aria-hidden="true" />
          <span className="soft small">{formatCount(withOnlineFilings)} / {formatCount(services)}</span>
        </span>
      ),
    },
    { id: "without", title: m.statistics_without_counts(), isCount: true, value: ({ reportedWithoutCounts }) => reportedWithoutCounts },
    { id: "online", title: m.national_filings_online(), isCount: true, value: ({ filingsOnline }) => filingsOnline },
    { id: "total", title: m.national_filings_total(), isCount: true, value: ({ filingsTotal }) => filingsTotal },
  ];
  return <DataTable caption={m.statistics_title()} file={`services-by-level-${window}`} columns={columns} rows={groups} rowKey={({ kind, levelScheme, level }) => `${kind}/${levelScheme}/${level}`} />;
}
