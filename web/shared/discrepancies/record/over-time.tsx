import type { FindingSides, Measure } from "../../../../worker/audit/contract.ts";
import type { DiscrepancyDetail } from "../../../../worker/review/contract.ts";
import { m } from "../../../words/m.ts";
import { Table } from "../../components/table.tsx";
import { formatValue, formatValueDifference } from "../../locale/format-count.ts";
import { DifferenceLine } from "./difference-line.tsx";
import { formatMoment } from "../../locale/format-moment.ts";
import { RecordPart } from "./record-part.tsx";

type Occurrence = DiscrepancyDetail["occurrences"][number];

/** How the difference went from run to run: a small line, and the table that says the same in numbers. Nothing for a single observation. */
export function OverTime({ measure, sides, occurrences }: { measure: Measure; sides: FindingSides; occurrences: readonly Occurrence[] }) {
  const runs = occurrences.toReversed();
  if (runs.length < 2 || sides === "none") return null;
  const valueOf = sides === "count" ? ({ actual }: Occurrence) => actual : differenceOf;
  const counted = { id: "actual", title: sides === "count" ? m.side_found() : m.column_actual(), cell: ({ actual }: Occurrence) => formatValue(measure, actual), isCount: true };
  return (
    <RecordPart id="panel-over-time" title={m.panel_over_time()}>
      <DifferenceLine values={runs.map(valueOf)} />
      <details>
        <summary>{m.panel_as_table()}</summary>
        <Table
          caption={m.panel_over_time()} rows={runs} rowKey={({ run }) => run}
          columns={[
            { id: "at", title: m.panel_observed(), cell: ({ observedAt }) => formatMoment(observedAt), isRowTitle: true },
            ...(sides === "count"
              ? [counted]
              : [
                  { id: "reported", title: m.column_reported(), cell: ({ reported }: Occurrence) => formatValue(measure, reported), isCount: true },
                  counted,
                  { id: "difference", title: m.column_difference(), cell: (one: Occurrence) => formatValueDifference(measure, differenceOf(one)), isCount: true },
                ]),
          ]}
        />
      </details>
    </RecordPart>
  );
}

function differenceOf({ reported, actual }: Occurrence): number | null {
  return reported === null || actual === null ? null : reported - actual;
}
