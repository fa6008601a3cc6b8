import type * as z from "zod";
import type { ServicesStatistics, statisticsWindows } from "../../worker/statistics/contract.ts";
import { m } from "../words/m.ts";
import { formatCount, formatPercent } from "../shared/locale/format-count.ts";
import { formatPeriod } from "../shared/locale/format-moment.ts";
import { useRemote } from "../shared/remote/use-remote.ts";
import { widestWindow } from "../shared/statistics/widest-window.ts";
import { levelName } from "../shared/statistics/level-name.ts";

/** The shares of the newest window that nearly everybody was audited in, each with what it is made of. Nothing until there is one. */
export function Headline() {
  const [windows] = useRemote<z.infer<typeof statisticsWindows>>("/v1/statistics/windows");
  const widest = windows.state === "ready" ? widestWindow(windows.value.windows) : null;
  const [remote] = useRemote<ServicesStatistics>(widest && `/v1/statistics/services?window=${widest.id}`);
  if (!widest || remote.state !== "ready") return null;
  const { groups, generated } = remote.value;
  return (
    <section className="headline" aria-labelledby="headline-title">
      <h2 id="headline-title">
        <a href={`/national?window=${widest.id}`}>{m.home_headline({ period: formatPeriod(widest.id) })}</a>
      </h2>
      <dl>
        {groups.map((group) => (
          <div key={`${group.kind}/${group.levelScheme}/${group.level}`}>
            <dt>{group.kind === "ministry" ? m.statistics_ministries() : m.statistics_provinces()}, {levelName(group.levelScheme, group.level).toLowerCase()}</dt>
            <dd>
              <strong>{formatPercent(group.share, group.decimals)}</strong>
              <span className="soft small">{m.home_headline_of({ part: formatCount(group.withOnlineFilings), whole: formatCount(group.services) })}</span>
            </dd>
          </div>
        ))}
      </dl>
      {generated && <p className="soft small">{m.home_headline_generated()}</p>}
    </section>
  );
}
