import type { DiscrepancyDetail } from "../../../worker/review/contract.ts";
import { m } from "../../words/m.ts";
import { formatValue } from "../../shared/locale/format-count.ts";
import { Difference } from "../../shared/discrepancies/difference.tsx";
import { ActualSide } from "../../shared/discrepancies/sides.tsx";
import { countNames, measureNames } from "../../shared/discrepancies/words.ts";

/** What was reported, what was found, and the difference; or the one count of a rule about what nobody reports. For a late or missing report there is no number. */
export function BothSides({ detail }: { detail: DiscrepancyDetail }) {
  if (detail.sides === "none") return null;
  if (detail.sides === "count") {
    return (
      <dl className="both-sides one-side">
        <div>
          <dt>{countNames[detail.rule]?.() ?? measureNames[detail.measure]()}</dt>
          <dd><ActualSide row={detail} /></dd>
        </div>
      </dl>
    );
  }
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
