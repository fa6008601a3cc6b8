import type { DiscrepancyView } from "../../../worker/worklist/contract.ts";
import { m } from "../../words/m.ts";
import { formatPercent, formatValueDifference } from "../locale/format-count.ts";

/** The difference with its sign, an arrow, and its share of the actual number where that means something: a share of a percentage does not. */
export function Difference({ row }: { row: Pick<DiscrepancyView, "measure" | "difference" | "actual"> }) {
  if (row.difference === null) return <span className="soft">–</span>;
  const share = row.actual && row.measure !== "printed-rate" ? (row.difference / row.actual) * 100 : null;
  return (
    <span className="difference">
      <span aria-hidden="true">{row.difference > 0 ? "▲\u2009" : row.difference < 0 ? "▼\u2009" : ""}</span>
      <span className="spoken-only">{row.difference > 0 ? m.difference_over() : m.difference_under()} </span>
      {formatValueDifference(row.measure, row.difference)}
      {share !== null && <span className="soft small"> ({formatPercent(share, 1)})</span>}
    </span>
  );
}
