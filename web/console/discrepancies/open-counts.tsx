import { useEffect } from "react";
import { severities } from "../../../worker/audit/contract.ts";
import type { DiscrepancySummary } from "../../../worker/review/contract.ts";
import { m } from "../../words/m.ts";
import { useRemote } from "../../shared/remote/use-remote.ts";
import { SeverityTag } from "../../shared/components/tag.tsx";
import { formatCount } from "../../shared/locale/format-count.ts";
import type { FilterName, Filters } from "./use-list-filters.ts";

/** How many are open, by severity; each count is also the filter for it. `round` grows when somebody moved one. */
export function OpenCounts({ round, filters, setFilter }: { round: number; filters: Filters; setFilter: (name: FilterName, value: string) => void }) {
  const [remote, reload] = useRemote<DiscrepancySummary>("/v1/discrepancies/summary");
  useEffect(() => void (round > 0 && reload()), [round]);
  if (remote.state !== "ready") return null;
  const { open, counts } = remote.value;
  const countOf = (severity: string) => counts.filter((one) => one.severity === severity).reduce((sum, one) => sum + one.count, 0);
  return (
    <div className="open-counts" role="group" aria-label={m.open_counts()}>
      <span className="soft">{m.open_in_all({ count: formatCount(open) })}</span>
      {severities.toReversed().filter((severity) => countOf(severity) > 0).map((severity) => (
        <button key={severity} type="button" className="count-button" aria-pressed={filters.severity === severity} onClick={() => setFilter("severity", filters.severity === severity ? "" : severity)}>
          <SeverityTag severity={severity} /> <span className="count">{formatCount(countOf(severity))}</span>
        </button>
      ))}
    </div>
  );
}
