import type { DiscrepancyDetail } from "../../../worker/review/contract.ts";
import { m } from "../../words/m.ts";
import { formatValue } from "../../shared/locale/format-count.ts";
import { Difference } from "./difference.tsx";
import { measureNames } from "../../shared/discrepancies/words.ts";

/** What was reported, what was found, and the difference; for a late or missing report there are no two numbers. */
export function BothSides({ detail }: { detail: DiscrepancyDetail }) {
  if (detail.measure === "report" || detail.measure === "report-window") return null;
  return (
    <>
      <dl className="both-sides" aria-label={measureNames[detail.measure]()}>
        <div>
          <dt>{m.column_reported()}</dt>
          <dd>{formatValue(detail.measure, detail.reported)}</dd>
        </div>
        <div>
          <dt>{m.column_actual()}</dt>
          <dd>{formatValue(detail.measure, detail.actual)}</dd>
        </div>
        <div>
          <dt>{m.column_difference()}</dt>
          <dd>
            <Difference row={detail} />
          </dd>
        </div>
      </dl>
      <p className="soft small">{measureNames[detail.measure]()}</p>
    </>
  );
}
