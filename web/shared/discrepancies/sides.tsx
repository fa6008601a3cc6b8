import type { DiscrepancyView } from "../../../worker/worklist/contract.ts";
import { m } from "../../words/m.ts";
import { formatCount, formatValue } from "../locale/format-count.ts";

type Sides = Pick<DiscrepancyView, "sides" | "measure" | "reported" | "actual" | "lookedAt">;

/** The reported number; about what nobody reports, a dash. "No number given" is said only where one could have been given. */
export function ReportedSide({ row }: { row: Sides }) {
  if (row.sides === "both") return <>{formatValue(row.measure, row.reported)}</>;
  return <span className="soft"><span aria-hidden="true">–</span><span className="spoken-only">{m.side_not_reported()}</span></span>;
}

/** The actual number, or what the rule counts, of all it looked at where that is known. */
export function ActualSide({ row }: { row: Sides }) {
  if (row.sides === "none") return <span className="soft"><span aria-hidden="true">–</span><span className="spoken-only">{m.side_no_number()}</span></span>;
  return <>{row.sides === "count" ? countText(row) : formatValue(row.measure, row.actual)}</>;
}

/** E.g. "3 of 120 filings". */
export function countText({ actual, lookedAt }: Pick<Sides, "actual" | "lookedAt">): string {
  return lookedAt === null || lookedAt === 0 ? formatCount(actual) : m.count_of_filings({ count: formatCount(actual), all: formatCount(lookedAt) });
}
