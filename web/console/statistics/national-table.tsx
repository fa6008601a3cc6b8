import type { ServicesStatistics } from "../../../worker/statistics/contract.ts";
import { m } from "../../words/m.ts";
import { formatCount, formatPercent } from "../../shared/locale/format-count.ts";
import { levelName } from "../../shared/statistics/level-name.ts";

type Group = ServicesStatistics["groups"][number];

/** One row a kind of tenant and level. The bar repeats the number; the number stands beside what it is a share of. */
export function NationalTable({ groups }: { groups: readonly Group[] }) {
  return (
    <div className="table-scroll" role="region" aria-label={m.statistics_title()} tabIndex={0}>
      <table className="national">
        <caption className="spoken-only">{m.statistics_title()}</caption>
        <thead>
          <tr>
            <th scope="col">{m.statistics_group()}</th>
            <th scope="col">{m.statistics_level()}</th>
            <th scope="col" className="count">{m.statistics_services()}</th>
            <th scope="col" className="count">{m.statistics_with_filings()}</th>
            <th scope="col" className="count">{m.statistics_share()}</th>
            <th scope="col" className="count">{m.statistics_without_counts()}</th>
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => (
            <tr key={`${group.kind}/${group.levelScheme}/${group.level}`}>
              <th scope="row">{group.kind === "ministry" ? m.statistics_ministries() : m.statistics_provinces()}</th>
              <td>{levelName(group.levelScheme, group.level)}</td>
              <td className="count" data-label={m.statistics_services()}>{formatCount(group.services)}</td>
              <td className="count" data-label={m.statistics_with_filings()}>{formatCount(group.withOnlineFilings)}</td>
              <td className="count share" data-label={m.statistics_share()}>
                <strong>{formatPercent(group.share, group.decimals)}</strong>
                <meter className="share-bar" min={0} max={100} value={group.share ?? 0} aria-hidden="true" />
                <span className="soft small">{formatCount(group.withOnlineFilings)} / {formatCount(group.services)}</span>
              </td>
              <td className="count" data-label={m.statistics_without_counts()}>{formatCount(group.reportedWithoutCounts)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
