import type { Overview } from "../../../worker/national/contract.ts";
import { m } from "../../words/m.ts";
import { Tag } from "../../shared/components/tag.tsx";
import { formatCount } from "../../shared/locale/format-count.ts";
import { formatMoment, formatPeriod } from "../../shared/locale/format-moment.ts";
import { reportTypeName } from "../../shared/locale/report-type-name.ts";

/** The last audits and what they found; a failed one is said to be, never passed over. */
export function LastRuns({ runs }: { runs: Overview["runs"] }) {
  if (runs.length === 0) return <p>{m.own_runs_none()}</p>;
  return (
    <ul className="own-list">
      {runs.map((run) => (
        <li key={run.id}>
          <strong>{reportTypeName(run.reportType)}, {formatPeriod(run.window.id)}</strong>
          <span className="block soft small">{formatMoment(run.startedAt)}</span>
          {run.state === "failed" ? <Tag tone="bad" icon="octagon" text={m.own_run_failed()} /> : run.state === "running" ? <Tag icon="clock" text={m.own_run_running()} /> : m.own_run_done({ services: formatCount(run.services), findings: formatCount(run.findings) })}
        </li>
      ))}
    </ul>
  );
}
